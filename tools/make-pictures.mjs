// Makes the README's pictures of the page: assets/pictures/*.png.  Build first (tools/build), then
//   node tools/make-pictures.mjs
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { launch } from '../tests/web/browsers.mjs';
import { fitStrokes, readInk } from '../tests/web/ink.mjs';
import { ownDrawings } from '../tests/web/project.mjs';
import { openReady, readingShown, serveSite } from '../tests/web/site.mjs';

const folder = path.join(import.meta.dirname, '../assets/pictures');
const pictures = [
  { name: 'page-light', width: 1280, height: 800, scale: 1, dark: false, label: '5', style: 'two-strokes' },
  { name: 'page-dark', width: 1280, height: 800, scale: 1, dark: true, label: '5', style: 'two-strokes' },
  { name: 'phone', width: 390, height: 844, scale: 1, dark: false, label: '2', style: 'looped' },
];
const settled = 600; // milliseconds after which nothing moves any more

mkdirSync(folder, { recursive: true });
const drawings = readInk(ownDrawings);
const site = await serveSite();
for (const { name, label, style, ...viewport } of pictures) {
  const browser = await launch('chromium', viewport);
  await openReady(browser, site.address);
  const drawing = drawings.find((candidate) => candidate.label === label && candidate.writer === `inkling-${style}`);
  await browser.draw(fitStrokes(drawing.strokes, await browser.evaluate('inkling.drawArea()')));
  await readingShown(browser);
  await new Promise((resolve) => setTimeout(resolve, settled));
  await browser.screenshot(path.join(folder, `${name}.png`));
  await browser.close();
}
await site.close();
