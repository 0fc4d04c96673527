// Reads a test set in a worker, so that the page stays quick, and whoever no longer wants it can end it at once.
import { evidence } from '../texts.js';

// weights: the file's bytes; files: a list of File, or null for MNIST's test half from the page's own host.
// progress({done, total}) is called as it goes on.  Returns {ended, cancel()}: the promise gives what worker.js answers in
// the end, or null when it was cancelled.
/**
 * @param {TestRequest} what
 * @param {(done: { done: number, total: number }) => void} progress
 * @returns {{ ended: Promise<TestAnswer | null>, cancel: () => void }}
 */
export function readTestSet({ simd, weights, files }, progress) {
  const worker = new Worker('evidence/worker.js', { type: 'module' });
  /** @type {(answer: TestAnswer | null) => void} */
  let finish = () => {};
  /** @type {Promise<TestAnswer | null>} */
  const answered = new Promise((resolve) => { finish = resolve; });
  const ended = answered.finally(() => worker.terminate());
  worker.addEventListener('message', (/** @type {MessageEvent<TestProgress | TestAnswer>} */ { data }) => {
    if ('total' in data) progress(data);
    else finish(data);
  });
  // It could not be loaded, or ran out of memory.
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    finish({ error: event.message || evidence.partMissing });
  });
  worker.postMessage({ simd, weights, files });
  return { ended, cancel: () => finish(null) };
}
