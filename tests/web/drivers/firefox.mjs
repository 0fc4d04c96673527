// Firefox through WebDriver BiDi, on a screen of its own: headless it has no WebGL 2.
import puppeteer from 'puppeteer-core';

import { pointerActions } from './actions.mjs';
import { startScreen } from './processes.mjs';
import { puppeteerPage } from './puppeteer-page.mjs';

const schemeDark = 0;
const schemeLight = 1;

export async function launchFirefox({ width, height, scale, dark }) {
  const screen = await startScreen();
  const browser = await puppeteer
    .launch({
      browser: 'firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      headless: false,
      env: { ...process.env, DISPLAY: screen.display },
      extraPrefsFirefox: {
        'layout.css.prefers-color-scheme.content-override': dark ? schemeDark : schemeLight,
        'layout.css.devPixelsPerPx': String(scale),
      },
      defaultViewport: null,
    })
    .catch(async (error) => {
      await screen.stop();
      throw error;
    });
  const page = await browser.newPage();
  const resize = (w, h) => page.setViewport({ width: w, height: h, deviceScaleFactor: scale });
  await resize(width, height);
  return {
    name: 'firefox',
    version: await browser.version(),
    ...puppeteerPage(page),
    resize,
    // One command a drawing: puppeteer's own mouse makes one of every event.
    pointers: ['mouse', 'touch'],
    draw: (strokes, pointer = 'mouse') =>
      page.mainFrame().browsingContext.performActions(pointerActions(strokes, pointer)),
    close: () => browser.close().finally(screen.stop),
  };
}
