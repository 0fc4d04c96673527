// Other weights, and taking the drawing along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { differenceOf } from './compare.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import { nativeReadings, ownDrawings, tinyWeights } from './project.mjs';
import { becomesTrue, complaints, openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;

for (const name of browserNames) {
  describe(`weights and downloads in ${name}`, () => {
    let site;
    let browser;
    let strokes;
    before(async () => {
      site = await serveSite();
      browser = await launch(name);
      await openReady(browser, site.address);
      strokes = fitStrokes(strokesOf('7'), await browser.evaluate('inkling.drawArea()'));
      await browser.draw(strokes);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const choose = (weights) => browser.evaluate(`document.querySelector('input[name=weights][value=${weights}]').click()`);
    const until = (condition) => becomesTrue(browser, condition);
    const printed = (pattern) => until(`${pattern}.test(document.getElementById('print').textContent)`);
    // Runs an action and returns what it downloads: {name, type, base64}.
    const downloadOf = (id) => browser.evaluate(`new Promise((resolve, reject) => {
      const { click } = HTMLAnchorElement.prototype;
      setTimeout(reject, 10000, new Error('nothing was downloaded'));
      HTMLAnchorElement.prototype.click = async function () {
        HTMLAnchorElement.prototype.click = click;
        const blob = inklingBlobs.get(this.href);
        const bytes = new Uint8Array(await blob.arrayBuffer());
        resolve({ name: this.download, type: blob.type, base64: btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')) });
      };
      globalThis.inklingBlobs = new Map();
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => {
        const address = createObjectURL.call(URL, blob);
        inklingBlobs.set(address, blob);
        return address;
      };
      document.getElementById('${id}').click();
    })`);

    test('at first only the default weights are loaded', () => {
      const loaded = site.requests.map((request) => request.path).filter((file) => file.endsWith('.safetensors'));
      assert.deepEqual([...new Set(loaded.slice(0, 1))].map((file) => path.basename(file)), ['default.safetensors']);
    });

    test('tiny weights read the drawing on the sheet as the native program does with them', async () => {
      await choose('tiny');
      assert.ok(await printed('/^tiny\\s+weights,\\s+10\\s+KB/'));
      const [native] = await nativeReadings([{ strokes }], { weights: tinyWeights });
      differenceOf(await readingShown(browser), native, 'a 7 with tiny weights');
    });

    test('the chosen weights come back after a reload, and the default ones when chosen', async () => {
      await openReady(browser, site.address);
      assert.equal(await browser.evaluate("document.querySelector('input[name=weights]:checked').value"), 'tiny');
      assert.ok(await printed('/^tiny/'));
      await choose('default');
      assert.ok(await printed('/^default/'));
      const [native] = await nativeReadings([{ strokes }]);
      const { reading } = await readingShown(browser);
      assert.ok(Math.abs(reading.confidence - native.confidence) < 0.01);
    });

    test('weights that are missing leave those in use, and the page says so', async () => {
      site.mounts['/some/where/weights/max.safetensors'] = 'damaged';
      await browser.evaluate('navigator.serviceWorker?.getRegistration().then((registration) => registration?.unregister())');
      await openReady(browser, site.address);
      await choose('max');
      assert.ok(await until("/could not be loaded/.test(document.getElementById('notice').textContent)"));
      assert.equal(await browser.evaluate("document.querySelector('input[name=weights]:checked').value"), 'default');
      assert.equal((await readingShown(browser)).reading.text, '7');
      delete site.mounts['/some/where/weights/max.safetensors'];
    });

    test('the drawing is downloaded as ink that the native program reads', async () => {
      const { name: file, base64 } = await downloadOf('ink');
      assert.equal(file, 'inkling-7.ndjson');
      const drawing = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
      assert.equal(drawing.label, '7');
      assert.ok(drawing.strokes.flat().every((point) => point.length === 4 && point.every(Number.isFinite)));
      const [native] = await nativeReadings([drawing]);
      assert.equal(native.text, '7');
    });

    test('the drawing is downloaded as a PNG', async () => {
      const { name: file, type, base64 } = await downloadOf('png');
      assert.deepEqual([file, type], ['inkling-7.png', 'image/png']);
      const bytes = Buffer.from(base64, 'base64');
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
      assert.equal(Math.max(bytes.readUInt32BE(16), bytes.readUInt32BE(20)), 1024);
    });

    test('Ctrl-C copies the number', async () => {
      await browser.evaluate('inkling.clear()');
      await browser.draw(fitStrokes(besideEachOther(['3', '6'].map(strokesOf)), await browser.evaluate('inkling.drawArea()')));
      const copied = await browser.evaluate(`(() => {
        const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
        dispatchEvent(event);
        return event.clipboardData?.getData('text/plain') ?? null;
      })()`);
      if (copied !== null) assert.equal(copied, '36');
    });

    test('nothing of this complained', async () => {
      const expected = /damaged|safetensors/;
      assert.deepEqual((await complaints(browser)).filter((complaint) => !expected.test(complaint)), []);
    });
  });
}
