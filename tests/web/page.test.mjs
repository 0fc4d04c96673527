// The page in three browsers: what it reads, how it is handled, and that it keeps to itself.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { differenceOf, drawAndCompare, firstDigit } from './compare.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { nativeReadings, ownDrawings } from './project.mjs';
import { complaints, keptOffline, openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const oneOfEach = own.filter(({ label }, i) => own.findIndex((other) => other.label === label) === i);
const drawingOf = (label, style) =>
  own.find((drawing) => drawing.label === label && drawing.writer === `inkling-${style}`);

// (module (func (result v128) (i8x16.relaxed_swizzle (i8x16.splat (i32.const 1)) (i8x16.splat (i32.const 2)))))
const moduleWithRelaxedSimd = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
  10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
];

// The centre of the button that is named so, as a point to click on.
const centreOfButton = (name) => `(() => {
  const button = [...document.querySelectorAll('button')].find((b) => ${name}.test(b.ariaLabel ?? b.textContent));
  const { left, top, width, height } = button.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
})()`;

// Walks with Tab from the page's beginning until the button that is named so has the focus.
async function focusButton(browser, name) {
  await browser.evaluate(`(({ body }) => {
    body.tabIndex = -1;
    body.focus();
    body.removeAttribute('tabindex');
  })(document)`);
  const visited = [];
  for (let i = 0; i < 25; ++i) {
    await browser.press('Tab');
    const [tag, label] = await browser.evaluate(
      '(({ tagName, ariaLabel, textContent }) => [tagName, ariaLabel ?? textContent])(document.activeElement)',
    );
    if (tag === 'BUTTON' && name.test(label)) return;
    visited.push(tag);
  }
  assert.fail(`Tab never reaches ${name}, only ${visited.join(', ')}`);
}

