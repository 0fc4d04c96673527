// What the page says when it cannot work: a message that a person can read, never a blank page.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { outputFile, ownDrawings, siteFolder } from './project.mjs';
import { becomesTrue, openReady, serveSite } from './site.mjs';

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

const seven = readInk(ownDrawings).find(({ label }) => label === '7');
const trap = "setTimeout(() => { throw new WebAssembly.RuntimeError('a trap of this test'); })";

for (const name of browserNames) {
  describe(`a program that traps in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('is started anew with the drawing that was there; the second time in a row the page says so', async () => {
      const site = await serveSite();
      try {
        await openReady(browser, site.address);
        await browser.draw(fitStrokes(seven.strokes, await browser.evaluate('inkling.drawArea()')));
        assert.ok(await becomesTrue(browser, "inkling.current().text === '7'"), 'the drawing is read');

        await browser.evaluate(`(globalThis.isFirst = true, ${trap})`);
        const anew = "!globalThis.isFirst && globalThis.inkling?.current().text === '7'";
        assert.ok(await becomesTrue(browser, anew), 'another page reads the same drawing');
        assert.match(await browser.evaluate("document.querySelector('#notice').textContent"), /started anew/);

        // What is being written then is not kept either.
        await browser.draw(fitStrokes(seven.strokes, await browser.evaluate('inkling.drawArea()'), 0.4));
        await browser.evaluate(`(globalThis.isSecond = true, ${trap})`);
        assert.ok(await browser.evaluate(visibleText(/has stopped/)), 'a message says so');
        assert.match(await browser.evaluate("document.querySelector('#message').textContent"), /a trap of this test/);
        assert.ok(await browser.evaluate('globalThis.isSecond'), 'the page has not been loaded a third time');
        await browser.screenshot(await outputFile(`${name}-stopped.png`));

        await openReady(browser, site.address);
        assert.equal(await browser.evaluate('inkling.current().text'), '', 'the next visit begins with an empty sheet');
      } finally {
        await site.close();
      }
    });

    test('while it starts is started anew', async () => {
      const site = await serveSite({ stubs: ['trap-once.js'] });
      try {
        await browser.open(site.address);
        assert.ok(await becomesTrue(browser, 'sessionStorage.trapped && history.state?.restarted && inkling.stats().frames > 0'));
      } finally {
        await site.close();
      }
    });
  });
}
