// The trainer's library in WebAssembly: 200 steps in Node give what the native program gives with its baseline
// instruction set, which on x86-64 has vectors of the same width and rounds multiplication and addition apart, too.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { foldOfWriter, readInk } from './ink.mjs';
import {
  defaultWeights, engineFolder, firstOfMnist, mnistFolder, ownDrawings, program, sharedDigits, trainerFolder,
} from './project.mjs';

const { createEngine } = await import(path.join(engineFolder, 'engine.mjs'));
const { createTrainer } = await import(path.join(trainerFolder, 'trainer.mjs'));
const run = promisify(execFile);
const digits = [...'0123456789'];
const withoutMnist = existsSync(path.join(mnistFolder, 'train-images-idx3-ubyte')) ? false : "MNIST's images are not there (tools/fetch-mnist)";

// 3,200 samples in batches of 32, twice: 200 steps.
const common = { epochs: 2, batch: 32, seed: 7, 'learning-rate': 0.002, 'weight-format': 'f32' };
const [trained, heldOut] = [3200, 800];

let folder;
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
});
after(() => rm(folder, { recursive: true }));

// The weights that the module makes of a job (train-samples.mjs), and its last progress.
async function trainedInNode(job, ...more) {
  const [jobFile, out] = [path.join(folder, `${job.name}.json`), path.join(folder, `${job.name}.node.safetensors`)];
  await writeFile(jobFile, JSON.stringify(job));
  const script = path.join(import.meta.dirname, 'train-samples.mjs');
  const { stdout } = await run(process.execPath, [script, trainerFolder, jobFile, out, ...more]);
  return { weights: await readFile(out), progress: JSON.parse(stdout) };
}

// The same of the native program.
async function trainedNatively(name, options, data) {
  const out = path.join(folder, `${name}.native.safetensors`);
  const given = Object.entries(options).flatMap(([key, value]) =>
    (value === false ? [`--no-${key}`] : [`--${key}`, ...[value].flat().map(String)]));
  await run(program, ['train', '--runs', path.join(folder, 'runs'), '--cache', path.join(folder, 'cache'), '--out', out,
    '--keep', 'last', '--threads', '1', '--data', data, ...given], { env: { ...process.env, INKLING_ISA: 'baseline' } });
  return readFile(out);
}

// The tensors of a safetensors file of floats.
function tensorsOf(file) {
  const length = Number(file.readBigUInt64LE(0));
  const { __metadata__: metadata, ...tensors } = JSON.parse(file.toString('utf8', 8, 8 + length));
  const values = Object.entries(tensors).map(([name, { data_offsets: [begin, end] }]) =>
    [name, new Float32Array(Uint8Array.prototype.slice.call(file, 8 + length + begin, 8 + length + end).buffer)]);
  return { metadata, tensors: Object.fromEntries(values) };
}

const norm = (values) => Math.hypot(...values);

// The largest distance of a tensor from the expected one, as a share of that one's length.
function distance(weights, expected) {
  const [mine, theirs] = [weights, expected].map((file) => tensorsOf(file).tensors);
  assert.deepEqual(Object.keys(mine), Object.keys(theirs));
  return Math.max(...Object.keys(theirs).map((name) => norm(theirs[name].map((value, i) => value - mine[name][i])) / norm(theirs[name])));
}

// The labels that weights give glyphs.
async function labelsBy(weights, glyphs) {
  const engine = await createEngine({ simd: 'simd128' });
  engine.load(weights);
  const probabilities = engine.probabilities(glyphs);
  return Array.from({ length: glyphs.length / 784 }, (_, i) => {
    const row = probabilities.subarray(10 * i, 10 * i + 10);
    return row.indexOf(Math.max(...row));
  });
}

// How many of 2,000 more of MNIST's training images both weights read right, and how many otherwise.
async function compared(weights, native) {
  const { images, labels } = await firstOfMnist('train', 10_000);
  const glyphs = new Uint8Array(images.subarray(16 + 8000 * 784)), answers = labels.subarray(8 + 8000);
  const [mine, theirs] = [await labelsBy(weights, glyphs), await labelsBy(native, glyphs)];
  const count = (holds) => mine.filter((_, i) => holds(i)).length;
  return {
    otherwise: count((i) => mine[i] !== theirs[i]),
    right: count((i) => mine[i] === answers[i]),
    rightNatively: count((i) => theirs[i] === answers[i]),
  };
}

// distance: of the weights of a layer, as a share of their length; otherwise: readings of 2,000 that may differ.
// Samples that are not distorted give the same bits.  Distortions call sin, cos and exp, whose last bits are the C
// library's own, other machines than x86-64 round multiplication and addition at once natively, and 200 steps make much of
// a last bit: measured are a distance of 0.05 and 34 other readings, allowed is more than twice that.
const fromOtherLastBits = { distance: 0.2, otherwise: 80 };
const tolerance = (options) =>
  (options.augment === false && process.arch === 'x64' ? { distance: 0, otherwise: 0 } : fromOtherLastBits);

