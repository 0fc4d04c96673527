// What the page says when it cannot work: a message that a person can read, never a blank page.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { outputFile, siteFolder } from './project.mjs';
import { serveSite } from './site.mjs';

// The weights' path within the site.
async function weightsOfSite() {
  const files = await readdir(siteFolder, { recursive: true });
  const weights = files.filter((file) => file.endsWith('.safetensors')).sort();
  assert.ok(weights.length > 0, 'the site has weights');
  return weights;
}

const read = (file) => readFile(path.join(siteFolder, file));
const changedWeights = async (change) =>
  Object.fromEntries(await Promise.all((await weightsOfSite()).map(async (file) => [file, change(await read(file))])));

const withHugeHeader = (bytes) => {
  const huge = Buffer.from(bytes);
  huge.writeBigUInt64LE(2n ** 63n - 1n);
  return huge;
};

// What goes wrong, what a person can read of it at a glance, and what is told exactly to whoever asks.
const damaged = (change) => async () => ({ mounts: await changedWeights(change) });
const failures = [
  ['weights cut in half', /weights|damaged/i, /safetensors.*expected/, damaged((all) => all.subarray(0, all.length / 2))],
  ['no weights at all', /weights|damaged/i, /safetensors.*expected/, damaged(() => '')],
  ['weights that claim to be huge', /weights|damaged/i, /safetensors.*expected/, damaged(withHugeHeader)],
  ['no WebGL 2', /WebGL/i, /WebGL/i, async () => ({ stubs: ['without-webgl2.js'] })],
  ['no SIMD in WebAssembly', /SIMD/i, /SIMD/i, async () => ({ stubs: ['without-simd.js'] })],
];

// The visible piece of text that matches, waiting for it for 15 seconds; null if it never comes.
const visibleText = (pattern) => `(async () => {
  for (const end = performance.now() + 15000; performance.now() < end; ) {
    const shown = [...document.body.querySelectorAll('*')].find((element) => {
      if (element.children.length || !${pattern}.test(element.textContent)) return false;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight && right - left > 50 && bottom - top > 10;
    });
    if (shown) return shown.textContent.trim();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
})()`;

for (const name of browserNames) {
  describe(`a page that cannot work in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [what, glance, exactly, options] of failures) {
      test(`${what}: says so`, async (t) => {
        const site = await serveSite(await options());
        try {
          await browser.open(site.address);
          const text = await browser.evaluate(visibleText(glance));
          await browser.screenshot(await outputFile(`${name}-${what.toLowerCase().replaceAll(/\W+/g, '-')}.png`));
          assert.ok(text, `no visible text matches ${glance}`);
          assert.match(await browser.evaluate('document.body.textContent'), exactly);
          t.diagnostic(`${name}: "${text}"`);
        } finally {
          await site.close();
        }
      });
    }
  });
}
