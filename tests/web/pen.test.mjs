// What pen, eraser and fingers do on the sheet, and what stays there after a reload.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import { ownDrawings } from './project.mjs';
import { complaints, openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;

for (const name of browserNames) {
  describe(`pen in ${name}`, () => {
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

    const number = (text) => fitStrokes(besideEachOther([...text].map(strokesOf)), area, 0.9);
    const textShown = async () => (await readingShown(browser)).reading.text;
    const click = (id) => browser.evaluate(`document.getElementById('${id}').click()`);
    const isDisabled = async (id) => {
      await readingShown(browser);
      return browser.evaluate(`document.getElementById('${id}').getAttribute('aria-disabled') === 'true'`);
    };

    test('the eraser takes away the strokes that it crosses, and undo brings all of them back', async () => {
      const strokes = number('360');
      await browser.draw(strokes);
      assert.equal(await textShown(), '360');
      await click('eraser');
      try {
        const six = strokes[1];
        const middle = Math.round(six.reduce((sum, [, y]) => sum + y, 0) / six.length);
        const [left, right] = [Math.min, Math.max].map((of) => of(...six.map(([x]) => x)));
        await browser.draw([[[left - 4, middle], [right + 4, middle]]]);
        assert.equal(await textShown(), '30');
        await browser.evaluate('inkling.undo()');
        assert.equal(await textShown(), '360');
        // Across everything, in one gesture.
        await browser.draw([[[area.x + 8, middle], [Math.round(area.x + area.width - 8), middle]]]);
        assert.equal(await textShown(), '');
        await browser.evaluate('inkling.undo()');
        assert.equal(await textShown(), '360');
      } finally {
        await click('eraser');
      }
    });

    test('undo and redo walk through all that was done, by keyboard as well', async () => {
      const strokes = number('36');
      await browser.draw(strokes);
      await browser.press('Control+z');
      assert.equal(await textShown(), '3');
      assert.equal(await isDisabled('redo'), false);
      await browser.press('Control+y');
      assert.equal(await textShown(), '36');
      assert.equal(await isDisabled('redo'), true);
      await browser.press('Control+z');
      await browser.press('Control+Shift+z');
      assert.equal(await textShown(), '36');
      await browser.press('Escape');
      assert.equal(await textShown(), '');
      await click('undo');
      assert.equal(await textShown(), '36');
      await click('undo');
      await browser.draw([strokes[1]]);
      assert.equal(await isDisabled('redo'), true, 'a new stroke ends what could be done again');
    });

    test('two fingers that tap undo, and leave nothing on the sheet', async (t) => {
      if (!browser.touch) return t.skip(`the driver of ${browser.version} has one finger at most`);
      await browser.draw(number('36'), 'touch');
      const [x, y] = [area.x + area.width / 3, area.y + area.height / 3].map(Math.round);
      await browser.touch([[{ id: 0, x, y }], [{ id: 0, x, y }, { id: 1, x: x + 90, y }]]);
      assert.equal(await textShown(), '3');
      await browser.touch([[{ id: 0, x, y }], [{ id: 0, x, y }, { id: 1, x: x + 90, y }]]);
      assert.equal(await textShown(), '');
    });

    test('a palm that lies down before or after the pen writes nothing', async () => {
      const [stroke] = number('3');
      const pointer = (type, x, y, more) => `sheet.dispatchEvent(new PointerEvent('${type}', { pointerId: 77,
        pointerType: 'touch', clientX: ${x}, clientY: ${y}, buttons: 1, bubbles: true, isPrimary: false, ${more} }))`;
      const [x, y] = [area.x + 40, area.y + 40];
      await browser.draw([stroke]);
      const before = await readingShown(browser);
      await browser.evaluate(`(() => {
        const sheet = document.getElementById('sheet');
        ${pointer('pointerdown', x, y, 'width: 90, height: 70')};
        ${pointer('pointermove', x + 30, y + 30, 'width: 90, height: 70')};
        ${pointer('pointerup', x + 30, y + 30, 'buttons: 0')};
      })()`);
      assert.deepEqual(await readingShown(browser), before);
    });

    test('a stroke goes on when the capture of its pointer is lost', async () => {
      const [stroke] = number('3');
      await browser.evaluate(`(() => {
        const sheet = document.getElementById('sheet');
        const lose = (event) => {
          if (!event.isTrusted || !sheet.hasPointerCapture(event.pointerId)) return;
          sheet.releasePointerCapture(event.pointerId);
          removeEventListener('pointermove', lose);
          globalThis.captureWasLost = true;
        };
        addEventListener('pointermove', lose);
      })()`);
      await browser.draw([stroke]);
      assert.equal(await browser.evaluate('globalThis.captureWasLost'), true);
      assert.equal(await textShown(), '3');
      await browser.evaluate('inkling.undo()');
      assert.equal(await textShown(), '', 'it was one stroke');
    });

    test('a window that changes its size under the pen loses nothing of the stroke', async () => {
      const send = (type, points, buttons) => browser.evaluate(`(() => {
        for (const [x, y] of ${JSON.stringify(points)})
          document.getElementById('sheet').dispatchEvent(new PointerEvent('${type}', { pointerId: 55, pointerType: 'pen',
            pressure: 0.5, button: ${type === 'pointermove' ? -1 : 0}, buttons: ${buttons}, clientX: x, clientY: y, bubbles: true }));
      })()`);
      const [stroke] = number('3');
      const half = Math.floor(stroke.length / 2);
      await send('pointerdown', [stroke[0]], 1);
      await send('pointermove', stroke.slice(1, half), 1);
      await browser.resize(700, 700);
      try {
        await readingShown(browser);
        const small = await browser.evaluate('inkling.drawArea()');
        const rest = [[small.x + 40, small.y + 40], [small.x + 60, small.y + 80], [small.x + 90, small.y + 90]].map((point) => point.map(Math.round));
        await send('pointermove', rest, 1);
        await send('pointerup', [rest.at(-1)], 0);
        await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
        const { strokes } = await browser.evaluate(`JSON.parse(localStorage.getItem(
          Object.keys(localStorage).find((key) => key.endsWith('drawing'))))`);
        assert.deepEqual(strokes.map(({ length }) => length), [half, 3], 'what was written before and what was after');
      } finally {
        await browser.resize(1100, 760);
      }
    });

    test('a lost WebGL context loses neither drawing nor reading', async () => {
      await browser.draw(number('36'));
      const before = await readingShown(browser);
      const frames = await browser.evaluate(`(async () => {
        const extension = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
        if (!extension) return -1;
        const pause = () => new Promise((resolve) => setTimeout(resolve, 300));
        extension.loseContext();
        await pause();
        const { frames } = inkling.stats();
        extension.restoreContext();
        await pause();
        return inkling.stats().frames - frames;
      })()`);
      assert.notEqual(frames, 0, 'it is drawn anew');
      assert.deepEqual(await readingShown(browser), before);
    });

    test('Tab reaches every control, and the arrow keys the choices', async () => {
      await browser.evaluate(`(({ body }) => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); })(document)`);
      const reached = [];
      for (let i = 0; i < 20; ++i) {
        await browser.press('Tab');
        reached.push(await browser.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.textContent"));
      }
      for (const control of ['mode', 'eraser', 'undo', 'redo', 'picture', 'clear', 'weights', 'copy', 'png', 'ink', 'Licences'])
        assert.ok(reached.includes(control), `${control} is not among ${reached.join(', ')}`);
    });

    test('the drawing, the choice of the mode and what is read come back after a reload', async () => {
      await browser.evaluate("document.querySelector('input[name=mode][value=number]').click()");
      await browser.draw(number('360'));
      const before = await browser.evaluate('inkling.current()');
      await openReady(browser, site.address);
      const { text, digits } = await browser.evaluate('inkling.current()');
      assert.equal(text, '360');
      for (const [i, { confidence }] of digits.entries()) assert.ok(Math.abs(confidence - before.digits[i].confidence) < 0.01);
      assert.equal(await browser.evaluate("document.querySelector('input[name=mode]:checked').value"), 'number');
      await browser.evaluate("document.querySelector('input[name=mode][value=automatic]').click()");
      await click('clear');
      await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
      await openReady(browser, site.address);
      assert.equal(await textShown(), '', 'what was cleared does not come back');
    });

    test('storage that is refused or damaged is no error', async () => {
      await browser.evaluate(`Object.keys(localStorage).forEach((key) => localStorage.setItem(key, '{"sheet":[1],"strokes":[[['))`);
      await browser.evaluate(`localStorage.setItem(Object.keys(localStorage)[0] ?? 'x', '"nonsense"')`);
      await openReady(browser, site.address);
      await browser.evaluate("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }");
      await browser.draw(number('36'));
      await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
      assert.equal(await textShown(), '36');
      assert.deepEqual(await complaints(browser), []);
    });
  });
}
