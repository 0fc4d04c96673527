// Chromium, headless, through the DevTools protocol.
import puppeteer from 'puppeteer-core';

import { puppeteerPage } from './puppeteer-page.mjs';

export async function launchChromium({ width, height, scale, dark }) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // WebGL without a GPU; composed by it as well, or Chromium warns of every frame's way back into memory.
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
    defaultViewport: null,
  });
  const page = await browser.newPage();
  const resize = (w, h) => page.setViewport({ width: w, height: h, deviceScaleFactor: scale });
  await resize(width, height);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  const devtools = await page.createCDPSession();
  return {
    name: 'chromium',
    version: await browser.version(),
    ...puppeteerPage(page),
    resize,
    pointers: ['mouse', 'pen', 'touch'],
    draw: (strokes, pointer = 'mouse') =>
      pointer === 'touch' ? drawWithFinger(devtools, strokes) : draw(devtools, strokes, pointer),
    // As draw(), each event after the one before was handled, as from a hand and not all at once.
    drawByHand: async (strokes) => {
      for (const event of mouseEvents(strokes, 'mouse')) await devtools.send('Input.dispatchMouseEvent', event);
    },
    touch: (frames) => touch(devtools, frames),
    // Makes the processor so many times slower, and the network carry so many bits a second, after milliseconds of delay.
    async slow({ processor, bits, delay }) {
      if (processor) await devtools.send('Emulation.setCPUThrottlingRate', { rate: processor });
      if (!bits) return;
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false, latency: delay, downloadThroughput: bits / 8, uploadThroughput: bits / 8,
      });
    },
    // What the page's JavaScript holds, in bytes, when what it no longer needs is gone.
    async memory() {
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    },
    close: () => browser.close(),
  };
}

function mouseEvents(strokes, pointerType) {
  const events = strokes.flatMap((stroke) => [
    { type: 'mouseMoved', at: stroke[0], buttons: 0 },
    { type: 'mousePressed', at: stroke[0], buttons: 1 },
    ...stroke.slice(1).map((at) => ({ type: 'mouseMoved', at, buttons: 1 })),
    { type: 'mouseReleased', at: stroke.at(-1), buttons: 0 },
  ]);
  return events.map(({ type, at: [x, y], buttons }) => {
    const button = type === 'mouseMoved' && !buttons ? 'none' : 'left';
    return { type, x, y, button, buttons, clickCount: 1, pointerType };
  });
}

// Each command is answered only when the page has handled its event, a move as late as the next frame: so none
// waits for the one before it.
async function draw(devtools, strokes, pointerType) {
  await Promise.all(mouseEvents(strokes, pointerType).map((event) => devtools.send('Input.dispatchMouseEvent', event)));
}

async function drawWithFinger(devtools, strokes) {
  for (const stroke of strokes) await touch(devtools, stroke.map(([x, y]) => [{ id: 0, x, y }]));
}

// The protocol compares each list of fingers with the one before and makes the events of those that came, moved and
// left; only the end of all fingers has a type of its own.
async function touch(devtools, frames) {
  const typeOf = (count, before) => (count === 0 ? 'touchEnd' : count > before ? 'touchStart' : 'touchMove');
  await Promise.all(
    [...frames, []].map((touchPoints, index) => {
      const type = typeOf(touchPoints.length, frames[index - 1]?.length ?? 0);
      return devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
    }),
  );
}
