// Reads pictures apart from the page, with the headless engine: what takes longer than a frame must not hold one up.
// A request is {id, simd, weights} or {id, picture: {data, width, height}, mode}; its answer {id, reading, glyphs}
// or {id, error}; glyphs: [digits, 28, 28], what the network saw of each.
import { createEngine } from './engine/engine.mjs';

/** @type {Promise<import('./engine/engine.mjs').Engine> | null} */
let engine = null;

/** @param {PictureRequest} request @returns {Promise<Partial<PictureReading>>} */
async function answer({ simd, weights, picture, mode }) {
  if (weights) {
    engine ??= createEngine({ simd });
    (await engine).load(weights);
    return {};
  }
  const reader = await engine;
  if (!reader) throw new Error('a picture came before the weights');
  const reading = reader.readPicture(picture, mode);
  return { reading, glyphs: reader.glyphsOf(reading) };
}

// One after the other, as they came.
let last = Promise.resolve();
addEventListener('message', (/** @type {MessageEvent<{ id: number } & PictureRequest>} */ { data }) => {
  last = last.then(() => answer(data)).then(
    (read) => postMessage({ id: data.id, ...read }),
    (error) => postMessage({ id: data.id, error: String(error?.message ?? error) }));
});
