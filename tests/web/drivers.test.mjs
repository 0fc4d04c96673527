// The drivers themselves: what the tests send is what a page gets.
import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { serveStatic } from '../../tools/lib/static-server.mjs';
import { browserNames, launch } from './browsers.mjs';

const pages = path.join(import.meta.dirname, 'pages');

// A circle of 60 points that are all different, around (x, y).
const circle = (x, y, radius) =>
  Array.from({ length: 60 }, (_, i) => [
    Math.round(x + radius * Math.cos(i / 9.6)),
    Math.round(y + radius * Math.sin(i / 9.6)),
  ]);

for (const name of browserNames) {
  describe(`driver ${name}`, () => {
    let server;
    let browser;
    before(async () => {
      server = await serveStatic({ '/pages/': pages });
      browser = await launch(name, { width: 940, height: 640, scale: 2, dark: true });
      await browser.open(`${server.origin}/pages/pointer-recorder.html`);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    for (const pointer of ['mouse', 'pen', 'touch']) {
      test(`every point of a drawing arrives once and in order, drawn by ${pointer}`, async (t) => {
        if (!browser.pointers.includes(pointer)) return t.skip(`the driver of ${browser.version} has no ${pointer}`);
        await browser.evaluate('recorded.strokes.length = 0');
        const strokes = [circle(200, 200, 120), circle(500, 300, 90), [[700, 500]], [[650, 80], [900 - 1, 0]]];
        await browser.draw(strokes, pointer);
        const { strokes: arrived } = await browser.evaluate('recorded');
        assert.deepEqual(arrived.map(({ points }) => points), strokes);
        assert.ok(arrived.every(({ type }) => type === pointer), arrived[0]?.type);
      });
    }

    test('fingers come, move and leave one by one', async (t) => {
      if (!browser.touch) return t.skip(`the driver of ${browser.version} has one finger at most`);
      await browser.evaluate('recorded.strokes.length = 0');
      const finger = (id, x, y) => ({ id, x, y });
      await browser.touch([
        [finger(0, 100, 100)],
        [finger(0, 120, 110)],
        [finger(0, 120, 110), finger(1, 400, 400)],
        [finger(0, 140, 120), finger(1, 420, 420)],
        [finger(0, 140, 120)],
        [finger(0, 160, 130)],
      ]);
      const { strokes } = await browser.evaluate('recorded');
      assert.deepEqual(strokes, [
        { type: 'touch', points: [[100, 100], [120, 110], [140, 120], [160, 130]] },
        { type: 'touch', points: [[400, 400], [420, 420]] },
      ]);
    });

    test('keys arrive, and Tab moves the focus', async () => {
      await browser.press('Tab');
      await browser.press('Enter');
      await browser.press('Control+z');
      const { keys } = await browser.evaluate('recorded');
      const pressed = keys.filter((key) => !key.startsWith('Control'));
      assert.deepEqual(pressed, ['Tab@BODY', 'Enter@BUTTON', 'z@BUTTON']);
    });

    test('the viewport, its scale and the colour scheme are what was asked for', async () => {
      const view = '[innerWidth, innerHeight, devicePixelRatio, matchMedia("(prefers-color-scheme: dark)").matches]';
      assert.deepEqual(await browser.evaluate(view), [940, 640, 2, true]);
      await browser.resize(700, 500);
      assert.deepEqual(await browser.evaluate(view), [700, 500, 2, true]);
    });

    test('a screenshot is a PNG of the viewport', async () => {
      const file = path.join(os.tmpdir(), `inkling-driver-${name}-${process.pid}.png`);
      await browser.screenshot(file);
      const bytes = await readFile(file);
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
      assert.equal(bytes.readUInt32BE(16), 2 * (await browser.evaluate('innerWidth')));
      assert.ok((await stat(file)).size > 500);
    });

    test('the page asked this server and no other', async () => {
      const requests = await browser.requests();
      assert.ok(requests.length >= 2, requests.join());
      assert.ok(requests.every((address) => address.startsWith(server.origin)), requests.join());
    });

    test('an expression that throws fails, a promise is awaited', async () => {
      await assert.rejects(browser.evaluate('nothing.there'), /nothing/);
      assert.equal(await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 20, 7))'), 7);
    });
  });
}
