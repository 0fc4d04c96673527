// Runs the headless engine in a browser: globalThis.engineRun is what the tests and the benchmark call.
// The server mounts /engine/ (the built module), /weights and /mnist/ (the four files).
import { createEngine } from '/engine/engine.mjs';
import { imagesOf } from './mnist.mjs';

const bytesOf = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

const engineOf = async (simd) => {
  const engine = await createEngine({ simd });
  engine.load(await bytesOf('/weights'));
  return engine;
};

const base64 = (floats) => {
  const bytes = new Uint8Array(floats.buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

globalThis.engineRun = {
  // The probabilities of all test images, Float32 [10000, labels] as base64, and the milliseconds that took.
  async mnist(simd) {
    const engine = await engineOf(simd);
    const images = imagesOf(await bytesOf('/mnist/t10k-images-idx3-ubyte'));
    const start = performance.now();
    const probabilities = engine.probabilities(images);
    return { milliseconds: performance.now() - start, probabilities: base64(probabilities) };
  },

  // Median microseconds of each step of reading, over the drawings (lists of strokes), each step `repeats` times.
  async steps(simd, drawings, repeats) {
    const engine = await engineOf(simd);
    const times = { rasterise: [], normalise: [], classify: [] };
    for (const strokes of drawings)
      engine.steps(strokes, (steps) => {
        for (const name of ['rasterise', 'normalise', 'classify']) {
          const start = performance.now();
          for (let i = 0; i < repeats; ++i) steps[name]();
          times[name].push((1000 * (performance.now() - start)) / repeats);
        }
      });
    const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
    return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  },
};
