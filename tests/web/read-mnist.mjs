// Reads MNIST's test images with one variant of the headless engine and writes the probabilities, Float32
// [10000, labels], to standard output.  A program of its own because Node wants a flag for relaxed SIMD.
//   node read-mnist.mjs ENGINE_FOLDER simd128|relaxed WEIGHTS IMAGES
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { imagesOf } from './pages/mnist.mjs';

const [folder, simd, weights, images] = process.argv.slice(2);
const { createEngine } = await import(pathToFileURL(path.join(folder, 'engine.mjs')));
const engine = await createEngine({ simd });
engine.load(readFileSync(weights));
const bytes = new Uint8Array(engine.probabilities(imagesOf(readFileSync(images))).buffer);
for (let written = 0; written < bytes.length;) written += writeSync(1, bytes, written);
