// Numbers on the sheet, what is no digit, and the choice between one digit and several.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { tolerance } from './compare.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import { nativeReadings, ownDrawings } from './project.mjs';
import { openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;

const zigzag = [[[0, 0], [100, 20], [10, 60], [90, 80], [20, 20], [80, 100], [10, 100], [100, 0], [50, 120], [0, 50]]];

for (const name of browserNames) {
  describe(`numbers in ${name}`, () => {
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
    beforeEach(() => browser.evaluate('inkling.clear()'));

    const numberOnSheet = (text) =>
      fitStrokes(besideEachOther([...text].map(strokesOf)), area, 0.9);
    const choose = (mode) => browser.evaluate(`document.querySelector('input[name=mode][value=${mode}]').click()`);

    for (const text of ['42', '1905', '31415926'])
      test(`reads ${text} as the native program does, with a box for each digit`, async () => {
        const strokes = numberOnSheet(text);
        const [native] = await nativeReadings([{ strokes }], { mode: 'number' });
        await browser.draw(strokes);
        const { reading, status } = await readingShown(browser);
        assert.equal(reading.text, text);
        assert.equal(native.text, text);
        assert.match(status, new RegExp(text));
        assert.deepEqual(reading.digits.map(({ label }) => label).join(''), text);
        for (const [i, digit] of reading.digits.entries()) {
          assert.ok(Math.abs(digit.confidence - native.digits[i].confidence) <= tolerance);
          assert.equal(digit.top.length, 3);
          if (i) assert.ok(digit.box[0] > reading.digits[i - 1].box[0], 'from left to right');
        }
        const product = reading.digits.reduce((all, { confidence }) => all * confidence, 1);
        assert.ok(Math.abs(product - reading.confidence) < 1e-5);
      });

    test('a number grows as it is written, and shrinks as it is taken back', async () => {
      const strokes = numberOnSheet('360');
      const seen = [];
      for (const stroke of strokes) {
        await browser.draw([stroke]);
        seen.push((await readingShown(browser)).reading.text);
      }
      for (let i = 0; i < strokes.length; ++i) {
        await browser.evaluate('inkling.undo()');
        seen.push((await readingShown(browser)).reading.text);
      }
      assert.deepEqual(seen, ['3', '36', '360', '36', '3', '']);
    });

    test('hovering a digit of the answer, or the arrow keys, tell of that digit', async () => {
      await browser.draw(numberOnSheet('360'));
      await readingShown(browser);
      const status = () => browser.evaluate("document.getElementById('result').textContent");
      await browser.evaluate("document.getElementById('answer').focus()");
      await browser.press('ArrowRight');
      await readingShown(browser);
      assert.match(await status(), /^digit 1: 3, /);
      await browser.press('ArrowRight');
      await readingShown(browser);
      assert.match(await status(), /^digit 2: 6, /);
      await browser.evaluate("document.activeElement.blur()");
      await readingShown(browser);
      assert.match(await status(), /^360, /);
      const found = await browser.evaluate(`(async () => {
        const answer = document.getElementById('answer');
        const { left, right, top, bottom } = answer.getBoundingClientRect();
        const spoken = new Set();
        for (let y = top + 4; y < bottom; y += 40) for (let x = left + 4; x < right; x += 24) {
          answer.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, pointerType: 'mouse', bubbles: true }));
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          spoken.add(document.getElementById('result').textContent);
        }
        return [...spoken];
      })()`);
      for (const label of ['digit 1: 3', 'digit 2: 6', 'digit 3: 0'])
        assert.ok(found.some((text) => text?.startsWith(label)), `${label} is not among ${found.join('; ')}`);
    });

    test('every own drawing is one digit where the page chooses, as where one digit is asked for', async () => {
      for (const { strokes, label } of own) {
        const [chosen, digit] = await browser.evaluate(`Promise.all(['automatic', 'digit'].map((mode) =>
          inkling.recognize({ strokes: ${JSON.stringify(strokes)} }, { mode })))`);
        assert.equal(chosen.text, label);
        assert.equal(chosen.digits.length, 1);
        assert.equal(digit.text, label);
      }
    });

    test('asked for one digit, it reads one', async () => {
      await choose('digit');
      try {
        await browser.draw(numberOnSheet('42'));
        assert.equal((await readingShown(browser)).reading.digits.length, 1);
        await choose('number');
        assert.equal((await readingShown(browser)).reading.text, '42');
      } finally {
        await choose('automatic');
      }
    });

    test('says that a scribble is no digit, and nothing of an empty sheet', async () => {
      assert.equal((await readingShown(browser)).status, '');
      await browser.draw(fitStrokes(zigzag, area));
      const { reading, status } = await readingShown(browser);
      assert.equal(reading.rejected, true);
      assert.match(status, /^Not a digit/);
    });

    test('a tap is no digit, even one that slips', async () => {
      const [x, y] = [area.x + area.width / 2, area.y + area.height / 2].map(Math.round);
      for (const dot of [[[x, y]], [[x, y], [x, y + 3]], [[x, y], [x + 4, y + 2], [x + 5, y + 6]]]) {
        await browser.draw([dot]);
        const { reading, status } = await readingShown(browser);
        assert.equal(reading.rejected, true, JSON.stringify(dot));
        assert.match(status, /^Not a digit/);
        await browser.evaluate('inkling.clear()');
      }
    });

    test('a point in a number is no digit, and shows as such', async () => {
      const [four, two] = ['4', '2'].map((label) => besideEachOther([strokesOf(label)]));
      const right = Math.max(...four.flat().map(([x]) => x));
      const point = [[[right + 0.2, 0.95], [right + 0.24, 1]]];
      const behind = two.map((stroke) => stroke.map(([x, y]) => [right + 0.4 + x, y]));
      await browser.draw(fitStrokes([...four, ...point, ...behind], area, 0.9));
      const { reading, status } = await readingShown(browser);
      assert.equal(reading.rejected, true);
      assert.deepEqual(reading.digits.map(({ confidence }) => confidence > 0.5), [true, false, true]);
      assert.equal(status, 'Not sure: 4?2. Digit 2: Not a digit');
    });

    test('a doubtful reading names its rivals', async (t) => {
      const doubtful = await browser.evaluate(`(async () => {
        const drawings = ${JSON.stringify(own.map(({ strokes }) => strokes))};
        for (const strokes of drawings) for (let k = 4; k < strokes[0].length; ++k) {
          const cut = [strokes[0].slice(0, k)];
          const { rejected, digits } = await inkling.recognize({ strokes: cut }, { mode: 'digit' });
          if (digits.length === 0) continue;
          const [first, second] = digits[0].top;
          if (first.probability < 0.75 && second.probability > 0.2 && first.probability + second.probability > 0.85)
            return { strokes: cut, labels: [first.label, second.label] };
        }
        return null;
      })()`);
      assert.ok(doubtful, 'no part of our own drawings is doubtful');
      await browser.draw(fitStrokes(doubtful.strokes, area));
      const { reading, status } = await readingShown(browser);
      const [first, second] = reading.digits[0].top;
      t.diagnostic(`${name}: "${status}"`);
      if (second.probability >= 0.15) assert.equal(status, `Not sure: ${first.label} or ${second.label}?`);
      else assert.match(status, new RegExp(`^${first.label}, `));

      await browser.evaluate('inkling.clear()');
      const between = besideEachOther([strokesOf('0'), doubtful.strokes, strokesOf('5')]);
      await browser.draw(fitStrokes(between, area, 0.9));
      const number = await readingShown(browser);
      const [, rival] = number.reading.digits[1].top;
      if (rival.probability >= 0.15) assert.match(number.status, /^Not sure: 0\d5\. Digit 2: \d or \d\?$/);
    });
  });
}
