// Reads pictures apart from the page, with the headless engine: what takes longer than a frame must not hold one up.
// A request is {id, simd, weights} or {id, picture: {data, width, height}, mode}; its answer {id, reading} or {id, error}.
import { createEngine } from './engine/engine.mjs';

let engine = null;

async function answer({ simd, weights, picture, mode }) {
  if (weights) {
    engine ??= createEngine({ simd });
    (await engine).load(weights);
    return null;
  }
  return (await engine).readPicture(picture, mode);
}

// One after the other, as they came.
let last = Promise.resolve();
addEventListener('message', ({ data }) => {
  last = last.then(() => answer(data)).then(
    (reading) => postMessage({ id: data.id, reading }),
    (error) => postMessage({ id: data.id, error: String(error?.message ?? error) }));
});
