// What axe-core finds wrong with the document, in every state of the page: nothing.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { launch } from './browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import { mnistFolder, ownDrawings, testSet } from './project.mjs';
import { becomesTrue, openReady, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;
const axe = readFileSync(path.join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'));
const hasMnist = existsSync(path.join(mnistFolder, 't10k-images-idx3-ubyte'));

// What is wrong, each with where.  The page's policy lets no other script in than one of its own host.
const violations = (browser) => browser.evaluate(`(async () => {
  if (!globalThis.axe) await new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: '/pages/axe.min.js' });
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary));
})()`);

const showEvidence = async (browser) => {
  await browser.evaluate("document.getElementById('tab-evidence').click()");
  await becomesTrue(browser, "document.querySelector('#card table')");
};

// What brings the page into each state, one after the other.
const states = [
  ['empty', async () => {}],
  ['a digit', async (browser, area) => browser.draw(fitStrokes(strokesOf('7'), area))],
  ['a number', async (browser, area) => {
    await browser.evaluate('inkling.clear()');
    await browser.draw(fitStrokes(besideEachOther(['3', '6', '0'].map(strokesOf)), area, 0.8));
  }],
  ['a word of the page', (browser) => browser.evaluate("document.getElementById('copy').click()")],
  ['the picture menu', (browser) => browser.evaluate(`(document.getElementById('picture-menu').hidden = false,
    document.getElementById('picture').setAttribute('aria-expanded', true))`)],
  ['the details', (browser) => browser.evaluate(`(document.getElementById('picture-menu').hidden = true,
    document.getElementById('picture').setAttribute('aria-expanded', false), document.getElementById('more').click())`)],
  ['the tab Inside', async (browser) => {
    await browser.evaluate("document.getElementById('tab-inside').click()");
    await becomesTrue(browser, "document.getElementById('inside').childNodes.length");
  }],
  ['the tab Evidence', showEvidence],
  ['all that unfolds in it', (browser) => browser.evaluate(
    "document.querySelectorAll('#evidence details').forEach((one) => { one.open = true; })")],
  ['a test set that was read', async (browser) => {
    if (!hasMnist) return;
    const { images, labels } = await testSet(400);
    const files = JSON.stringify({ images: images.toString('base64'), labels: labels.toString('base64') });
    await browser.evaluate(`(() => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(${files}))
        data.items.add(new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], name));
      const input = document.querySelector('#try input');
      input.files = data.files;
      input.dispatchEvent(new Event('change'));
    })()`);
    assert.ok(await becomesTrue(browser, "document.querySelector('#confusion td[tabindex=\"0\"]')"), 'it was read');
    await browser.evaluate("document.querySelector('#confusion td[tabindex=\"0\"]').click()");
  }],
];

const screens = [
  ['a desktop', { width: 1280, height: 800 }], ['a dark desktop', { width: 1280, height: 800, dark: true }],
  ['a phone', { width: 390, height: 844, scale: 2 }], ['a dark phone', { width: 390, height: 844, scale: 2, dark: true }],
];

describe('axe-core finds nothing wrong', () => {
  for (const [screen, options] of screens)
    test(`on ${screen}, in any state`, async (t) => {
      const site = await serveSite();
      site.mounts['/pages/axe.min.js'] = axe;
      const browser = await launch('chromium', options);
      try {
        await openReady(browser, site.address);
        const area = await browser.evaluate('inkling.drawArea()');
        for (const [state, bring] of states)
          await t.test(state, async () => {
            await bring(browser, area);
            // Colours that are on their way are not those that will be seen.
            assert.ok(await becomesTrue(browser, 'document.getAnimations().length === 0'));
            assert.deepEqual(await violations(browser), []);
          });
      } finally {
        await browser.close();
        await site.close();
      }
    });

  for (const dark of [false, true])
    test(`in the message of a page that cannot work, ${dark ? 'dark' : 'light'}`, async () => {
      const site = await serveSite({ stubs: ['without-webgl2.js'] });
      site.mounts['/pages/axe.min.js'] = axe;
      const browser = await launch('chromium', { width: 390, height: 844, dark });
      try {
        await browser.open(site.address);
        assert.ok(await becomesTrue(browser, "!document.getElementById('message').hidden"));
        assert.deepEqual(await violations(browser), []);
      } finally {
        await browser.close();
        await site.close();
      }
    });
});
