// The trainer for JavaScript, in workers and in Node: loads the WebAssembly module and trains with it.
//
//   import { createTrainer } from './trainer.mjs';
//   const trainer = await createTrainer();
//   trainer.begin({ classes: ['0', …], network: '8,pool,16,pool', epochs: 2 })
//                                       // keys of `inkling train --config`: trainer/fit/recipe_options.h names those
//                                       // of the recipe; also classes, weight-format, validation and split-seed
//   trainer.addIdx(images, labels)      // the bytes of MNIST's files;   { as: 'validation' } behind them
//   trainer.addInk(ndjson)              // of drawings with labels;      holds the samples out
//   trainer.addPicture(png, '7')        // PNG or JPEG;  { place: '7/a.png' } names it in messages
//   trainer.leftOut()                   // [{place, reason}, …]: what could not be used so far
//   trainer.start()
//   trainer.step(20)                    // {step, steps, loss, accuracy, learningRate, validation}: so many batches, but
//                                       // none beyond the epoch's end, where validation is {samples, accuracy, loss}
//   trainer.weights()                   // Uint8Array: a weights file
//   trainer.state()                     // Uint8Array: trainer.restore(state) goes on from there to the same bits
//
// Instead of begin(), to teach finished weights new samples:
//   trainer.adapt(weights, { 'new-labels': ['heart'] })   // also epochs, learning-rate, replay-share, batch, augment, seed
//   trainer.addInk(ndjson, { as: 'replay' })              // old samples that they shall not forget
//   trainer.addInk(ndjson, { as: 'outsiders' })           // what is none of the labels
//
// Every method throws an Error with the trainer's message if it fails.

/** @typedef {'training' | 'validation' | 'replay' | 'outsiders'} Role */
/** @type {Role[]} In the order of trainer/api/api.h. */
const roles = ['training', 'validation', 'replay', 'outsiders'];

/** @param {string} characters */
const text = (characters) => new TextEncoder().encode(`${characters}\0`);

export async function createTrainer(moduleOptions = {}) {
  const { default: factory } = await import('./trainer.simd128.mjs');
  return new Trainer(await factory(moduleOptions));
}

class Trainer {
  /** @param {HeadlessModule} module */
  constructor(module) {
    this.module = module;
  }

  /** @param {Record<string, unknown>} options */
  begin(options) {
    this.#with([text(JSON.stringify(options))], (at) => this.#check(this.module._inkling_begin(at)));
  }

  /** @param {Bytes} weights @param {Record<string, unknown>} options */
  adapt(weights, options = {}) {
    this.#with([weights, text(JSON.stringify(options))], (at, optionsAt) =>
      this.#check(this.module._inkling_adapt(at, weights.length, optionsAt)));
  }

  /** @param {Bytes} images @param {Bytes} labels @param {{ as?: Role }} how */
  addIdx(images, labels, { as = 'training' } = {}) {
    this.#with([images, labels], (imagesAt, labelsAt) =>
      this.#check(this.module._inkling_add_idx(imagesAt, images.length, labelsAt, labels.length, roles.indexOf(as))));
  }

  /** @param {Bytes} ndjson @param {{ as?: Role }} how */
  addInk(ndjson, { as = 'training' } = {}) {
    this.#with([ndjson], (at) => this.#check(this.module._inkling_add_ink(at, ndjson.length, roles.indexOf(as))));
  }

  /** @param {Bytes} file @param {string} label @param {{ place?: string, as?: Role }} how */
  addPicture(file, label, { place = 'a picture', as = 'training' } = {}) {
    this.#with([file, text(place), text(label)], (at, placeAt, labelAt) =>
      this.#check(this.module._inkling_add_picture(at, file.length, placeAt, labelAt, roles.indexOf(as))));
  }

  /** @returns {{ place: string, reason: string }[]} */
  leftOut() {
    return JSON.parse(this.module.UTF8ToString(this.module._inkling_left_out()));
  }

  start() {
    this.#check(this.module._inkling_start());
  }

  /** @param {number} batches @returns {TrainingStep} */
  step(batches) {
    const progress = this.module._inkling_step(batches);
    this.#check(progress);
    return JSON.parse(this.module.UTF8ToString(progress));
  }

  weights() {
    this.#check(this.module._inkling_export());
    return this.#bytes();
  }

  state() {
    this.#check(this.module._inkling_state());
    return this.#bytes();
  }

  /** @param {Bytes} state */
  restore(state) {
    this.#with([state], (at) => this.#check(this.module._inkling_restore(at, state.length)));
  }

  #bytes() {
    const start = this.module._inkling_bytes();
    return this.module.HEAPU8.slice(start, start + this.module._inkling_byte_count());
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
}
