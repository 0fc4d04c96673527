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

const failures = [
  ['weights cut in half', /weights/i, async () => ({ mounts: await changedWeights((b) => b.subarray(0, b.length / 2)) })],
  ['no weights at all', /weights/i, async () => ({ mounts: await changedWeights(() => '') })],
  ['weights that claim to be huge', /weights/i, async () => ({ mounts: await changedWeights(withHugeHeader) })],
  ['no WebGL 2', /WebGL/i, async () => ({ stubs: ['without-webgl2.js'] })],
  ['no SIMD in WebAssembly', /SIMD|WebAssembly/i, async () => ({ stubs: ['without-simd.js'] })],
];

// The visible text that a person can read of it, waiting for it for 15 seconds; null if it never comes.
const visibleText = (pattern) => `(async () => {
  for (const end = performance.now() + 15000; performance.now() < end; ) {
    const shown = [...document.body.querySelectorAll('*')].filter((element) => {
      if (element.children.length || !${pattern}.test(element.textContent)) return false;
      const { width, height } = element.getBoundingClientRect();
      const { visibility, opacity } = getComputedStyle(element);
      return width > 50 && height > 10 && visibility === 'visible' && opacity > 0.5;
    });
    if (shown.length) return shown[0].textContent.trim();
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

    for (const [what, pattern, options] of failures) {
      test(`${what}: says so`, async (t) => {
        const site = await serveSite(await options());
        try {
          await browser.open(site.address);
          const text = await browser.evaluate(visibleText(pattern));
          await browser.screenshot(await outputFile(`${name}-${what.toLowerCase().replaceAll(/\W+/g, '-')}.png`));
          assert.ok(text, `no visible text matches ${pattern}`);
          t.diagnostic(`${name}: "${text}"`);
        } finally {
          await site.close();
        }
      });
    }
  });
}
