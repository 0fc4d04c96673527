// Makes the icons of the installed page from web/site/icons/icon.svg: web/site/icons/*.png, drawn by Chromium.
//   node tools/make-icons.mjs
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { launch } from '../tests/web/browsers.mjs';

const folder = path.join(import.meta.dirname, '../web/site/icons');
const drawing = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
// What systems cut to their own shape is paper to the edge, with all ink in the middle.
const toTheEdge = drawing.replace(/ rx="\d+"/, '').replace('<svg ', '<svg class="whole" ');
const icons = [
  { name: 'icon-192', side: 192, svg: drawing },
  { name: 'icon-512', side: 512, svg: drawing },
  { name: 'icon-maskable', side: 512, svg: toTheEdge },
  { name: 'apple-touch-icon', side: 180, svg: toTheEdge },
];

const scratch = await mkdtemp(path.join(os.tmpdir(), 'inkling-'));
for (const { name, side, svg } of icons) {
  const page = path.join(scratch, `${name}.html`);
  await writeFile(page, `<style>body { margin: 0; background: transparent } svg { display: block; width: 100vw; height: 100vh }
    .whole { background: #FBF8F1; padding: 8vw; box-sizing: border-box }</style>${svg}`);
  const browser = await launch('chromium', { width: side, height: side });
  await browser.open(`file://${page}`);
  await browser.screenshot(path.join(folder, `${name}.png`), { transparent: true });
  await browser.close();
}
await rm(scratch, { recursive: true });
