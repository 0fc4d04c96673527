// Makes the README's pictures of the page: assets/pictures/*.png.  Build first (tools/build), then
//   node tools/make-pictures.mjs
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { launch } from '../tests/web/browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from '../tests/web/ink.mjs';
import { ownDrawings } from '../tests/web/project.mjs';
import { openReady, readingShown, serveSite } from '../tests/web/site.mjs';

const folder = path.join(import.meta.dirname, '../assets/pictures');
const desk = { width: 1280, height: 800, scale: 1 };
const pictures = [
  { name: 'page-light', ...desk, dark: false, text: '5', styles: ['two-strokes'] },
  { name: 'page-dark', ...desk, dark: true, text: '5', styles: ['two-strokes'] },
  { name: 'number', ...desk, dark: false, text: '4207', styles: ['open', 'looped', 'oval', 'crossed'] },
  { name: 'inside', ...desk, dark: false, text: '3', styles: ['round'], tab: 'inside' },
  { name: 'phone', width: 390, height: 844, scale: 1, dark: false, text: '2', styles: ['looped'] },
];
const timesDrawn = 4;
const settled = 600; // milliseconds after which nothing moves any more

mkdirSync(folder, { recursive: true });
const drawings = readInk(ownDrawings);
const site = await serveSite();
const strokesOf = (label, style) =>
  drawings.find((drawing) => drawing.label === label && drawing.writer === `inkling-${style}`).strokes;
for (const { name, text, styles, tab, ...viewport } of pictures) {
  const browser = await launch('chromium', viewport);
  await openReady(browser, site.address);
  if (tab) await browser.evaluate(`document.getElementById('tab-${tab}').click()`);
  const strokes = besideEachOther([...text].map((label, i) => strokesOf(label, styles[i])));
  const area = await browser.evaluate('inkling.drawArea()');
  // What is drawn first is read slowly, as the browser compiles what reads it: the last time counts.
  for (let time = 1; time <= timesDrawn; ++time) {
    await browser.evaluate('inkling.clear()');
    await browser.draw(fitStrokes(strokes, area, text.length > 1 ? 0.85 : 0.7));
    await readingShown(browser);
  }
  await new Promise((resolve) => setTimeout(resolve, settled));
  await browser.screenshot(path.join(folder, `${name}.png`));
  await browser.close();
}
await site.close();
