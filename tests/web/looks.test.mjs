// Pictures of the page to be looked at, in build/test-output, and what can be said of its layout without looking.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { outputFile, ownDrawings } from './project.mjs';
import { openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const drawing = own.find(({ label, writer }) => label === '2' && writer === 'inkling-looped');

const looks = [
  ['desktop', { width: 1280, height: 800 }],
  ['dark', { width: 1280, height: 800, dark: true }],
  ['phone', { width: 390, height: 844, scale: 2 }],
  ['phone-dark', { width: 390, height: 844, scale: 2, dark: true }],
  ['phone-lying', { width: 844, height: 390, scale: 2 }],
];

// What would make the page scroll or stick out of it, and controls too small for a finger.
const layoutFaults = `(() => {
  const faults = [];
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  if (scrollHeight > innerHeight) faults.push('the page scrolls down by ' + (scrollHeight - innerHeight));
  for (const button of document.querySelectorAll('button, a[href], input, summary')) {
    const { left, right, width, height } = button.getBoundingClientRect();
    if (width === 0 || getComputedStyle(button).visibility !== 'visible') continue;
    const name = button.ariaLabel ?? button.textContent.trim();
    if (left < 0 || right > innerWidth) faults.push(name + ' sticks out');
    if (button.matches('button') && Math.min(width, height) < 32) faults.push(name + ' is ' + width + ' x ' + height);
  }
  return faults;
})()`;

// How many colours the app draws with where the element of that id is, or the right share of it, in the frame in which
// all is drawn anew.
const coloursAt = (id, share = 1) => `new Promise((resolve) => {
  inkling.undo();
  inkling.redo();
  requestAnimationFrame(() => {
    const { right, y, width: whole, height } = document.getElementById('${id}').getBoundingClientRect();
    const width = Math.round(whole * ${share}), x = right - width;
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    const paper = copy.getContext('2d');
    const ratio = document.getElementById('canvas').width / innerWidth;
    paper.drawImage(document.getElementById('canvas'), x * ratio, y * ratio, width * ratio, height * ratio, 0, 0, width, height);
    resolve(new Set(new Uint32Array(paper.getImageData(0, 0, copy.width, copy.height).data.buffer)).size);
  });
})`;

for (const name of browserNames) {
  describe(`looks in ${name}`, () => {
    let site;
    before(async () => {
      site = await serveSite();
    });
    after(() => site.close());

    for (const [look, options] of looks) {
      test(`${look}: the sheet and its controls fit, empty and written on`, async () => {
        const browser = await launch(name, options);
        try {
          await openReady(browser, site.address);
          const settled = 'new Promise((resolve) => setTimeout(resolve, 400))';
          await browser.evaluate(settled);
          await browser.screenshot(await outputFile(`${name}-${look}-empty.png`));
          const isPhone = look.startsWith('phone');
          const pointer = isPhone && browser.pointers.includes('touch') ? 'touch' : 'mouse';
          const area = await browser.evaluate('inkling.drawArea()');
          const [width, height] = await browser.evaluate('[innerWidth, innerHeight]');
          const shown = JSON.stringify({ area, width, height });
          assert.ok(area.x >= 0 && area.x + area.width <= width, shown);
          assert.ok(area.y >= 0 && area.y + area.height <= height, shown);
          assert.ok(Math.min(area.width, area.height) >= 200, shown);
          await browser.draw(fitStrokes(drawing.strokes, area), pointer);
          assert.equal((await readingShown(browser)).reading.text, '2');
          await browser.evaluate(settled);
          await browser.screenshot(await outputFile(`${name}-${look}.png`));
          assert.deepEqual(await browser.evaluate(layoutFaults), []);
        } finally {
          await browser.close();
        }
      });
    }

    test('desktop: the glyph takes all the place it has', async () => {
      const browser = await launch(name, { width: 1280, height: 800 });
      try {
        await openReady(browser, site.address);
        await browser.draw(fitStrokes(drawing.strokes, await browser.evaluate('inkling.drawArea()')), 'mouse');
        await readingShown(browser);
        assert.ok(await browser.evaluate(coloursAt('glyph', 1 / 28)) > 1);
      } finally {
        await browser.close();
      }
    });

    test('phone: the bars and the glyph lie on the panel of the details, not under it', async () => {
      const browser = await launch(name, { width: 390, height: 844, scale: 2 });
      try {
        await openReady(browser, site.address);
        await browser.draw(fitStrokes(drawing.strokes, await browser.evaluate('inkling.drawArea()')), 'mouse');
        await readingShown(browser);
        await browser.evaluate("document.getElementById('more').click()");
        await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 600))');
        await browser.screenshot(await outputFile(`${name}-phone-details.png`));
        for (const view of ['bars', 'glyph']) assert.ok(await browser.evaluate(coloursAt(view)) > 2, view);
      } finally {
        await browser.close();
      }
    });
  });
}
