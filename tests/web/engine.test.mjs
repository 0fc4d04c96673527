// The headless engine: the same readings natively, in Node and in browsers, with each instruction set.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { serveStatic } from '../../tools/lib/static-server.mjs';
import { browserNames, launch } from './browsers.mjs';
import { tolerance } from './compare.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import {
  defaultWeights, tinyWeights, engineFolder, mnistFolder, nativeProbabilities, nativeReadings, ownDrawings, program,
} from './project.mjs';
import { becomesTrue } from './site.mjs';

const { createEngine } = await import(path.join(engineFolder, 'engine.mjs'));
const imagesFile = path.join(mnistFolder, 't10k-images-idx3-ubyte');
const withoutMnist = existsSync(imagesFile) ? false : "MNIST's test images are not there (tools/fetch-mnist)";

// Fails unless the probabilities [10000, 10] give the native label each time and are within the tolerance of it.
function agrees(probabilities, native) {
  assert.equal(probabilities.length, 100_000);
  let largest = 0;
  const otherLabels = [];
  for (const [i, expected] of native.entries()) {
    const row = probabilities.subarray(10 * i, 10 * i + 10);
    if (row.indexOf(Math.max(...row)) !== expected.indexOf(Math.max(...expected))) otherLabels.push(i);
    for (const [k, value] of expected.entries()) largest = Math.max(largest, Math.abs(value - row[k]));
  }
  assert.deepEqual(otherLabels, []);
  assert.ok(largest <= tolerance, `a probability differs by ${largest}`);
  return `the largest difference of a probability is ${largest.toExponential(1)}`;
}

const floatsOf = (buffer) => new Float32Array(buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length));

describe('10,000 test images give the native labels and probabilities', { skip: withoutMnist }, () => {
  let native;
  before(async () => {
    native = await nativeProbabilities();
  });

  for (const [simd, flags] of [['simd128', []], ['relaxed', ['--experimental-wasm-relaxed-simd']]]) {
    test(`in Node with ${simd}`, async (t) => {
      const script = path.join(import.meta.dirname, 'read-mnist.mjs');
      const run = await promisify(execFile)(
        process.execPath, [...flags, script, engineFolder, simd, defaultWeights, imagesFile],
        { encoding: 'buffer', maxBuffer: 2 ** 24 });
      t.diagnostic(agrees(floatsOf(run.stdout), native));
    });
  }

  for (const name of browserNames) {
    // WebKit refuses relaxed SIMD; the page's loader takes the other variant there.
    for (const simd of name === 'webkit' ? ['simd128'] : ['simd128', 'relaxed']) {
      test(`in ${name} with ${simd}`, async (t) => {
        const server = await serveStatic({
          '/pages/': path.join(import.meta.dirname, 'pages'),
          '/engine/': engineFolder,
          '/mnist/': mnistFolder,
          '/weights': readFileSync(defaultWeights),
        });
        const browser = await launch(name);
        try {
          await browser.open(`${server.origin}/pages/engine.html`);
          assert.ok(await becomesTrue(browser, "'engineRun' in globalThis"), 'its script has run');
          const { probabilities, milliseconds } = await browser.evaluate(`engineRun.mnist('${simd}')`);
          t.diagnostic(`${Math.round(milliseconds)} ms`);
          t.diagnostic(agrees(floatsOf(Buffer.from(probabilities, 'base64')), native));
        } finally {
          await browser.close();
          await server.close();
        }
      });
    }
  }
});

