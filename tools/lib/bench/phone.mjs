// What the page does on a slow phone, as far as Chromium can act as one, and over a long time.
import { launch } from '../../../tests/web/browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from '../../../tests/web/ink.mjs';
import { ownDrawings, siteFolder } from '../../../tests/web/project.mjs';
import { openReady, serveSite } from '../../../tests/web/site.mjs';
import { serveStatic } from '../static-server.mjs';

const own = readInk(ownDrawings);
const slowdown = 4;
const phone = { width: 390, height: 844, scale: 2 };

// Runs in the page: collects, for every frame that shows a new answer, the time since the pen event that it answers.
function watchFrames() {
  globalThis.frameTimes = [];
  let { frames } = globalThis.inkling.stats();
  const watch = () => {
    const now = globalThis.inkling.stats();
    if (now.frames !== frames) globalThis.frameTimes.push(now.eventToFrameMilliseconds);
    ({ frames } = now);
    requestAnimationFrame(watch);
  };
  watch();
}

// Runs in the page: writes and clears a drawing so many times, each shown in a frame of its own.
async function writeOften(strokes, times) {
  const sheet = document.getElementById('sheet');
  const send = (type, [x, y], buttons) => sheet.dispatchEvent(new PointerEvent(type, {
    pointerId: 99, pointerType: 'mouse', button: type === 'pointermove' ? -1 : 0, buttons, clientX: x, clientY: y, bubbles: true }));
  for (let i = 0; i < times; ++i) {
    for (const stroke of strokes) {
      send('pointerdown', stroke[0], 1);
      for (const point of stroke.slice(1)) send('pointermove', point, 1);
      send('pointerup', stroke.at(-1), 0);
    }
    await new Promise(requestAnimationFrame);
    globalThis.inkling.clear();
    await new Promise(requestAnimationFrame);
  }
}

// The points of all the drawings, 500 moves of them.
function longStrokes(area) {
  const strokes = own.flatMap((drawing) => fitStrokes(drawing.strokes, area));
  const chosen = [];
  for (let moves = 0; moves < 500; moves += chosen.at(-1).length - 1) chosen.push(strokes[chosen.length % strokes.length]);
  return chosen;
}

async function frameTimes(browser, address, processor) {
  await openReady(browser, address);
  await browser.slow({ processor });
  const area = await browser.evaluate('inkling.drawArea()');
  await browser.evaluate(`(${watchFrames})()`);
  for (const [i, stroke] of longStrokes(area).entries()) {
    if (i % 3 === 2) await browser.evaluate('inkling.clear()');
    await browser.drawByHand([stroke]);
  }
  const times = (await browser.evaluate('frameTimes')).sort((a, b) => a - b);
  return [times.length, ...[0.5, 0.99].map((share) => times[Math.floor(share * (times.length - 1))].toFixed(1))];
}

// Runs in the page: milliseconds since it was asked for, at its first reading.
const untilRead = () => globalThis.inkling.ready
  .then(() => globalThis.inkling.recognize({ strokes: [[[50, 0], [50, 100]]] }))
  .then(() => performance.now());

// Seconds to the first prediction of the site in that folder, with nothing kept from before, and nothing in it but its own.
async function firstPrediction(folder) {
  const site = await serveStatic({ '/': folder }, { gzip: true });
  const browser = await launch('chromium', phone);
  try {
    await browser.slow({ processor: slowdown, bits: 1.6e6, delay: 150 });
    await browser.open(`${site.origin}/`);
    return await browser.evaluate(`(${untilRead})()`) / 1000;
  } finally {
    await browser.close();
    await site.close();
  }
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

// A first prediction of this site and, in turns with it, of the one in the folder `peer`, if there is one.
async function measureFirstPrediction({ row, heading, peer }) {
  heading('First prediction on a slow phone: 1.6 Mbit/s, 150 ms, processor 4 times slower, seconds, median (Chromium)');
  const ours = [], others = [];
  for (let turn = 0; turn < 7; ++turn) {
    ours.push(await firstPrediction(siteFolder));
    if (peer) others.push(await firstPrediction(peer));
  }
  row('nothing kept from before', median(ours).toFixed(2));
  if (peer) row(`the site in ${peer}`, median(others).toFixed(2), (median(ours) / median(others)).toFixed(2));
}

async function withPage(options, use) {
  const site = await serveSite(options);
  const browser = await launch('chromium', phone);
  try {
    return await use(browser, site.address);
  } finally {
    await browser.close();
    await site.close();
  }
}

// `row` and `heading` print; `peer` is the folder of a site to compare with, if any.
export async function measurePhone({ row, heading, peer }) {
  await measureFirstPrediction({ row, heading, peer });

  heading('From a pen event to the submitted frame with its answer, 500 moves, milliseconds (Chromium, 390 x 844)');
  row('', 'frames', 'median', '99 %');
  for (const processor of [1, slowdown])
    row(processor === 1 ? 'this processor' : `${processor} times slower`,
      ...await withPage({}, (browser, address) => frameTimes(browser, address, processor)));

  heading('What the page holds in memory, megabytes (Chromium)');
  row('', 'JavaScript', 'WebAssembly');
  await withPage({ stubs: ['wasm-memory.js'] }, async (browser, address) => {
    await openReady(browser, address);
    const area = await browser.evaluate('inkling.drawArea()');
    const digits = [0, 13, 27, 42].map((at) => own[at].strokes);
    const write = (times) => browser.evaluate(`(${writeOften})(${JSON.stringify(fitStrokes(besideEachOther(digits), area, 0.9))}, ${times})`);
    for (const [times, after] of [[100, 100], [900, 1000]]) {
      await write(times);
      const program = await browser.evaluate('wasmMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)');
      row(`after ${after} drawings of 4 digits`, ...[await browser.memory(), program].map((bytes) => (bytes / 1e6).toFixed(2)));
    }
  });
}
