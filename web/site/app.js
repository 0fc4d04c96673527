// The program in WebAssembly as an object with JavaScript's types.  web/app/app.h says what each call does.
import { Failure } from './loader.js';
import { badWeights } from './texts.js';

const floatsAPoint = 4;
const views = ['sheet', 'answer', 'bars', 'glyph', 'panel'];

export class App {
  #module;

  constructor(module) {
    this.#module = module;
  }

  #text(pointer) {
    return this.#module.UTF8ToString(pointer);
  }

  // Calls `use` with the address of a copy of `values`, a typed array.
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

  #result(pointer) {
    if (!pointer) throw new Error(this.#text(this.#module._app_error()));
    return JSON.parse(this.#text(pointer));
  }

  // `name` stands before the program's message if the weights are not sound.
  loadWeights(name, file) {
    const sound = this.#lend(file, (address) => this.#module._app_load_weights(address, file.length));
    if (!sound) throw new Failure(badWeights, `${name}: ${this.#text(this.#module._app_error())}`);
  }

  startScreen(context, font) {
    const { GL } = this.#module;
    this.context ??= GL.registerContext(context, { majorVersion: 2, minorVersion: 0 });
    GL.makeContextCurrent(this.context);
    this.#lend(font, (address) => this.#module._app_start_screen(address, font.length));
  }

  loseScreen() { this.#module._app_lose_screen(); }

  setLook({ colours, textSizes, motion }) {
    this.#module._app_set_colours(...colours);
    this.#module._app_set_text_sizes(...textSizes);
    this.#module._app_set_motion(motion);
  }

  // The canvas, in its own pixels, and how many of them make a CSS pixel.
  resize(width, height, pixelRatio) {
    this.#module._app_resize(width, height, pixelRatio);
  }

  // places: a rectangle for each view.
  place(places) {
    views.forEach((view, index) => {
      const { x, y, width, height } = places[view];
      this.#module._app_place(index, x, y, width, height);
    });
  }

  penDown(hasPressure) {
    this.#module._app_pen_down(hasPressure);
  }

  // points: a list of [x, y, milliseconds, pressure].
  penMove(points) {
    const flat = new Float32Array(points.length * floatsAPoint);
    points.forEach((point, index) => flat.set(point, index * floatsAPoint));
    this.#lend(flat, (address) => this.#module._app_pen_move(address, points.length));
  }

  penUp() { this.#module._app_pen_up(); }
  undo() { this.#module._app_undo(); }
  clear() { this.#module._app_clear(); }
  canUndo() { return this.#module._app_can_undo() !== 0; }
  isEmpty() { return this.#module._app_is_empty() !== 0; }

  // Reads and draws.  True if another frame is needed.
  frame(now) { return this.#module._app_frame(now) !== 0; }

  current() { return this.#result(this.#module._app_current()); }
  status() { return this.#text(this.#module._app_status()); }
  readingMicroseconds() { return this.#module._app_reading_microseconds(); }

  // strokes: lists of points [x, y, …], in any unit.
  recognizeStrokes(strokes) {
    const points = new Float32Array(strokes.flatMap((stroke) => stroke.flatMap(([x, y]) => [x, y])));
    const lengths = new Uint32Array(strokes.map((stroke) => stroke.length));
    return this.#lend(points, (p) => this.#lend(lengths,
      (l) => this.#result(this.#module._app_recognize_strokes(p, l, lengths.length))));
  }

  recognizePicture({ data, width, height }) {
    return this.#lend(data, (address) => this.#result(this.#module._app_recognize_picture(address, width, height)));
  }
}