async function mnistFiles() {
  const { images, labels } = await firstOfMnist('train', trained + heldOut);
  const idx = ['images-idx3-ubyte', 'labels-idx1-ubyte'].map((name) => path.join(folder, `train-${name}`));
  await Promise.all([writeFile(idx[0], images), writeFile(idx[1], labels)]);
  return { data: folder, input: { idx } };
}

// By writers, as `inkling train` divides them.
async function inkFiles() {
  const drawings = sharedDigits().flatMap(readInk);
  const parts = {
    training: drawings.filter(({ writer }) => foldOfWriter(writer) >= 2).slice(0, trained),
    validation: drawings.filter(({ writer }) => foldOfWriter(writer) === 1).slice(0, heldOut),
  };
  const written = async (name, lines) => {
    const file = path.join(folder, `${name}.ndjson`);
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  };
  const [training, validation] = await Promise.all(Object.entries(parts).map(([name, lines]) => written(name, lines)));
  return { data: await written('all', Object.values(parts).flat()), input: { ink: { training, validation } } };
}

const onMnist = { ...common, network: '8,16,pool,32,32,pool,40,36,pool', dropout: 0, validation: heldOut };
const onInk = {
  ...common, planes: ['ink', 'path-x', 'path-y', 'path-time'], network: '8,pool,16,dw3,1x1:16,add:-2,pool,dense:32',
  'path-reversal': 0.1, optimiser: 'adamw', 'weight-decay': 0.01, ema: 0.9, 'label-smoothing': 0.1,
};
const withoutInk = withoutMnist || (sharedDigits() ? false : 'the shared ink is not there');
const cases = [
  { name: "on MNIST's images as they are", skip: withoutMnist, options: { ...onMnist, augment: false }, files: mnistFiles },
  { name: 'on ink as it was written', skip: withoutInk, options: { ...onInk, augment: false }, files: inkFiles },
  { name: 'on ink, distorted', skip: withoutInk, options: { ...onInk, 'ink-flags': 0.6, 'ink-morph': 1, elastic: 0.5 }, files: inkFiles },
];

for (const { name, skip, options, files } of cases) {
  describe(`200 steps ${name}`, { skip }, () => {
    let native, job;
    before(async () => {
      const { data, input } = await files();
      job = { name: name.replaceAll(/\W+/g, '-'), options: { ...options, classes: digits }, ...input };
      native = await trainedNatively(job.name, options, data);
    });

    test("give the native program's weights", async (t) => {
      const { weights, progress } = await trainedInNode(job);
      const most = tolerance(options), away = distance(weights, native);
      const { otherwise, right, rightNatively } = await compared(weights, native);
      t.diagnostic(`the weights of a layer are at most ${away.toExponential(1)} of their length away; of 2000 images ` +
        `${otherwise} are read otherwise, ${right} right (natively ${rightNatively})`);
      assert.ok(away <= most.distance, `a layer's weights are ${away} of their length away, expected at most ${most.distance}`);
      assert.ok(otherwise <= most.otherwise, `${otherwise} of 2000 images are read otherwise, expected at most ${most.otherwise}`);
      assert.ok(Math.min(right, rightNatively) > 1400, `${right} of 2000 images are right, natively ${rightNatively}`);
      assert.equal(progress.validation.samples, heldOut);
      assert.ok(progress.validation.accuracy > 0.8, `${progress.validation.accuracy} of the samples held out are right`);
    });

    test('give the same bytes again, also when another module goes on from the state between', async () => {
      const [whole, interrupted] = [await trainedInNode(job), await trainedInNode(job, 'interrupted')];
      assert.ok(whole.weights.equals(interrupted.weights));
    });
  });
}

// The bytes of each tensor of a safetensors file.
function rawTensorsOf(file) {
  const length = Number(file.readBigUInt64LE(0));
  const { __metadata__: metadata, ...tensors } = JSON.parse(file.toString('utf8', 8, 8 + length));
  return { metadata, tensors: Object.entries(tensors).map(([name, { data_offsets: [begin, end] }]) =>
    [name, file.subarray(8 + length + begin, 8 + length + end).toString('hex')]) };
}

