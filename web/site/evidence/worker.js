// Reads a test set apart from the page, with the headless engine.  One message sets it to work: {simd, weights, files},
// `files` a list of File, or null for MNIST's test half from the page's own host.  It answers {done, total} while it
// reads, and in the end {outcome, images, milliseconds}, {missing: why} where the host has no test set, or {error}.
// Whoever no longer wants it ends the worker.
import { createEngine } from '../engine/engine.mjs';
import { testSetOf } from './idx.js';
import { Outcome } from './outcome.js';
import { evidence } from '../texts.js';

const glyphSize = 28 * 28;
const batch = 200;
const names = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];

class Missing extends Error {}

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(new URL(`../data/${name}`, import.meta.url))
    .catch(() => { throw new Missing(evidence.notThere.offline); });
  if (!response.ok) throw new Missing(evidence.notThere.refused(name, response.status));
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** @param {File} file */
const chosen = async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });

/** @param {TestRequest} what @returns {Promise<TestRun>} */
async function read({ simd, weights, files }) {
  const [engine, contents] = await Promise.all([
    createEngine({ simd }), Promise.all(files ? files.map(chosen) : names.map(fetched))]);
  engine.load(weights);
  const { labels: known, rejection } = engine.model;
  const { images, labels } = await testSetOf(contents, known);
  const outcome = new Outcome(known, rejection);
  let milliseconds = 0;
  for (let first = 0; first < labels.length; first += batch) {
    const start = performance.now();
    const all = engine.probabilities(images.subarray(first * glyphSize, (first + batch) * glyphSize));
    milliseconds += performance.now() - start;
    for (let i = 0; i * known.length < all.length; ++i)
      outcome.add(labels[first + i], all.subarray(i * known.length, (i + 1) * known.length));
    postMessage({ done: outcome.count, total: labels.length });
  }
  return { outcome: outcome.summary(), images, milliseconds };
}

addEventListener('message', (/** @type {MessageEvent<TestRequest>} */ { data }) => read(data).then(
  (result) => postMessage(result, { transfer: [result.images.buffer] }),
  (error) => postMessage(error instanceof Missing
    ? { missing: error.message } : { error: String(error?.message ?? error) })));
