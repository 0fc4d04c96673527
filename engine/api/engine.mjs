// The headless engine for JavaScript: loads one WebAssembly variant and reads ink, pictures and glyphs with it.
//
//   import { createEngine } from './engine.mjs';
//   const engine = await createEngine({ simd: 'simd128' });      // or 'relaxed', where it validates
//   engine.load(new Uint8Array(weights));
//   engine.readInk([[[x, y], …], …])                              // {text, confidence, rejected, digits}
//   engine.readNumber([[[x, y], …], …])                           // the same for several digits on a line; cheap when
//                                                                 // called again with one stroke more
//   engine.readPicture({ data, width, height }, 'number')         // RGBA pixels, as ImageData has them: all digits of
//                                                                 // all lines, or 'digit', the one on it; all, where
//                                                                 // there surely are several
//   engine.glyphsOf(reading)                                      // of the picture read last: Uint8Array [digits, 28, 28]
//   engine.probabilities(glyphs)                                  // Uint8Array [n, 28, 28] -> Float32Array [n, labels]
//
// Every method throws an Error with the engine's message if it fails.

const glyphSize = 28 * 28;

/** @param {{ simd: Simd } & Record<string, unknown>} options */
export async function createEngine({ simd, ...moduleOptions }) {
  /** @type {{ default(options: object): Promise<HeadlessModule> }} */
  const { default: factory } = await import(`./engine.${simd}.mjs`);
  return new Engine(await factory(moduleOptions));
}

export class Engine {
  /** @param {HeadlessModule} module */
  constructor(module) {
    this.module = module;
  }

  /** @param {Bytes} weights */
  load(weights) {
    this.#with([weights], (file) => this.#check(this.module._inkling_load(file, weights.length)));
  }

  /** @returns {Model} */
  get model() {
    return JSON.parse(this.#text(this.module._inkling_model()));
  }

  /** @param {Strokes} strokes @returns {Reading} */
  readInk(strokes) {
    return this.#withInk(strokes, (...ink) => JSON.parse(this.#text(this.module._inkling_read_ink(...ink))));
  }

  /** @param {Strokes} strokes @returns {Reading} */
  readNumber(strokes) {
    return this.#withInk(strokes, (...ink) => JSON.parse(this.#text(this.module._inkling_read_number(...ink))));
  }

  /** @param {Pixels} picture @param {'digit' | 'number'} mode @returns {Reading} */
  readPicture({ data, width, height }, mode = 'digit') {
    if (data.length !== width * height * 4)
      throw new Error(`${data.length} bytes for ${width} x ${height} pixels, expected ${width * height * 4}`);
    return this.#with([data], (rgba) =>
      JSON.parse(this.#text(this.module._inkling_read_picture(rgba, width, height, mode === 'number'))));
  }

  // What the network saw of each digit of a reading that readPicture() has just returned.
  /** @param {Reading} reading */
  glyphsOf({ digits }) {
    const start = this.module._inkling_picture_glyphs();
    return this.module.HEAPU8.slice(start, start + digits.length * glyphSize);
  }

  // The 28x28 that the network saw last.
  get glyph() {
    const start = this.module._inkling_glyph();
    return this.module.HEAPU8.slice(start, start + glyphSize);
  }

  /** @param {Bytes} glyphs */
  probabilities(glyphs) {
    const count = glyphs.length / glyphSize;
    const output = new Float32Array(count * this.module._inkling_label_count());
    this.#with([glyphs, output], (input, place) => {
      this.#check(this.module._inkling_probabilities(input, count, place));
      output.set(new Float32Array(this.module.HEAPU8.buffer, place, output.length));
    });
    return output;
  }

  // For measuring: the three steps of reading, each repeatable on what the step before left.
  /** @param {Strokes} strokes @param {(steps: Record<string, () => number>) => void} measure */
  steps(strokes, measure) {
    this.#withInk(strokes, (...ink) => measure({
      rasterise: () => this.module._inkling_rasterise(...ink),
      normalise: () => this.module._inkling_normalise(),
      classify: () => this.module._inkling_classify(),
    }));
  }

  /**
   * @template T
   * @param {Strokes} strokes
   * @param {(points: number, lengths: number, count: number) => T} use
   * @returns {T}
   */
  #withInk(strokes, use) {
    const points = new Float32Array(strokes.flatMap((stroke) => stroke.flatMap(([x, y]) => [x, y])));
    const lengths = new Int32Array(strokes.map((stroke) => stroke.length));
    return this.#with([points, lengths], (at, lengthsAt) => use(at, lengthsAt, strokes.length));
  }

  // Calls use() with the addresses of copies of the arrays in the module's memory.
  /** @template T @param {ArrayBufferView[]} arrays @param {(...addresses: number[]) => T} use @returns {T} */
  #with(arrays, use) {
    const addresses = [];
    try {
      for (const array of arrays) {
        const address = this.module._inkling_allocate(Math.max(array.byteLength, 1));
        if (!address) throw new Error(`no memory for ${array.byteLength} bytes`);
        addresses.push(address);
        this.module.HEAPU8.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), address);
      }
      return use(...addresses);
    } finally {
      for (const address of addresses) this.module._inkling_free(address);
    }
  }

  /** @param {number} succeeded */
  #check(succeeded) {
    if (!succeeded) throw new Error(this.module.UTF8ToString(this.module._inkling_error()));
  }

  /** @param {number} address */
  #text(address) {
    this.#check(address);
    return this.module.UTF8ToString(address);
  }
}
