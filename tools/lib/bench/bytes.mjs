// The bytes to the first prediction, by file, and those of the program by what it was compiled from.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { launch } from '../../../tests/web/browsers.mjs';
import { siteFolder } from '../../../tests/web/project.mjs';
import { openReady, serveSite } from '../../../tests/web/site.mjs';
import { budget } from '../first-load.mjs';
import { programParts } from './program-parts.mjs';

const build = path.join(import.meta.dirname, '../../../build/web');

// What Chromium asks for until the page can read.
async function filesAsked() {
  const site = await serveSite();
  const browser = await launch('chromium');
  await openReady(browser, site.address);
  const asked = await browser.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)");
  await browser.close();
  await site.close();
  return ['index.html', ...new Set(asked
    .filter((name) => name.startsWith(site.address) && !/favicon|icons/.test(name))
    .map((name) => name.slice(site.address.length)))];
}

// `row` and `heading` print.
export async function measureBytes({ row, heading }) {
  heading('Bytes to the first prediction (Chromium)');
  row('', 'raw', 'gzip');
  let raw = 0, gzip = 0;
  for (const file of await filesAsked()) {
    const content = readFileSync(path.join(siteFolder, file));
    const packed = gzipSync(content, { level: 9 }).length;
    row(file, content.length, packed);
    raw += content.length;
    gzip += packed;
  }
  row(`in all (budget: ${budget} gzipped)`, raw, gzip);

  for (const simd of ['simd128', 'relaxed']) {
    heading(`The program by its parts, ${simd}; each part's code is gzipped by itself`);
    row('', 'code', 'gzip', 'constants');
    const named = path.join(build, simd, `app_named.${simd}.wasm`);
    for (const { part, code, packed, constants } of programParts(named, path.join(build, `objects/app_named.${simd}.map`)))
      row(part, code, packed, constants);
  }
}
