// Where the tests find what was built, and what they compare with.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const project = path.join(import.meta.dirname, '../..');
const shared = process.env.INKLING_SHARED ?? path.join(project, '../shared');

export const siteFolder = path.join(project, 'build/web/site');
export const ownDrawings = path.join(project, 'assets/drawings/digits.ndjson');
export const engineFolder = path.join(project, 'build/web/engine');
export const trainerFolder = path.join(project, 'build/web/trainer');
export const defaultWeights = path.join(project, 'assets/weights/default.safetensors');
export const tinyWeights = path.join(project, 'assets/weights/tiny.safetensors');
export const mnistFolder = process.env.INKLING_MNIST ?? path.join(project, 'data/mnist');
export const onnxRuntime = path.join(project, 'build/onnxruntime-web/ort.wasm.min.mjs');
export const program = path.join(project, 'build/native/inkling');

// The two files of real digits, or null where they are not.
export function sharedDigits() {
  const files = ['unipen', 'pendigits'].map((name) => path.join(shared, `ink/${name}-digits.ndjson.gz`));
  return files.every(existsSync) ? files : null;
}

// Where a picture of a test goes.
export async function outputFile(name) {
  const folder = path.join(project, 'build/test-output');
  await mkdir(folder, { recursive: true });
  return path.join(folder, name);
}

// What the native program reads in each drawing's strokes.
export async function nativeReadings(drawings, { weights = defaultWeights, mode = 'digit' } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
  try {
    const file = path.join(folder, 'drawings.ndjson');
    await writeFile(file, drawings.map(({ strokes }) => `${JSON.stringify({ strokes })}\n`).join(''));
    const run = await promisify(execFile)(program, ['predict', file, '--weights', weights, '--mode', mode, '--json'], { maxBuffer: 2 ** 28 });
    return JSON.parse(run.stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// The native program's probabilities of MNIST's test images: [10000][labels].
export async function nativeProbabilities(weights = defaultWeights) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
  try {
    const file = path.join(folder, 'predictions.ndjson');
    await promisify(execFile)(program, ['evaluate', '--data', mnistFolder, '--weights', weights, '--predictions', file]);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line).probabilities);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// What the native program says of reading MNIST's test half, or the first `count` images of it.
export async function nativeEvaluation(count, weights = defaultWeights) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
  try {
    const set = await testSet(count);
    await writeFile(path.join(folder, 't10k-images-idx3-ubyte'), set.images);
    await writeFile(path.join(folder, 't10k-labels-idx1-ubyte'), set.labels);
    const run = await promisify(execFile)(program, ['evaluate', '--data', folder, '--weights', weights, '--json']);
    return JSON.parse(run.stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// The first images of MNIST's test half and their labels, as IDX files.
export const testSet = (count) => firstOfMnist('t10k', count);

// The same of a half, 'train' or 't10k'.
export async function firstOfMnist(half, count) {
  const first = async (name, header, each) => {
    const bytes = Buffer.from((await readFile(path.join(mnistFolder, `${half}-${name}`))).subarray(0, header + count * each));
    bytes.writeUInt32BE(count, 4);
    return bytes;
  };
  const [images, labels] = await Promise.all([first('images-idx3-ubyte', 16, 28 * 28), first('labels-idx1-ubyte', 8, 1)]);
  return { images, labels };
}

// The folder of photographs of digits, or null where it is not.
export function sharedPhotos() {
  const folder = path.join(shared, 'photos');
  return existsSync(path.join(folder, 'labels.csv')) ? folder : null;
}
