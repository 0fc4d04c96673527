// What tools/bench prints; see there.  node bench.mjs yes|no (whether the peer takes part)
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { launch } from '../../../tests/web/browsers.mjs';
import { fitStrokes, readInk } from '../../../tests/web/ink.mjs';
import {
  defaultWeights, engineFolder, mnistFolder, ownDrawings, program, siteFolder,
} from '../../../tests/web/project.mjs';
import { openReady, readingShown, serveSite } from '../../../tests/web/site.mjs';
import { budget } from '../first-load.mjs';
import { serveStatic } from '../static-server.mjs';
import { measurePage } from './page.mjs';
import { comparePeer } from './peer.mjs';
import { measurePhone } from './phone.mjs';

const testPages = path.join(import.meta.dirname, '../../../tests/web/pages');
const drawings = readInk(ownDrawings).map(({ strokes }) => strokes);
const repeats = 200;

const row = (name, ...cells) => console.log(`  ${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(12)).join('')}`);
const heading = (text) => console.log(`\n${text}`);

async function bytes() {
  const site = await serveSite();
  const browser = await launch('chromium');
  await openReady(browser, site.address);
  // What the page itself asked for: the service worker comes after the first prediction.
  const asked = await browser.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)");
  const files = ['index.html', ...new Set(asked
    .filter((name) => name.startsWith(site.address) && !/favicon|icons/.test(name))
    .map((name) => name.slice(site.address.length)))];
  await browser.close();
  await site.close();
  heading('Bytes to the first prediction (Chromium)');
  row('', 'raw', 'gzip');
  let raw = 0;
  let gzip = 0;
  for (const file of files) {
    const content = readFileSync(path.join(siteFolder, file));
    const packed = gzipSync(content, { level: 9 }).length;
    row(file, content.length, packed);
    raw += content.length;
    gzip += packed;
  }
  row(`in all (budget: ${budget} gzipped)`, raw, gzip);
}

async function native() {
  const run = await promisify(execFile)(program, ['bench', 'reading', '--ink', ownDrawings, '--repeats', String(repeats), '--json']);
  stepsRow('native', JSON.parse(run.stdout));
}

const stepsRow = (name, { rasterise, normalise, classify }) =>
  row(name, ...[rasterise, normalise, classify, rasterise + normalise + classify].map((time) => time.toFixed(1)));

async function inBrowsers() {
  const server = await serveStatic({
    '/pages/': testPages, '/engine/': engineFolder, '/mnist/': mnistFolder, '/weights': readFileSync(defaultWeights),
  });
  const mnist = [];
  for (const [name, simds] of [['chromium', ['simd128', 'relaxed']], ['firefox', ['simd128', 'relaxed']], ['webkit', ['simd128']]]) {
    const browser = await launch(name);
    await browser.open(`${server.origin}/pages/engine.html`);
    for (const simd of simds) {
      stepsRow(`${name} ${simd}`, await browser.evaluate(`engineRun.steps('${simd}', ${JSON.stringify(drawings)}, ${repeats})`));
      const { milliseconds } = await browser.evaluate(`engineRun.mnist('${simd}')`);
      mnist.push([`${name} ${simd}`, Math.round(milliseconds)]);
    }
    await browser.close();
  }
  await server.close();
  heading("MNIST's 10,000 test images in the page, milliseconds (budget: 2000)");
  for (const [name, milliseconds] of mnist) row(name, milliseconds);
}

async function penToFrame() {
  const site = await serveSite();
  const browser = await launch('chromium');
  await openReady(browser, site.address);
  const area = await browser.evaluate('inkling.drawArea()');
  const times = [];
  for (const strokes of drawings) {
    await browser.draw(fitStrokes(strokes, area));
    await readingShown(browser);
    times.push((await browser.evaluate('inkling.stats()')).eventToFrameMilliseconds);
    await browser.evaluate('inkling.clear()');
  }
  await browser.close();
  await site.close();
  times.sort((a, b) => a - b);
  heading('From the last pen event to the submitted frame with the answer, milliseconds (Chromium)');
  row('', 'median', 'largest');
  row(`${times.length} drawings`, times[times.length >> 1].toFixed(1), times.at(-1).toFixed(1));
}

console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.versions.node}`);
await bytes();
heading('One reading from strokes, median microseconds, one thread (budget: 250 in Chromium)');
row('', 'rasterise', 'normalise', 'classify', 'in all');
await native();
await inBrowsers();
await penToFrame();
await measurePage({ row, heading });
await measurePhone({ row, heading });
if (process.argv[2] === 'yes') await comparePeer({ row, heading });
