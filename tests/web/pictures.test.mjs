// Pictures brought to the page: read in a worker, shown on the sheet, and told of when they are bad.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from './ink.mjs';
import { outputFile, ownDrawings, sharedPhotos } from './project.mjs';
import { becomesTrue, complaints, openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;
const written = (text, area) => fitStrokes(besideEachOther([...text].map(strokesOf)), area, 0.8);

// A canvas with these lines of numbers on white paper, in the page.
const paperWith = (lines) => {
  const strokes = lines.flatMap((text, i) => written(text, { x: 0, y: 300 * i, width: 1200, height: 300 }));
  return `(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: ${300 * lines.length} });
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.fillStyle = '#f4f0e6';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 12, lineCap: 'round', lineJoin: 'round', strokeStyle: '#223' });
    for (const stroke of ${JSON.stringify(strokes)}) {
      pen.beginPath();
      for (const [x, y] of stroke) pen.lineTo(x, y);
      pen.stroke();
    }
    return canvas;
  })()`;
};

const blobOf = (canvas) => `(new Promise((resolve) => ${canvas}.toBlob(resolve, 'image/png')))`;
// Events as the browser sends them, with a file that the page can read.
const paste = (blob) => `${blob}.then((blob) => {
  const data = new DataTransfer();
  data.items.add(new File([blob], 'picture.png', { type: blob.type }));
  dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
})`;
const drop = (blob) => `${blob}.then((blob) => {
  const data = new DataTransfer();
  data.items.add(new File([blob], 'picture.png', { type: blob.type }));
  document.getElementById('sheet').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
})`;
const chooseFile = (blob) => `${blob}.then((blob) => {
  const data = new DataTransfer();
  data.items.add(new File([blob], 'picture.png', { type: blob.type }));
  const input = document.getElementById('file');
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
})`;

for (const name of browserNames) {
  describe(`pictures in ${name}`, () => {
    let site;
    let browser;
    before(async () => {
      site = await serveSite();
      browser = await launch(name);
      await openReady(browser, site.address);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });
    afterEach(() => browser.evaluate('inkling.clear()'));

    const until = (condition) => becomesTrue(browser, condition);
    const notice = () => browser.evaluate("document.getElementById('notice').textContent");

    test('recognize() reads all lines of a picture, each digit with its box', async () => {
      const { text, digits } = await browser.evaluate(
        `inkling.recognize(${paperWith(['360', '5274'])}.getContext('2d').getImageData(0, 0, 1200, 600))`);
      assert.equal(text, '3605274');
      for (const [i, { box: [x, y, width, height] }] of digits.entries()) {
        assert.ok(x >= 0 && x + width <= 1200 && y >= 0 && y + height <= 600, JSON.stringify(digits[i].box));
        assert.equal(y + height / 2 > 300, i >= 3, 'the first three are on the first line');
      }
      assert.equal((await readingShown(browser)).reading.text, '', 'the sheet stays as it was');
    });

    test('recognize() reads one digit where one is asked for', async () => {
      const { text } = await browser.evaluate(
        `inkling.recognize(${paperWith(['7'])}.getContext('2d').getImageData(0, 0, 1200, 300), { mode: 'digit' })`);
      assert.equal(text, '7');
    });

    for (const [way, events] of [['pasted', paste], ['dropped', drop], ['chosen', chooseFile]])
      test(`a picture that is ${way} is read, and gone with Clear`, async (t) => {
        const can = await browser.evaluate(`(() => {
          try {
            const data = new DataTransfer();
            data.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
            return data.files.length === 1 && new ClipboardEvent('paste', { clipboardData: data }).clipboardData?.files.length === 1;
          } catch {
            return false;
          }
        })()`);
        if (!can && way !== 'chosen') return t.skip(`${browser.version} lets no script make such an event`);
        await browser.evaluate(events(blobOf(paperWith(['360']))));
        assert.ok(await until("inkling.current().text === '360'"), JSON.stringify(await readingShown(browser)));
        assert.equal(await browser.evaluate("document.getElementById('photo').hidden"), false);
        assert.match((await readingShown(browser)).status, /360/);
        await browser.evaluate("document.getElementById('clear').click()");
        assert.deepEqual((await readingShown(browser)).reading.digits, []);
        assert.equal(await browser.evaluate("document.getElementById('photo').hidden"), true);
      });

    test('writing over a picture begins a new drawing', async () => {
      await browser.evaluate(chooseFile(blobOf(paperWith(['360']))));
      assert.ok(await until("inkling.current().text === '360'"));
      await browser.draw(fitStrokes(strokesOf('7'), await browser.evaluate('inkling.drawArea()')));
      assert.equal((await readingShown(browser)).reading.text, '7');
    });

    test('several digits are read, and said to be several, in the mode for one', async () => {
      const choose = (mode) => browser.evaluate(`document.querySelector('input[name=mode][value=${mode}]').click()`);
      await choose('digit');
      await browser.evaluate(chooseFile(blobOf(paperWith(['3605']))));
      assert.ok(await until("inkling.current().text === '3605'"), JSON.stringify(await readingShown(browser)));
      assert.ok(await until("/more than one digit/.test(document.getElementById('notice').textContent)"), await notice());
      await browser.screenshot(await outputFile(`${name}-several.png`));
      await choose('automatic');
      assert.equal((await readingShown(browser)).reading.text, '3605');
      await browser.evaluate("document.getElementById('notice').textContent = ''");
    });

    // Pictures arrive when the test lets them: release(0) is the first that was chosen.
    const hold = `(() => {
      const create = globalThis.createImageBitmap, held = [];
      globalThis.createImageBitmap = (...picture) => new Promise((resolve) => held.push(() => resolve(create(...picture))));
      globalThis.held = held;
      globalThis.letGo = () => { globalThis.createImageBitmap = create; };
    })()`;
    const chosen = (count) => until(`held.length === ${count}`);
    // Long enough for a picture to be decoded, shown and read.
    const release = (which) => browser.evaluate(`(async () => {
      held[${which}]();
      await new Promise((resolve) => setTimeout(resolve, 700));
    })()`);
    const isShown = "!document.getElementById('photo').hidden";

    for (const [what, act, text] of [
      ['Clear', async () => browser.evaluate("inkling.clear()"), ''],
      ['a stroke', async () => browser.draw(fitStrokes(strokesOf('7'), await browser.evaluate('inkling.drawArea()'))), '7'],
    ])
      test(`a picture that arrives after ${what} does not appear`, async () => {
        await browser.evaluate(hold);
        await browser.evaluate(chooseFile(blobOf(paperWith(['360']))));
        assert.ok(await chosen(1));
        await act();
        await release(0);
        await browser.evaluate('letGo()');
        assert.equal(await browser.evaluate(isShown), false);
        assert.equal((await readingShown(browser)).reading.text, text);
      });

    test('a picture that arrives after a later one leaves that as it is', async () => {
      await browser.evaluate(hold);
      await browser.evaluate(chooseFile(blobOf(paperWith(['360']))));
      await browser.evaluate(chooseFile(blobOf(paperWith(['52', '74']))));
      assert.ok(await chosen(2));
      await release(1);
      assert.ok(await until("inkling.current().text === '5274'"), JSON.stringify(await readingShown(browser)));
      await release(0);
      await browser.evaluate('letGo()');
      assert.equal((await readingShown(browser)).reading.text, '5274');
      assert.equal(await browser.evaluate("document.getElementById('photo').height"), 600);
    });

    for (const [what, blob] of [
      ['text', "Promise.resolve(new Blob(['no picture'], { type: 'image/png' }))"],
      ['nothing', "Promise.resolve(new Blob([], { type: 'image/png' }))"],
    ])
      test(`a file of ${what} is told of, and leaves the drawing as it is`, async () => {
        await browser.draw(fitStrokes(strokesOf('7'), await browser.evaluate('inkling.drawArea()')));
        await browser.evaluate(chooseFile(blob));
        assert.ok(await until("/no picture/.test(document.getElementById('notice').textContent)"), await notice());
        assert.equal((await readingShown(browser)).reading.text, '7');
        await browser.evaluate("document.getElementById('notice').textContent = ''");
      });

    test('a picture of blank paper is told of', async () => {
      await browser.evaluate(chooseFile(blobOf(paperWith([''] ))));
      assert.ok(await until("/No digits/.test(document.getElementById('notice').textContent)"), await notice());
    });

    test('reads photographs of single digits', async (t) => {
      const folder = sharedPhotos();
      if (!folder) return t.skip('../shared/photos is not there (set INKLING_SHARED to the folder that has it)');
      const rows = readFileSync(path.join(folder, 'labels.csv'), 'utf8').trim().split('\n').slice(1).map((row) => row.split(','));
      let right = 0;
      for (const [file, label] of rows) {
        if (!existsSync(path.join(folder, file))) continue;
        const bytes = readFileSync(path.join(folder, file)).toString('base64');
        const text = await browser.evaluate(`(async () => {
          const bytes = Uint8Array.from(atob('${bytes}'), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/${file.endsWith('png.jpg') ? 'png' : 'jpeg'}' }));
          const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
          const context = canvas.getContext('2d');
          context.drawImage(bitmap, 0, 0);
          return (await inkling.recognize(context.getImageData(0, 0, canvas.width, canvas.height), { mode: 'digit' })).text;
        })()`);
        right += text === label;
      }
      t.diagnostic(`${name}: ${right} of ${rows.length} photographs read rightly`);
      assert.ok(right >= 0.8 * rows.length, `${right} of ${rows.length}`);
    });

    test('nothing of this complained', async () => assert.deepEqual(await complaints(browser), []));
  });
}