for (const name of browserNames) {
  describe(`page in ${name}`, () => {
    let site;
    let browser;
    let area;
    let requestsOfLoading;

    before(async () => {
      site = await serveSite();
      browser = await launch(name);
      await openReady(browser, site.address);
      area = await browser.evaluate('inkling.drawArea()');
      await keptOffline(browser);
      requestsOfLoading = site.requests.length;
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });
    beforeEach(() => browser.evaluate('inkling.clear()'));

    const fitted = (drawing) => ({ ...drawing, strokes: fitStrokes(drawing.strokes, area) });
    const reads = async (strokes) => {
      const [native] = await nativeReadings([{ strokes }]);
      differenceOf(await readingShown(browser), native, JSON.stringify(strokes));
      return native;
    };
    const isEmpty = async () => {
      const { reading, status } = await readingShown(browser);
      assert.deepEqual([reading.text, reading.digits, reading.rejected], ['', [], false]);
      assert.equal(firstDigit(status), '', `#result says "${status}" of an empty sheet`);
    };

    test('an empty sheet shows no prediction', async () => {
      await isEmpty();
      assert.equal(await browser.evaluate("document.querySelector('#result').getAttribute('role')"), 'status');
    });

    test('the sheet is large and lies within the viewport', async () => {
      const [width, height] = await browser.evaluate('[innerWidth, innerHeight]');
      assert.ok(area.x >= 0 && area.y >= 0, JSON.stringify(area));
      assert.ok(area.x + area.width <= width && area.y + area.height <= height, JSON.stringify(area));
      assert.ok(area.width * area.height >= 0.25 * width * height, JSON.stringify(area));
    });

    test('nothing is drawn over two idle seconds, with and without ink', async () => {
      const framesWhileIdle = () =>
        browser.evaluate(`(async () => {
          const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
          // What has begun to move may take its time on a busy machine.
          let before = -1;
          for (let i = 0; i < 20 && before !== inkling.stats().frames; ++i) {
            before = inkling.stats().frames;
            await pause(500);
          }
          await pause(2000);
          return [before, inkling.stats().frames - before];
        })()`);
      const [empty, whileEmpty] = await framesWhileIdle();
      await browser.draw(fitted(own[0]).strokes);
      const [written, whileWritten] = await framesWhileIdle();
      assert.deepEqual([whileEmpty, whileWritten], [0, 0]);
      assert.ok(empty > 0 && written > empty, `${empty} frames before drawing, ${written} after it`);
    });

    for (const pointer of ['pen', 'touch']) {
      test(`reads what is drawn by ${pointer}`, async (t) => {
        if (!browser.pointers.includes(pointer)) return t.skip(`the driver of ${browser.version} has no ${pointer}`);
        // A touch is a palm's as long as the pen of the test before is near.
        await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 200))');
        await drawAndCompare(browser, oneOfEach.map(fitted), pointer);
      });
    }

    test('runs relaxed SIMD where the browser has it, and SIMD128 elsewhere', async () => {
      const hasRelaxed = await browser.evaluate(`WebAssembly.validate(new Uint8Array([${moduleWithRelaxedSimd}]))`);
      assert.equal((await browser.evaluate('inkling.stats()')).simd, hasRelaxed ? 'relaxed' : 'simd128');
      const programs = site.requests.map(({ path }) => path).filter((path) => path.endsWith('.wasm'));
      assert.ok(programs.length >= 1);
      for (const program of programs) assert.match(program, hasRelaxed ? /relaxed/ : /simd128/);
    });

    test('recognize() reads the strokes as the sheet does, and a picture of them', async () => {
      const { strokes } = fitted(drawingOf('7', 'plain'));
      const [native] = await nativeReadings([{ strokes }]);
      const read = await browser.evaluate(`inkling.recognize({ strokes: ${JSON.stringify(strokes)} })`);
      differenceOf({ reading: read, status: native.text }, native, 'the strokes of a 7');
      const picture = await browser.evaluate(`(() => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        pen.fillStyle = 'white';
        pen.fillRect(0, 0, 1200, 900);
        Object.assign(pen, { lineWidth: 40, lineCap: 'round', lineJoin: 'round' });
        for (const stroke of ${JSON.stringify(strokes)}) {
          pen.beginPath();
          for (const [x, y] of stroke) pen.lineTo(x, y);
          pen.stroke();
        }
        return inkling.recognize(pen.getImageData(0, 0, 1200, 900));
      })()`);
      assert.equal(picture.text, '7');
      await isEmpty();
    });

    test('Undo takes one stroke back, by mouse and by keyboard', async () => {
      const { strokes } = fitted(drawingOf('4', 'open'));
      assert.equal(strokes.length, 2);
      await browser.draw(strokes);
      await reads(strokes);
      await browser.draw([[await browser.evaluate(centreOfButton('/undo/i'))]]);
      await reads(strokes.slice(0, 1));
      await focusButton(browser, /undo/i);
      await browser.press('Enter');
      await isEmpty();
    });

    test('Clear empties the sheet, by mouse and by keyboard', async () => {
      const { strokes } = fitted(drawingOf('5', 'two-strokes'));
      await browser.draw(strokes);
      await reads(strokes);
      await browser.draw([[await browser.evaluate(centreOfButton('/clear/i'))]]);
      await isEmpty();
      await browser.draw(strokes);
      await focusButton(browser, /clear/i);
      await browser.press('Enter');
      await isEmpty();
      await browser.draw(strokes);
      await reads(strokes);
    });

    test('a stroke may leave the sheet and come back', async () => {
      const { strokes } = fitted(drawingOf('7', 'plain'));
      const right = Math.max(...strokes.flat().map(([x]) => x));
      const shift = Math.round(area.x + area.width + 40 - right);
      assert.ok(right + shift < (await browser.evaluate('innerWidth')), 'there is room beside the sheet');
      const over = strokes.map((stroke) => stroke.map(([x, y]) => [x + shift, y]));
      await browser.draw(over);
      await reads(over);
    });

    test('a second finger while drawing does no harm', async (t) => {
      if (!browser.touch) return t.skip(`the driver of ${browser.version} has one finger at most`);
      const { strokes } = fitted(drawingOf('3', 'round'));
      const [stroke] = strokes;
      const finger = ([x, y], id = 0) => ({ id, x, y });
      const palm = [Math.round(area.x + 20), Math.round(area.y + area.height - 20)];
      const third = Math.floor(stroke.length / 3);
      await browser.touch([
        ...stroke.slice(0, third).map((point) => [finger(point)]),
        ...stroke.slice(third, 2 * third).map((point) => [finger(point), finger(palm, 1)]),
        ...stroke.slice(2 * third - 1).map((point) => [finger(point)]),
      ]);
      await reads([stroke]);
    });

    test('keeps the drawing when the window changes its size', async () => {
      const { strokes } = fitted(drawingOf('2', 'looped'));
      await browser.draw(strokes);
      await browser.resize(460, 800);
      try {
        await reads(strokes);
        const small = await browser.evaluate('inkling.drawArea()');
        assert.ok(small.x >= 0 && small.x + small.width <= 460, JSON.stringify(small));
        await browser.evaluate('inkling.clear()');
        await drawAndCompare(browser, oneOfEach.map((drawing) => ({ strokes: fitStrokes(drawing.strokes, small) })));
      } finally {
        await browser.resize(1100, 760);
      }
    });

    test('its policy allows nothing but its own files, its one script in the page, and WebAssembly', async () => {
      const policy = await browser.evaluate(
        `document.querySelector('meta[http-equiv="Content-Security-Policy" i]').content`,
      );
      const inPage = await browser.evaluate("[...document.querySelectorAll('script:not([src])')].map((script) => script.textContent)");
      assert.equal(inPage.length, 1);
      const hash = createHash('sha256').update(inPage[0]).digest('base64');
      const allowed = new Set(["'self'", "'none'", "'wasm-unsafe-eval'", `'sha256-${hash}'`]);
      const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
      assert.ok(directives.some(([directive]) => directive === 'default-src'), policy);
      assert.deepEqual(directives.flatMap(([, ...sources]) => sources).filter((source) => !allowed.has(source)), []);
    });

    test('after all this: no other host was asked, nothing was loaded late, and nothing complained', async () => {
      const elsewhere = (await browser.requests()).filter((address) => !address.startsWith(site.address));
      assert.deepEqual(elsewhere.filter((address) => !address.endsWith('/pages/recorder.js')), []);
      // Browsers ask for another version of the service worker when they please.
      const late = site.requests.slice(requestsOfLoading).filter(({ path }) => !path.endsWith('/service-worker.js'));
      assert.deepEqual(late, []);
      assert.deepEqual(site.requests.filter(({ status }) => status !== 200), []);
      assert.deepEqual(await complaints(browser), []);
    });
  });
}
