// What tools/bench prints; see there.  node bench.mjs PART [--peer] [--peer-site FOLDER]
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { launch } from '../../../tests/web/browsers.mjs';
import { fitStrokes, readInk } from '../../../tests/web/ink.mjs';
import {
  defaultWeights, engineFolder, mnistFolder, ownDrawings, program,
} from '../../../tests/web/project.mjs';
import { becomesTrue, openReady, readingShown, serveSite } from '../../../tests/web/site.mjs';
import { serveStatic } from '../static-server.mjs';
import { measureTraining } from './browser-training.mjs';
import { measureBytes } from './bytes.mjs';
import { measurePage } from './page.mjs';
import { comparePeer } from './peer.mjs';
import { measurePhone } from './phone.mjs';

const testPages = path.join(import.meta.dirname, '../../../tests/web/pages');
const drawings = readInk(ownDrawings).map(({ strokes }) => strokes);
const repeats = 200;

const row = (name, ...cells) => console.log(`  ${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(12)).join('')}`);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const heading = (text) => console.log(`\n${text}`);

async function native() {
  const run = await promisify(execFile)(program, ['bench', 'reading', '--ink', ownDrawings, '--repeats', String(repeats), '--json']);
  stepsRow('native', JSON.parse(run.stdout));
}

const stepsRow = (name, { rasterise, normalise, classify }) =>
  row(name, ...[rasterise, normalise, classify, rasterise + normalise + classify].map((time) => time.toFixed(1)));

const serveEngine = (folder) => serveStatic({
  '/pages/': testPages, '/engine/': folder, '/mnist/': mnistFolder, '/weights': readFileSync(defaultWeights),
});

// With a peer, the engine beside its site takes turns with ours.
async function inBrowsers(peer) {
  const ours = await serveEngine(engineFolder), theirs = peer && (await serveEngine(path.join(peer, '../engine')));
  const turns = peer ? [ours, theirs, ours, theirs, ours, theirs] : [ours];
  const mnist = [];
  for (const [name, simds] of [['chromium', ['simd128', 'relaxed']], ['firefox', ['simd128', 'relaxed']], ['webkit', ['simd128']]]) {
    const browser = await launch(name);
    for (const simd of simds) {
      const measured = new Map([[ours, []], [theirs, []]]);
      for (const server of turns) {
        await browser.open(`${server.origin}/pages/engine.html`);
        await becomesTrue(browser, "'engineRun' in globalThis");
        measured.get(server).push({
          ...await browser.evaluate(`engineRun.steps('${simd}', ${JSON.stringify(drawings)}, ${repeats})`),
          mnist: (await browser.evaluate(`engineRun.mnist('${simd}')`)).milliseconds,
        });
      }
      const medians = (server) => Object.fromEntries(['rasterise', 'normalise', 'classify', 'mnist'].map((step) =>
        [step, median(measured.get(server).map((times) => times[step]))]));
      const found = medians(ours), peers = peer && medians(theirs);
      stepsRow(`${name} ${simd}`, found);
      if (peer) stepsRow(`${name} ${simd}, the peer`, peers);
      mnist.push([`${name} ${simd}`, Math.round(found.mnist), ...(peer ? [Math.round(peers.mnist)] : [])]);
    }
    await browser.close();
  }
  await ours.close();
  if (peer) await theirs.close();
  heading(`MNIST's 10,000 test images in the page, milliseconds${peer ? ', and the peer\'s' : ''} (budget: 2000)`);
  for (const cells of mnist) row(...cells);
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

async function reading(peer) {
  heading('One reading from strokes, median microseconds, one thread (budget: 250 in Chromium)');
  row('', 'rasterise', 'normalise', 'classify', 'in all');
  await native();
  await inBrowsers(peer);
  await penToFrame();
}

const { values: { peer, 'peer-site': peerSite }, positionals: [chosen] } = parseArgs({
  allowPositionals: true, options: { peer: { type: 'boolean' }, 'peer-site': { type: 'string' } } });
const peerFolder = peerSite && path.resolve(peerSite);
const parts = {
  bytes: () => measureBytes({ row, heading }),
  reading: () => reading(peerFolder),
  page: () => measurePage({ row, heading }),
  phone: () => measurePhone({ row, heading, peer: peerFolder }),
  training: () => measureTraining({ row, heading, median, peer }),
};

console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.versions.node}`);
for (const [name, measure] of Object.entries(parts)) if (chosen === 'all' || chosen === name) await measure();
if (peer && chosen !== 'training') await comparePeer({ row, heading });
