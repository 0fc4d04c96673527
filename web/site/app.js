// The program in WebAssembly as an object with JavaScript's types.  web/app/app.h says what each call does.
import { Failure } from './loader.js';
import { failures } from './texts.js';

const floatsAPoint = 4;
// What the app draws, each view into the element of that id, one over the other: the panel lies under the details.
export const views = [
  'sheet', 'answer', 'panel', 'bars', 'glyph', 'loss-curve', 'accuracy-curve', 'confusion', 'digits', 'why', 'map', 'layers'];

// How ink is read: as what it seems to be, as one digit, or as a number of several.
export const modes = ['automatic', 'digit', 'number'];
export const tools = { pen: 0, eraser: 1 };
// The texts of the reading, by their names in texts.js, in the order of Text in web/app/texts.h.
export const readingTexts = [
  'percent', 'underOnePercent', 'sure', 'noDigit', 'noNumber', 'notSure', 'notQuiteSure', 'notOnlyDigits', 'perhaps',
  'either', 'orElse', 'closest', 'ofDigit', 'said', 'saidClosest', 'saidNotSure', 'saidOfDigit'];

const encoder = new TextEncoder();
// Texts as the app takes them: a line feed after each.
/** @param {string[]} texts */
export const listed = (texts) => encoder.encode(`${texts.map((text) => `${text}\n`).join('')}\0`);

// Lists of points as one, and how many points each has.
/** @param {number[][][]} strokes @param {number} size */
const flattened = (strokes, size) => ({
  points: Float32Array.from(strokes.flatMap((stroke) => stroke.flatMap((point) => point.slice(0, size)))),
  lengths: Uint32Array.from(strokes, (stroke) => stroke.length),
});

export class App {
  #module;
  #context = 0;      // Emscripten's number of it

  /** @param {AppModule} module */
  constructor(module) {
    this.#module = module;
  }

