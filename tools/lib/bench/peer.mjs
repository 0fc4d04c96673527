// Inkling's engine against TensorFlow.js' WebAssembly backend: the same network, alternating, in one Chromium.
import path from 'node:path';

import { launch } from '../../../tests/web/browsers.mjs';
import { engineFolder } from '../../../tests/web/project.mjs';
import { serveStatic } from '../static-server.mjs';
import { randomWeights } from '../random-weights.mjs';

const rounds = 5;
const layers = [
  { type: 'convolution', name: 'c1', channels: 16, kernel: 3, relu: true },
  { type: 'convolution', name: 'c2', channels: 16, kernel: 3, relu: true },
  { type: 'max_pool', size: 2 },
  { type: 'convolution', name: 'c3', channels: 32, kernel: 3, relu: true },
  { type: 'convolution', name: 'c4', channels: 32, kernel: 3, relu: true },
  { type: 'max_pool', size: 2 },
  { type: 'dense', name: 'd', channels: 10, relu: false },
];
const shapes = { c1: [16, 3, 3, 1], c2: [16, 3, 3, 16], c3: [32, 3, 3, 16], c4: [32, 3, 3, 32], d: [10, 7 * 7 * 32] };
const budgets = { simd128: 0.85, relaxed: 0.68 };

export async function comparePeer({ row, heading }) {
  const server = await serveStatic({
    '/bench/': import.meta.dirname,
    '/engine/': engineFolder,
    '/peer/': path.join(import.meta.dirname, '../../../build/peer/node_modules/@tensorflow'),
    '/weights': randomWeights(layers, shapes),
  });
  const browser = await launch('chromium');
  await browser.open(`${server.origin}/bench/peer.html`);
  const times = await browser.evaluate(`peerRun(${rounds})`);
  await browser.close();
  await server.close();
  heading(`The network conv 16, 16, pool, 32, 32, pool, dense 10, one image, microseconds: median of ${rounds} alternating runs`);
  row('', 'time', 'ratio', 'budget');
  row('TensorFlow.js wasm', times.peer.toFixed(0), '1.00');
  for (const [simd, budget] of Object.entries(budgets))
    row(`Inkling ${simd}`, times[simd].toFixed(0), (times[simd] / times.peer).toFixed(2), budget);
}
