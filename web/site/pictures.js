// Pictures: chosen, photographed, dropped or pasted, read in a worker, and shown on the sheet with what was found.
import { closeWithEscape } from './controls.js';
import { element } from './elements.js';
import { notices } from './texts.js';

const mostPixels = 2_000_000;        // digits are legible with fewer
const mostBytes = 100_000_000;

// Reads pictures in a worker, which is started with the first of them.
export class PictureReader {
  #simd;
  #weights;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, { resolve: (read: Partial<PictureReading>) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #id = 0;

  /** @param {Simd} simd @param {Bytes} weights */
  constructor(simd, weights) {
    this.#simd = simd;
    this.#weights = weights;
  }

  /** @param {Bytes} weights */
  setWeights(weights) {
    this.#weights = weights;
    // What fails here fails again, and is told of, with the next picture.
    if (this.#worker) this.#ask({ simd: this.#simd, weights }).catch(() => {});
  }

  // {reading, glyphs} of {data, width, height}, RGBA; `mode` as in app.js, glyphs as in picture-worker.js.
  /** @param {Pixels} picture @param {Mode} mode @returns {Promise<PictureReading>} */
  read({ data, width, height }, mode) {
    this.#worker ??= this.#start();
    const copy = new Uint8ClampedArray(data);
    return /** @type {Promise<PictureReading>} */ (this.#ask(
      { picture: { data: copy, width, height }, mode: mode === 'digit' ? 'digit' : 'number' }, [copy.buffer]));
  }

  #start() {
    const worker = new Worker(new URL('picture-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (/** @type {MessageEvent<PictureAnswer>} */ { data: { id, error, ...read } }) => {
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) asked?.reject(new Error(error));
      else asked?.resolve(read);
    });
    // It could not be loaded, or ran out of memory: the next picture gets another.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      worker.terminate();
      this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || 'the worker ended'));
      this.#waiting.clear();
    });
    this.#worker = worker;
    this.#ask({ simd: this.#simd, weights: this.#weights }).catch(() => {});
    return worker;
  }

  /** @param {PictureRequest} request @param {Transferable[]} transferred @returns {Promise<Partial<PictureReading>>} */
  #ask(request, transferred = []) {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, ...request }, transferred);
    });
  }
}

// The picture upright and on white paper, no larger than is good for reading it, drawn onto `canvas`.
/** @param {HTMLCanvasElement} canvas @param {ImageBitmap} bitmap */
function drawOnto(canvas, bitmap) {
  const scale = Math.min(1, Math.sqrt(mostPixels / (bitmap.width * bitmap.height)));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

// The picture on the sheet.  `changed` is called when it or its reading has changed, `mode()` says how it is read.
export class PictureOnSheet {
  isThere = false;
  #app;
  #reader;
  #mode;
  #changed;
  #notify;
  /** @type {ImageData | null} */
  #pixels = null;
  #turn = 0;      // of what came last, so that a picture or reading which arrives after it is left alone

  /**
   * @param {{ app: import('./app.js').App, reader: PictureReader, mode: () => Mode, changed: () => void, notify: (text: string) => void }} parts
   */
  constructor({ app, reader, mode, changed, notify }) {
    this.#app = app;
    this.#reader = reader;
    this.#mode = mode;
    this.#changed = changed;
    this.#notify = notify;
  }

  /** @param {File} file */
  async bring(file) {
    const turn = ++this.#turn;
    let pixels = null;
    try {
      if (file.size <= mostBytes) {
        const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
        // The canvas may show a picture that came later.
        if (turn === this.#turn) pixels = drawOnto(element('photo'), bitmap);
        bitmap.close();
      }
    } catch {
      // It is no picture, or not one that this browser knows.
    }
    if (turn !== this.#turn) return;
    if (!pixels) {
      this.close();
      this.#notify(notices.badPicture);
      return;
    }
    this.#pixels = pixels;
    this.isThere = true;
    this.#reveal(true);
    this.#show(null);
    await this.readAnew();
  }

  // What is on its way is no longer wanted.
  forgetComing() { this.#turn += 1; }

  // With other weights, or in another mode.
  async readAnew() {
    if (!this.#pixels) return;
    const turn = ++this.#turn;
    const mode = this.#mode();
    let read = null;
    try {
      read = await this.#reader.read(this.#pixels, mode);
    } catch {
      if (turn === this.#turn) this.#notify(notices.pictureNotRead);
      return;
    }
    if (turn !== this.#turn) return;
    this.#show(read);
    const { length } = read.reading.digits;
    if (length === 0) this.#notify(notices.noDigits);
    else if (mode === 'digit' && length > 1) this.#notify(notices.severalDigits);
  }

  /** @param {PictureReading | null} read */
  #show(read) {
    if (this.#pixels) this.#app.showPicture(this.#pixels.width, this.#pixels.height, read);
    this.#changed();
  }

  /** @param {boolean} isShown */
  #reveal(isShown) {
    element('photo').hidden = !isShown;
    element('sheet').classList.toggle('has-photo', isShown);
  }

  close() {
    this.forgetComing();
    if (!this.isThere) return;
    this.isThere = false;
    this.#pixels = null;
    this.#reveal(false);
    this.#app.hidePicture();
    this.#changed();
  }
}

/** @param {FileList | undefined} files */
const pictureIn = (files) => [...files ?? []].find(({ type }) => type.startsWith('image/')) ?? files?.[0];

// The four ways a picture comes; bring(file) is called with it.
/** @param {(file: File) => void} bring */
export function listenToPictures(bring) {
  const menu = element('picture-menu'), button = element('picture'), sheet = element('sheet');
  /** @param {boolean} open */
  const toggle = (open) => {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', open);
    if (open) element('photograph').focus();
  };
  closeWithEscape(() => !menu.hidden, () => {
    toggle(false);
    button.focus();
  });
  /** @param {HTMLInputElement} input */
  const choose = (input) => () => {
    toggle(false);
    input.click();
  };
  for (const id of ['file', 'camera']) {
    /** @type {HTMLInputElement} */
    const input = element(id);
    input.addEventListener('change', () => {
      if (input.files?.[0]) bring(input.files[0]);
      input.value = '';   // so that the same file can be chosen again
    });
  }
  // Whoever writes with a finger holds a camera.
  const hasCamera = matchMedia('(pointer: coarse)');
  button.addEventListener('click', () => hasCamera.matches ? toggle(menu.hidden) : element('file').click());
  element('choose').addEventListener('click', choose(element('file')));
  element('photograph').addEventListener('click', choose(element('camera')));
  sheet.addEventListener('pointerdown', () => toggle(false));

  addEventListener('paste', ({ clipboardData }) => {
    const file = pictureIn(clipboardData?.files);
    if (file) bring(file);
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    sheet.classList.add('is-dropped-on');
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) sheet.classList.remove('is-dropped-on');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    sheet.classList.remove('is-dropped-on');
    const file = pictureIn(event.dataTransfer?.files);
    if (file) bring(file);
  });
}
