// Drawings through real input events, ours and people's: what the page reads of each is what the native program reads.
// The browsers draw side by side: each event waits for a frame, and WebKitGTK's driver sends one event a frame.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { drawAndCompare } from './compare.mjs';
import { fitStrokes, foldOfWriter, readInk, spread } from './ink.mjs';
import { ownDrawings, sharedDigits } from './project.mjs';
import { complaints, openReady, serveSite } from './site.mjs';

describe('drawings', { concurrency: true }, () => {
  for (const name of browserNames) {
    describe(`in ${name}`, { concurrency: 1 }, () => {
      let site;
      let browser;
      let area;
      before(async () => {
        site = await serveSite();
        browser = await launch(name);
        await openReady(browser, site.address);
        area = await browser.evaluate('inkling.drawArea()');
      });
      after(async () => {
        await browser?.close();
        await site?.close();
      });
      const fitted = (drawing) => ({ ...drawing, strokes: fitStrokes(drawing.strokes, area) });

      test('reads our own drawings as the native program does', async (t) => {
        const drawings = readInk(ownDrawings).map(fitted);
        const { native, largest } = await drawAndCompare(browser, drawings);
        t.diagnostic(`${name}: the largest difference of a probability is ${largest.toExponential(1)}`);
        const wrong = drawings.filter(({ label }, i) => native[i].text !== label);
        assert.deepEqual(wrong.map(({ label, writer }) => `${label} ${writer}`), [], 'our own drawings read wrongly');
      });

      test('reads 200 drawings of writers it has not seen as the native program does', async (t) => {
        const files = sharedDigits();
        if (!files) return t.skip('../shared/ink is not there (set INKLING_SHARED to the folder that has it)');
        const unseen = files.map((file) => readInk(file).filter(({ writer }) => foldOfWriter(writer) === 0));
        const drawings = unseen.flatMap((all) => spread(all, 100)).map(fitted);
        assert.equal(drawings.length, 200);
        const { native, largest } = await drawAndCompare(browser, drawings);
        const right = drawings.filter(({ label }, i) => native[i].text === label).length;
        t.diagnostic(`${name}: ${right} of 200 right; the largest difference is ${largest.toExponential(1)}`);
      });

      test('nothing of this complained', async () => assert.deepEqual(await complaints(browser), []));
    });
  }
});