describe('the engine module in Node', () => {
  let engine;
  before(async () => {
    engine = await createEngine({ simd: 'simd128' });
    engine.load(readFileSync(defaultWeights));
  });

  async function readsAsNatively(weights) {
    const drawings = readInk(ownDrawings);
    const native = await nativeReadings(drawings, { weights });
    for (const [i, { strokes }] of drawings.entries()) {
      const reading = engine.readInk(strokes);
      assert.equal(reading.text, native[i].text);
      for (const [k, value] of native[i].digits[0].probabilities.entries())
        assert.ok(Math.abs(value - reading.digits[0].probabilities[k]) <= tolerance);
    }
  }

  test('reads every drawing of assets as the native program does', () => readsAsNatively(defaultWeights));

  test('reads them with a committee of networks as the native program does', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
    try {
      const committee = path.join(folder, 'committee.safetensors');
      await promisify(execFile)(program, ['export', '--weights', `${defaultWeights},${tinyWeights}`, '--out', committee]);
      engine.load(readFileSync(committee));
      await readsAsNatively(committee);
    } finally {
      engine.load(readFileSync(defaultWeights));
      await rm(folder, { recursive: true });
    }
  });

  test('gives an empty reading for no ink and for blank paper', () => {
    const empty = { text: '', confidence: 0, rejected: false, digits: [] };
    assert.deepEqual(engine.readInk([]), empty);
    const paper = new Uint8ClampedArray(64 * 64 * 4).fill(255);
    assert.deepEqual(engine.readPicture({ data: paper, width: 64, height: 64 }), empty);
  });

  test('reads all digits of all lines on a picture, or the one on it, or all if there are several, and refuses sizes that are none', () => {
    const [width, height] = [600, 400];
    let data;
    const dot = (x, y) => {
      for (let dy = -4; dy <= 4; ++dy)
        for (let dx = -4; dx <= 4; ++dx)
          if (dx * dx + dy * dy <= 16) data.fill(0, 4 * ((y + dy) * width + x + dx), 4 * ((y + dy) * width + x + dx) + 3);
    };
    const own = readInk(ownDrawings);
    const line = (text, y) => fitStrokes(
      besideEachOther([...text].map((label) => own.find((drawing) => drawing.label === label).strokes)),
      { x: 0, y, width, height: 200 }, 0.7);
    const write = (strokes) => {
      data = new Uint8ClampedArray(width * height * 4).fill(255);
      for (const stroke of strokes)
        for (let i = 1; i < stroke.length; ++i)
          for (let t = 0; t <= 1; t += 0.02)
            dot(...[0, 1].map((axis) => Math.round(stroke[i - 1][axis] + t * (stroke[i][axis] - stroke[i - 1][axis]))));
    };
    const several = [...line('360', 0), ...line('27', 200)];
    for (const [mode, strokes, text] of [['number', several, '36027'], ['digit', several, '36027'], ['digit', line('6', 100), '6']]) {
      write(strokes);
      const reading = engine.readPicture({ data, width, height }, mode);
      assert.equal(reading.text, text);
      // What it saw of each digit reads as that digit did.
      const glyphs = engine.glyphsOf(reading);
      assert.equal(glyphs.length, reading.digits.length * 784);
      const alone = engine.probabilities(glyphs);
      reading.digits.flatMap((digit) => digit.probabilities).forEach((probability, i) =>
        assert.ok(Math.abs(probability - alone[i]) < 1e-4, `${mode}: probability ${i} is ${probability}, of the glyph alone ${alone[i]}`));
    }
    assert.throws(() => engine.readPicture({ data, width, height: 401 }), /expected 962400/);
    assert.throws(() => engine.readPicture({ data: new Uint8ClampedArray(0), width: 0, height: 0 }), /0 x 0 pixels/);
  });

  test('describes its weights', () => {
    const { labels, bytes, temperature } = engine.model;
    assert.deepEqual(labels, [...'0123456789']);
    assert.equal(bytes, readFileSync(defaultWeights).length);
    assert.ok(temperature > 0);
  });

  test('keeps its weights when a damaged file is refused', () => {
    const file = readFileSync(defaultWeights);
    for (const length of [0, 7, 100, file.length - 1])
      assert.throws(() => engine.load(file.subarray(0, length)), /expected|JSON|cut off/);
    assert.equal(engine.model.labels.length, 10);
  });

  test('says that weights are missing before any are loaded', async () => {
    const fresh = await createEngine({ simd: 'simd128' });
    assert.throws(() => fresh.readInk([[[0, 0], [1, 1]]]), /no weights are loaded/);
  });
});