describe('weights that learn a new label', () => {
  // A zigzag that no digit looks like, a little different each time.
  const zigzags = (first, count) => new TextEncoder().encode(Array.from({ length: count }, (_, i) => {
    const points = Array.from({ length: 7 }, (_, corner) => [10 * corner + ((first + i) * corner) % 5, 40 * (corner % 2) + ((first + i) * 3 + corner) % 9]);
    return `${JSON.stringify({ label: 'zigzag', strokes: [points] })}\n`;
  }).join(''));
  const options = { epochs: 40, augment: false };
  let adapted;
  before(async () => {
    const trainer = await createTrainer();
    trainer.adapt(readFileSync(defaultWeights), { 'new-labels': ['zigzag'], ...options });
    trainer.addInk(zigzags(0, 10));
    trainer.addInk(readFileSync(ownDrawings), { as: 'replay' });
    trainer.start();
    for (let at = trainer.step(1); at.step < at.steps;) at = trainer.step(100);
    adapted = Buffer.from(trainer.weights());
  });

  test('read it, and still the digits', async () => {
    const engine = await createEngine({ simd: 'simd128' });
    engine.load(adapted);
    assert.deepEqual(engine.model.labels, [...digits, 'zigzag']);
    const drawings = [...readInk(ownDrawings), ...new TextDecoder().decode(zigzags(10, 10)).trim().split('\n').map((line) => JSON.parse(line))];
    const misread = drawings.filter(({ label, strokes }) => {
      const { probabilities } = engine.readInk(strokes).digits[0];
      return engine.model.labels[probabilities.indexOf(Math.max(...probabilities))] !== label;
    });
    assert.deepEqual(misread.map(({ label }) => label), []);
  });

  test('are those that the native program makes', { skip: process.arch !== 'x64' && 'multiplication and addition are rounded at once' }, async () => {
    const [data, out] = [path.join(folder, 'zigzags.ndjson'), path.join(folder, 'adapted.safetensors')];
    await writeFile(data, zigzags(0, 10));
    await run(program, ['adapt', '--data', data, '--new-labels', 'zigzag', '--replay', ownDrawings, '--held-out', '0', '--no-augment',
      '--epochs', String(options.epochs), '--out', out], { env: { ...process.env, INKLING_ISA: 'baseline', INKLING_CACHE: folder } });
    const [mine, natively] = [adapted, await readFile(out)].map(rawTensorsOf);
    assert.deepEqual(mine.tensors, natively.tensors);
    assert.equal(mine.metadata.labels, natively.metadata.labels);
  });
});

describe('the trainer module', () => {
  let trainer;
  before(async () => {
    trainer = await createTrainer();
  });

  test('says what is wrong with options and in which order calls come', () => {
    assert.throws(() => trainer.start(), /call begin\(\) first/);
    assert.throws(() => trainer.begin({ classes: digits, epoch: 3 }), /epoch: is none of the options/);
    assert.throws(() => trainer.begin({ classes: digits, epochs: '3' }), /epochs: is a? ?string, expected a whole number/);
    assert.throws(() => trainer.begin({ classes: digits, batch: 1 }), /batch 1: expected 2/);
    assert.throws(() => trainer.begin({ classes: ['1'] }), /classes: there are 1, expected 2 to 255/);
    trainer.begin({ classes: digits });
    assert.throws(() => trainer.step(1), /call start\(\) first/);
    assert.throws(() => trainer.start(), /no sample to validate on/);
  });

  test('names the lines of ink and the pictures that cannot be read, and leaves them out', () => {
    trainer.begin({ classes: digits });
    trainer.addInk(new TextEncoder().encode('{"label":"1","strokes":[[[0,0],[0,9]]]}\n{"label":"2"}\n'));
    trainer.addPicture(new TextEncoder().encode('no picture'), '7', { place: '7/a.png' });
    const [line, picture, ...others] = trainer.leftOut();
    assert.deepEqual(others, []);
    assert.equal(line.place, 'line 2');
    assert.match(line.reason, /'strokes' is missing/);
    assert.equal(picture.place, '7/a.png');
    assert.match(picture.reason, /PNG/);
    trainer.begin({ classes: digits });
    assert.deepEqual(trainer.leftOut(), []);
  });

  test('ends with its epochs, and refuses the state of another network', () => {
    const lines = digits.map((label, i) => `{"label":"${label}","strokes":[[[0,0],[${i},9],[9,${i}]]]}\n`).join('');
    const ink = new TextEncoder().encode(lines);
    const start = (network) => {
      trainer.begin({ classes: digits, network, epochs: 1, batch: 5 });
      trainer.addInk(ink);
      trainer.addInk(ink, { as: 'validation' });
      trainer.start();
    };
    start('4,pool');
    assert.equal(trainer.step(1).validation, null);
    assert.equal(trainer.step(9).validation.samples, 10);
    assert.throws(() => trainer.step(1), /of 2 batches is over/);
    const state = trainer.state();
    start('8,pool');
    assert.throws(() => trainer.restore(state), /this network has/);
  });
});
