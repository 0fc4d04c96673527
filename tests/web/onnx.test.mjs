// What `inkling export --format onnx` writes, run by another program, reads as the engine does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { randomWeights } from '../../tools/lib/random-weights.mjs';
import { imagesOf } from './pages/mnist.mjs';
import { defaultWeights, mnistFolder, nativeProbabilities, onnxRuntime, program } from './project.mjs';

const imagesFile = path.join(mnistFolder, 't10k-images-idx3-ubyte');
const withoutMnist = existsSync(imagesFile) ? false : "MNIST's test images are not there (tools/fetch-mnist)";
const tolerance = 2e-4;   // of a logit

const convolution = (name, channels, kernel, relu = true) => ({ type: 'convolution', name, channels, kernel, relu });
const depthwise = (name, channels, kernel) => ({ type: 'depthwise', name, channels, kernel, relu: true });
// Every kind of layer, pools that leave pixels out, and dense layers before, between and after others.
const layers = [
  convolution('a', 6, 5),                                   // 28x28
  { type: 'max_pool', size: 3 },                            // 9x9
  depthwise('b', 6, 3),
  convolution('c', 6, 1, false),
  { type: 'add', from: -3, relu: true },
  { type: 'average_pool', size: 2 },                        // 4x4
  depthwise('d', 6, 3),
  { type: 'add', from: -2, relu: false },
  convolution('e', 9, 3),
  { type: 'dense', name: 'f', channels: 12, relu: true },
  convolution('logits', 12, 1),                             // on 1x1
  { type: 'add', from: -2, relu: false },
  { type: 'dense', name: 'input', channels: 10, relu: false },
];
const shapes = {
  a: [6, 5, 5, 1], b: [6, 3, 3, 1], c: [6, 1, 1, 6], d: [6, 3, 3, 1], e: [9, 3, 3, 6], f: [12, 4 * 4 * 9],
  logits: [12, 1, 1, 12], input: [10, 12],
};
const networks = {
  every: [layers, shapes],
  global: [[convolution('a', 10, 3), { type: 'global_average_pool' }], { a: [10, 3, 3, 1] }],
  // The outputs are what a picture of 2x2 pixels has in its 3 channels.
  spatial: [[{ type: 'max_pool', size: 14 }, convolution('a', 3, 1, false)], { a: [3, 1, 1, 1] }, 12],
};

const metadataOf = (weights) => {
  const file = readFileSync(weights);
  return JSON.parse(file.subarray(8, 8 + Number(file.readBigUInt64LE()))).__metadata__;
};
const temperatureOf = (weights) => Number(metadataOf(weights).temperature);
const planesOf = (weights) => JSON.parse(metadataOf(weights).planes).length;
const largestOf = (values) => values.reduce((largest, value) => Math.max(largest, value), -Infinity);

describe('models exported to ONNX, run by onnxruntime-web', { skip: withoutMnist }, () => {
  let ort;
  let images;
  let folder;
  const inFolder = (name) => path.join(folder, name);
  const inkling = (...words) => promisify(execFile)(program, words);
  before(async () => {
    ort = await import(onnxRuntime);
    ort.env.wasm.numThreads = 1;
    images = imagesOf(readFileSync(imagesFile));
    folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
    for (const [name, network] of Object.entries(networks))
      await writeFile(inFolder(`${name}.safetensors`), randomWeights(...network));
  });
  after(() => rm(folder, { recursive: true }));

  // [count][labels] of each; a network that knows outsiders has one output more, which is left out here.
  async function run(model, planes, labels, count, batch) {
    const session = await ort.InferenceSession.create(new Uint8Array(readFileSync(model)));
    const logits = [];
    const probabilities = [];
    for (let at = 0; at < count; at += batch) {
      // The first plane is the ink; images have no strokes, so that the others are 0.
      const input = new Float32Array(batch * planes * 784);
      for (let i = 0; i < batch; ++i)
        input.set(Float32Array.from(images.subarray(784 * (at + i), 784 * (at + i + 1)), (grey) => grey / 255), 784 * planes * i);
      const results = await session.run({ input: new ort.Tensor('float32', input, [batch, planes, 28, 28]) });
      const [rows, outputs] = results.logits.dims;
      assert.equal(rows, batch);
      assert.ok(outputs === labels || outputs === labels + 1, `${outputs} outputs for ${labels} labels`);
      for (let i = 0; i < batch; ++i) {
        logits.push(results.logits.data.slice(outputs * i, outputs * i + labels));
        probabilities.push(results.probabilities.data.slice(outputs * i, outputs * i + labels));
      }
    }
    await session.release();
    return { logits, probabilities };
  }

  // The weights natively and as an ONNX model on the first `count` images: the same labels, the same logits.  The
  // native program tells probabilities; a logit is the temperature times their logarithm, but for the same shift of
  // all labels.
  async function agrees(t, weights, { count = 1000, batch = 250, sameLabels = false } = {}) {
    const model = inFolder('model.onnx');
    await inkling('export', '--weights', weights, '--out', model);
    const native = await nativeProbabilities(weights);
    const { logits, probabilities } = await run(model, planesOf(weights), native[0].length, count, batch);
    const temperature = temperatureOf(weights);
    let difference = 0;
    let range = 0;
    const otherLabels = [];
    for (let i = 0; i < count; ++i) {
      const expected = native[i].map((probability) => temperature * Math.log(probability));
      const [best, own] = [largestOf(expected), largestOf(logits[i])];
      if (expected.indexOf(best) !== logits[i].indexOf(own)) otherLabels.push(i);
      for (let k = 0; k < expected.length; ++k) {
        assert.ok(Math.abs(probabilities[i][k] - native[i][k]) <= tolerance);
        assert.ok(Number.isFinite(logits[i][k]));
        difference = Math.max(difference, Math.abs((logits[i][k] - own) - (expected[k] - best)));
        range = Math.max(range, best - expected[k]);
      }
    }
    t.diagnostic(`the largest difference of a logit is ${difference.toExponential(1)}, of ${range.toFixed(1)}`);
    assert.ok(difference <= tolerance, `a logit differs by ${difference}`);
    if (sameLabels) assert.deepEqual(otherLabels, []);
  }

  test('the shipped weights give the native labels for all 10,000 images', (t) =>
    agrees(t, defaultWeights, { count: 10_000, batch: 500, sameLabels: true }));

  for (const name of Object.keys(networks))
    test(`the network '${name}' gives the native logits, in any numbers`, async (t) => {
      for (const numbers of ['f32', 'f16', 'i8']) {
        const weights = inFolder(`${name}-${numbers}.safetensors`);
        await inkling('export', '--weights', inFolder(`${name}.safetensors`), '--weight-format', numbers, '--out', weights);
        await agrees(t, weights);
      }
    });

  test('a committee of different networks gives the native logits, one image at a time', async (t) => {
    const weights = inFolder('committee.safetensors');
    await inkling('export', '--weights', `${inFolder('every.safetensors')},${inFolder('global.safetensors')}`, '--out', weights);
    await agrees(t, weights, { count: 200, batch: 1 });
  });
});