  /** @param {number} pointer */
  #text(pointer) {
    return this.#module.UTF8ToString(pointer);
  }

  // Calls `use` with the address of a copy of `values`, a typed array.
  /** @template T @param {ArrayBufferView} values @param {(address: number) => T} use @returns {T} */
  #lend(values, use) {
    const module = this.#module;
    const address = module._app_allocate(Math.max(values.byteLength, 4));
    if (!address) throw new RangeError(`out of memory: ${values.byteLength} bytes were needed`);
    try {
      module.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address);
      return use(address);
    } finally {
      module._app_release(address);
    }
  }

  // For the tabs, which come later: call('choose_cell', 3) is app_choose_cell(3), and lendAll(arrays, use) calls
  // `use` with the addresses of copies of typed arrays.
  /** @param {string} name @param {number[]} values */
  call(name, ...values) { return this.#module[`_app_${name}`](...values); }
  /** @param {ArrayBufferView[]} arrays @param {(...addresses: number[]) => void} use @returns {void} */
  lendAll([first, ...rest], use) {
    return first ? this.#lend(first, (address) => this.lendAll(rest, (...others) => use(address, ...others))) : use();
  }

  /** @param {number} pointer @returns {Reading} */
  #result(pointer) {
    if (!pointer) throw new Error(this.#text(this.#module._app_error()));
    return JSON.parse(this.#text(pointer));
  }

  // The words it says readings in: `reading` of texts.js.
  /** @param {Record<string, string>} texts */
  setTexts(texts) {
    const all = listed(readingTexts.map((name) => texts[name]));
    if (!this.#lend(all, (address) => this.#module._app_set_texts(address)))
      throw new Error(this.#text(this.#module._app_error()));
  }

  // `name` stands before the program's message if the weights are not sound.
  /** @param {string} name @param {Bytes} file */
  loadWeights(name, file) {
    const sound = this.#lend(file, (address) => this.#module._app_load_weights(address, file.length));
    if (!sound) throw new Failure(failures.badWeights, `${name}: ${this.#text(this.#module._app_error())}`);
  }

  /** @param {WebGL2RenderingContext | null} context @param {Bytes} font */
  startScreen(context, font) {
    const { GL } = this.#module;
    if (context) this.#context = GL.registerContext(context, { majorVersion: 2, minorVersion: 0 });
    GL.makeContextCurrent(this.#context);
    this.#lend(font, (address) => this.#module._app_start_screen(address, font.length));
  }

  loseScreen() { this.#module._app_lose_screen(); }

  /** @param {Look} look */
  setLook({ colours, textSizes, motion }) {
    this.#module._app_set_colours(...colours);
    this.#module._app_set_text_sizes(...textSizes);
    this.#module._app_set_motion(motion);
  }

  // The canvas, in its own pixels, and how many of them make a CSS pixel.
  /** @param {number} width @param {number} height @param {number} pixelRatio */
  resize(width, height, pixelRatio) {
    this.#module._app_resize(width, height, pixelRatio);
  }

  // Where the view of that name is, and the rectangle that cuts it off.
  /** @param {string} view @param {Box} box @param {Box} clip */
  place(view, box, clip) {
    this.#module._app_place(views.indexOf(view), box.x, box.y, box.width, box.height,
      clip.x, clip.y, clip.width, clip.height);
  }

  /** @param {Mode} mode */
  setMode(mode) { this.#module._app_set_mode(modes.indexOf(mode)); }

  /** @param {number} tool */
  penDown(tool) { this.#module._app_pen_down(tool); }

  // points: a list of [x, y, milliseconds, pressure].
  /** @param {Point[]} points */
  penMove(points) {
    this.#lend(flattened([points], floatsAPoint).points,
      (address) => this.#module._app_pen_move(address, points.length));
  }

  /** @param {Point[]} points */
  penExpect(points) {
    this.#lend(flattened([points], floatsAPoint).points,
      (address) => this.#module._app_pen_expect(address, points.length));
  }

  penUp() { this.#module._app_pen_up(); }
  penWasNone() { this.#module._app_pen_was_none(); }
  undo() { this.#module._app_undo(); }
  redo() { this.#module._app_redo(); }
  clear() { this.#module._app_clear(); }
  canUndo() { return this.#module._app_can_undo() !== 0; }
  canRedo() { return this.#module._app_can_redo() !== 0; }
  isEmpty() { return this.#module._app_is_empty() !== 0; }

  // {sheet: [width, height], strokes: [[[x, y, milliseconds, pressure], …], …]}
  /** @returns {Drawing} */
  drawing() { return JSON.parse(this.#text(this.#module._app_drawing())); }

  // Puts such a drawing onto the empty sheet.
  /** @param {Drawing} drawing */
  restore({ sheet: [width, height], strokes }) {
    const { points, lengths } = flattened(strokes, floatsAPoint);
    this.#lend(points, (p) => this.#lend(lengths,
      (l) => this.#module._app_restore(width, height, p, l, lengths.length)));
  }

  // Lays a picture of that size, and what was read on it if anything was, over the drawing.  read: {reading, glyphs}.
  /** @param {number} width @param {number} height @param {PictureReading | null} read */
  showPicture(width, height, read) {
    const digits = read?.reading.digits ?? [];
    const boxes = Float32Array.from(digits.flatMap(({ box }) => box));
    const probabilities = Float32Array.from(digits.flatMap((digit) => digit.probabilities));
    this.#lend(boxes, (b) => this.#lend(probabilities, (p) => this.#lend(read?.glyphs ?? new Uint8Array(0),
      (g) => this.#module._app_show_picture(width, height, b, p, g, digits.length))));
  }

  hidePicture() { this.#module._app_hide_picture(); }

  // Reads and draws.  True if another frame is needed.
  /** @param {number} now */
  frame(now) { return this.#module._app_frame(now) !== 0; }

  // The digit of the answer at that place of the viewport, or -1.
  /** @param {number} x @param {number} y */
  digitAt(x, y) { return this.#module._app_digit_at(x, y); }
  // Shows that digit in detail; -1 the one that was written last.
  /** @param {number} index */
  chooseDigit(index) { this.#module._app_choose_digit(index); }

  /** @param {Int32ArrayConstructor | Float32ArrayConstructor} Type @param {number} address @param {number} length */
  #view(Type, address, length) { return [...new Type(this.#module.HEAPU8.buffer, address, length)]; }

  // The shapes [height, width, maps] of what goes into the network and of what each layer gives; null while nobody
  // looks inside.
  layers() {
    const address = this.#module._app_layers();
    if (!address) return null;
    const [count] = this.#view(Int32Array, address, 1);
    const sides = this.#view(Int32Array, address + 4, 3 * count);
    return Array.from({ length: count }, (_, layer) => sides.slice(3 * layer, 3 * layer + 3));
  }

  // Where its maps are: `tops` of the rows of each layer under the top of the view, `size` and `pitch` of maps.
  /** @param {{ tops: number[], columns: number, pitch: number, size: number }} places */
  placeMaps({ tops, columns, pitch, size }) {
    this.#lend(Float32Array.from(tops), (address) => this.#module._app_place_maps(address, tops.length, columns, pitch, size));
  }
  /** @param {number} layer @param {number} map */
  chooseMap(layer, map) { this.#module._app_choose_map(layer, map); }
  // The field of nine, counted from the upper left, in which a map is strongest; -1 if it is empty.
  /** @param {number} layer @param {number} map */
  strongestField(layer, map) { return this.#module._app_strongest_field(layer, map); }
  // {output, strokes: [fall, …], parts: [{stroke, fall}, …]}, or null while it is not known.
  reasons() {
    const address = this.#module._app_reasons();
    if (!address) return null;
    const [output, strokes, parts] = this.#view(Float32Array, address, 3);
    const falls = this.#view(Float32Array, address + 12, strokes + 2 * parts);
    return {
      output,
      strokes: falls.slice(0, strokes),
      parts: Array.from({ length: parts }, (_, i) => ({ stroke: falls[strokes + 2 * i], fall: falls[strokes + 2 * i + 1] })),
    };
  }

  current() { return this.#result(this.#module._app_current()); }
  status() { return this.#text(this.#module._app_status()); }
  readingMicroseconds() { return this.#module._app_reading_microseconds(); }

  // strokes: lists of points [x, y, …], in any unit.
  /** @param {Strokes} strokes @param {Mode} mode @returns {Reading} */
  recognizeStrokes(strokes, mode = 'automatic') {
    const { points, lengths } = flattened(strokes, 2);
    return this.#lend(points, (p) => this.#lend(lengths, (l) => this.#result(
      this.#module._app_recognize_strokes(p, l, lengths.length, modes.indexOf(mode)))));
  }
}
