// globalThis.peerRun(rounds): median microseconds of one image through the same network, for Inkling with each
// instruction set and for TensorFlow.js, taking turns.
import { createEngine } from '/engine/engine.mjs';

const calls = 300;
const image = Float32Array.from({ length: 784 }, (_, i) => (i % 7) / 7);
// A drawing whose glyph is classified; the arithmetic does not depend on what it shows.
const strokes = [[[0, 0], [10, 0], [4, 20]]];

async function inkling(simd) {
  const engine = await createEngine({ simd });
  engine.load(new Uint8Array(await (await fetch('/weights')).arrayBuffer()));
  return () => {
    let time;
    engine.steps(strokes, ({ rasterise, normalise, classify }) => {
      rasterise();
      normalise();
      const start = performance.now();
      for (let i = 0; i < calls; ++i) classify();
      time = performance.now() - start;
    });
    return time;
  };
}

async function tensorFlow() {
  const { tf } = globalThis;
  tf.wasm.setWasmPaths('/peer/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  await tf.ready();
  const model = tf.sequential();
  const convolution = (filters, more = {}) =>
    model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', ...more }));
  const pool = () => model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  convolution(16, { inputShape: [28, 28, 1] });
  convolution(16);
  pool();
  convolution(32);
  convolution(32);
  pool();
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10 }));
  const input = tf.tensor(image, [1, 28, 28, 1]);
  return () => {
    const start = performance.now();
    for (let i = 0; i < calls; ++i) {
      const output = model.predict(input);
      output.dataSync();
      output.dispose();
    }
    return performance.now() - start;
  };
}

globalThis.peerRun = async (rounds) => {
  const runs = { simd128: await inkling('simd128'), relaxed: await inkling('relaxed'), peer: await tensorFlow() };
  for (const run of Object.values(runs)) run();   // compiled and warm
  const times = { simd128: [], relaxed: [], peer: [] };
  for (let round = 0; round < rounds; ++round)
    for (const [name, run] of Object.entries(runs)) times[name].push((1000 * run()) / calls);
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
};
