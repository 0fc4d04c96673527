// The tab Evidence: the test set read in the page as the native program reads it, and the model card of the weights.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { browserNames, launch } from './browsers.mjs';
import { defaultWeights, mnistFolder, nativeEvaluation, testSet } from './project.mjs';
import { becomesTrue, complaints, keptOffline, openReady, serveSite } from './site.mjs';

const weightsFolder = path.dirname(defaultWeights);
const cardOf = (name) => JSON.parse(readFileSync(path.join(weightsFolder, `${name}.json`), 'utf8'));
const percent = (share) => (100 * share).toFixed(2);
const thousands = (count) => count.toLocaleString('en-US');
const withoutMnist = existsSync(path.join(mnistFolder, 't10k-images-idx3-ubyte'))
  ? false : "MNIST's test images are not there (tools/fetch-mnist)";

for (const name of ['tiny', 'default', 'max'])
  test(`the JSON card of ${name} is of the weights beside it and says what its Markdown says`, () => {
    const card = cardOf(name), text = readFileSync(path.join(weightsFolder, `${name}.md`), 'utf8');
    assert.equal(card.bytes, readFileSync(path.join(weightsFolder, `${name}.safetensors`)).length);
    for (const { data, samples, accuracy, accuracy_error, rejected } of card.figures) {
      const row = text.split('\n').find((line) =>
        line.startsWith('|') && line.includes(data) && line.includes(thousands(samples)));
      assert.ok(row?.includes(`${percent(accuracy)} (${percent(accuracy_error)})`), `${data}: ${row}`);
      assert.ok(row.includes(percent(rejected)), `${data}: ${row}`);
    }
    for (const { kind, rejected } of card.outsiders)
      assert.ok(text.includes(kind) && text.includes(percent(rejected)), kind);
    for (const { shipped, epochs, held_out: heldOut } of card.networks.filter((network) => network.shipped)) {
      assert.ok(shipped && text.includes(`${percent(heldOut)} %`));
      assert.deepEqual(epochs.map(({ epoch }) => epoch), epochs.map((_, i) => i + 1), 'every epoch, in order');
      assert.ok(epochs.every(({ loss, validation_accuracy: right }) => loss > 0 && right > 0.5 && right <= 1));
    }
  });

// Runs in the page: chooses files {name: base64}, as a person does with the file dialogue.
const chooseFiles = (files) => `(() => {
  const data = new DataTransfer();
  for (const [name, text] of Object.entries(${JSON.stringify(files)}))
    data.items.add(new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], name));
  const input = document.querySelector('#try input');
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
})()`;
const base64 = (files) => Object.fromEntries(
  Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));

const textOf = (selector) => `document.querySelector('${selector}')?.textContent ?? ''`;

// Opens the tab and waits for its card.
async function openEvidence(browser, address) {
  await openReady(browser, address);
  await browser.evaluate("document.getElementById('tab-evidence').click()");
  assert.ok(await becomesTrue(browser, "document.querySelector('#card table')"), 'the card is there');
}

// Waits, as long as a busy machine needs, until nothing is being read.
async function untilRead(browser) {
  const isRead = "document.querySelector('#test-progress').hidden && document.getElementById('test-said').textContent";
  for (let i = 0; i < 12; ++i) if (await becomesTrue(browser, isRead)) return;
  assert.fail(`after three minutes it is at ${await browser.evaluate(textOf('#test-progress'))}`);
}

const confusionShown = (browser) => browser.evaluate(`[...document.querySelectorAll('#confusion tbody tr')]
  .map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)))`);

for (const name of browserNames) {
  // All of it where the driver is quickest: the others show that they read the same.
  const count = name === 'chromium' ? 10_000 : 1_000;

  describe(`evidence in ${name}`, { skip: withoutMnist }, () => {
    let site;
    let browser;
    let set;
    let native;
    before(async () => {
      set = await testSet(count);
      native = await nativeEvaluation(count);
      site = await serveSite({ mounts: {
        'data/t10k-images-idx3-ubyte.gz': gzipSync(set.images), 'data/t10k-labels-idx1-ubyte.gz': gzipSync(set.labels) } });
      browser = await launch(name, { width: 1280, height: 800 });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const evaluate = (expression) => browser.evaluate(expression);
    const said = () => evaluate(textOf('#test-said'));
    const click = (id) => evaluate(`document.getElementById('${id}').click()`);
    const heading = () => evaluate(textOf('#digits-heading'));
    const idleFrames = () => evaluate(`(async () => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      const before = inkling.stats().frames;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return inkling.stats().frames - before;
    })()`);

    test('nothing of it is loaded before the tab is opened, and the test set not even then', async () => {
      await openReady(browser, site.address);
      await keptOffline(browser);
      const ofEvidence = (address) => /\/evidence|\/weights\/\w+\.json/.test(address);
      assert.deepEqual((await browser.requests()).filter(ofEvidence), []);
      await openEvidence(browser, site.address);
      assert.ok((await browser.requests()).some(ofEvidence));
      assert.deepEqual(site.requests.filter((request) => request.path.includes('/data/')), []);
    });

    test('the card shows what is in the file of the weights in use', async () => {
      const card = cardOf('default');
      const rows = await evaluate(
        "[...document.querySelector('#card table').querySelectorAll('tbody tr:not(.group)')].map((row) => row.textContent)");
      assert.equal(rows.length, card.figures.length);
      for (const [i, { data, accuracy, rejected }] of card.figures.entries())
        for (const text of [data, percent(accuracy), percent(rejected)])
          assert.ok(rows[i].includes(text), `${text} in ${rows[i]}`);
      assert.match(await evaluate(textOf('#card')), new RegExp(`${thousands(card.bytes)} bytes`));
    });

    test('the slider of the curves tells every epoch, by keyboard too', async () => {
      const epochs = cardOf('default').networks[0].epochs;
      await evaluate("document.getElementById('epoch').focus()");
      await browser.press('ArrowLeft');
      const { loss, validation_accuracy: right } = epochs.at(-2);
      const told = await evaluate("document.getElementById('epoch').getAttribute('aria-valuetext')");
      assert.equal(told, await evaluate(textOf('#epoch-said')));
      for (const text of [`Epoch ${epochs.length - 1}`, loss.toPrecision(3), percent(right)]) assert.ok(told.includes(text), told);
      assert.equal(await evaluate("document.querySelectorAll('#curves table tbody tr').length"), epochs.length);
    });

    test('what is cancelled, or left, comes to nothing', async () => {
      await evaluate("(document.getElementById('run-test').click(), document.getElementById('cancel-test').click())");
      await untilRead(browser);
      assert.equal(await said(), 'Cancelled.');
      await evaluate("(document.getElementById('run-test').click(), document.getElementById('tab-reading').click())");
      await untilRead(browser);
      await click('tab-evidence');
      assert.equal(await said(), 'Cancelled.');
      assert.equal(await evaluate("document.querySelector('#confusion')?.checkVisibility() ?? false"), false);
    });

    test(`reads ${count} images exactly as the native program does`, async (t) => {
      await click('run-test');
      await untilRead(browser);
      const right = native.confusion.reduce((sum, row, i) => sum + row[i], 0);
      assert.equal(await said(), `${thousands(right)} of ${thousands(count)} read right.`);
      assert.deepEqual(await confusionShown(browser), native.confusion);
      const large = await evaluate(textOf('#test-figures .large'));
      assert.equal(large, `${percent(native.accuracy)} % ± ${percent(native.accuracy_error)} read right`);
      const figures = await evaluate(`Object.fromEntries([...document.querySelectorAll('#test-figures tbody tr')]
        .map(({ cells: [what, figure] }) => [what.textContent, figure.textContent]))`);
      assert.ok(Math.abs(parseFloat(figures['loss (cross-entropy)']) - native.loss) <= 1e-3, JSON.stringify(figures));
      const ece = parseFloat(figures['calibration error (15 bins)']) / 100;
      assert.ok(Math.abs(ece - native.ece) <= 1e-3, JSON.stringify(figures));
      assert.equal(figures['rejected as no digit'], `${percent(native.rejected)} %`);
      t.diagnostic(`${name}: ${(await evaluate(textOf('#test-figures p + p'))).match(/[\d,.]+ images a second/)}`);
    });

    test('shows the digits behind a cell, chosen by mouse and by keyboard', async () => {
      const misread = native.confusion.flatMap((row, label) => row.map((many, reading) => ({ label, reading, many })))
        .filter(({ label, reading, many }) => label !== reading && many > 0 && reading < 9);
      const total = count - native.confusion.reduce((sum, row, i) => sum + row[i], 0);
      assert.match(await heading(), new RegExp(`^All ${total} digits misread`));
      assert.equal(await evaluate("document.querySelectorAll('#digits li').length"), Math.min(total, 20));

      const { label, reading, many } = misread[0];
      const cell = `document.querySelectorAll('#confusion tbody td')[${10 * label + reading}]`;
      const centre = await evaluate(`(() => {
        ${cell}.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = ${cell}.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)];
      })()`);
      await browser.draw([[centre]]);
      assert.equal(await heading(), `${label} read as ${reading}: ${many === 1 ? 'once' : `${many} times`}`);
      assert.equal(await evaluate(`${cell}.getAttribute('aria-selected')`), 'true');
      const listed = await evaluate("[...document.querySelectorAll('#digits li')].map((one) => one.textContent)");
      assert.equal(listed.length, Math.min(many, 20));
      for (const text of listed) {
        const index = parseInt(text.match(/^Image ([\d,]+): /)[1].replaceAll(',', ''), 10) - 1;
        assert.equal(set.labels[8 + index], label, text);
        assert.match(text, new RegExp(`: ${label}, read as ${reading}, `));
      }

      await evaluate(`${cell}.focus()`);
      await browser.press('ArrowRight');
      const next = native.confusion[label][reading + 1];
      assert.ok((await heading()).startsWith(`${label} read as ${reading + 1}: `), await heading());
      assert.equal(await evaluate('document.activeElement.textContent'), String(next));
      await click('all-misread');
      assert.match(await heading(), /misread$/);
    });

    test('nothing is drawn while nothing changes', async () => assert.equal(await idleFrames(), 0));

    test('what was read belongs to the weights that read it', async () => {
      const choose = async (weights) => {
        await evaluate(`document.querySelector('input[name=weights][value=${weights}]').click()`);
        assert.ok(await becomesTrue(browser, `/: ${weights}$/.test(document.getElementById('card-heading').textContent)`), weights);
      };
      const before = await evaluate(textOf('#test-figures .large'));
      await choose('tiny');
      assert.equal(await evaluate(textOf('#test-figures .large')), '');
      assert.match(await said(), /Nothing has been read with tiny/);
      const bytes = `${thousands(cardOf('tiny').bytes)} bytes`;
      assert.ok(await becomesTrue(browser, `document.getElementById('card').textContent.includes('${bytes}')`));
      await choose('max');
      const members = cardOf('max').networks.length;
      assert.ok(members > 1 && await becomesTrue(browser,
        `document.querySelectorAll('#curves input[type=radio]').length === ${members}`), 'curves of each network');
      await choose('default');
      assert.equal(await evaluate(textOf('#test-figures .large')), before);
      assert.deepEqual(await confusionShown(browser), native.confusion);
    });

    test('nothing of this complained', async () => assert.deepEqual(await complaints(browser), []));
  });

  describe(`evidence without a test set on the host, in ${name}`, { skip: withoutMnist }, () => {
    const empty = mkdtempSync(path.join(os.tmpdir(), 'inkling-'));
    let site;
    let browser;
    let small;
    before(async () => {
      small = await testSet(50);
      site = await serveSite({ mounts: { 'data/': empty } });
      browser = await launch(name, { width: 1280, height: 800 });
      await openEvidence(browser, site.address);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      rmSync(empty, { recursive: true });
    });
    const said = () => browser.evaluate(textOf('#test-said'));
    const told = async (files) => {
      await browser.evaluate(chooseFiles(base64(files)));
      await untilRead(browser);
      return said();
    };

    test('it says so, and asks for the files', async () => {
      await browser.evaluate("document.getElementById('run-test').click()");
      await untilRead(browser);
      assert.match(await said(), /does not carry the test images.*404.*Choose two files.*t10k-images-idx3-ubyte/);
    });

    const changed = (bytes, change) => {
      const copy = Buffer.from(bytes);
      change(copy);
      return copy;
    };
    const damaged = (bytes) => changed(gzipSync(bytes), (all) => all.fill(0xff, all.length / 2));
    const wrong = [
      ['a file that is none', ({ labels }) => ({ 'notes.txt': Buffer.from('text'), labels }), /notes\.txt begins with 74 65 78 74; expected an IDX file/],
      ['an empty file', ({ labels }) => ({ images: Buffer.alloc(0), labels }), /images begins with nothing/],
      ['images alone', ({ images }) => ({ images }), /images: a file of labels is missing/],
      ['two files of labels', ({ labels }) => ({ a: labels, b: labels }), /a and b are both files of labels/],
      ['a file cut off', ({ images, labels }) => ({ images: images.subarray(0, -100), labels }), /images has 39,116 bytes; expected 39,216 for its 50 images/],
      ['a header alone', ({ images, labels }) => ({ images: images.subarray(0, 10), labels }), /images ends after 10 bytes, within its header of 16/],
      ['a count of four thousand million', ({ images, labels }) => ({ images: changed(images, (all) => all.writeUInt32BE(0xffffffff, 4)), labels }), /4,294,967,295; expected 1 to 100,000/],
      ['images of another size', ({ images, labels }) => ({ images: changed(images, (all) => all.writeUInt32BE(32, 12)), labels }), /images of 32 x 28 pixels; expected 28 x 28/],
      ['fewer labels', ({ images, labels }) => ({ images, labels: changed(labels.subarray(0, -1), (all) => all.writeUInt32BE(49, 4)) }), /50 images and labels 49 labels/],
      ['a label that is no digit', ({ images, labels }) => ({ images, labels: changed(labels, (all) => all.writeUInt8(12, 8 + 6)) }), /the label 12 at place 7; expected one of 0 1 2/],
      ['a damaged gzip', ({ images, labels }) => ({ 'images.gz': damaged(images), labels }), /images\.gz is gzipped, but damaged/],
    ];
    for (const [what, files, expected] of wrong)
      test(`of ${what} it says what is wrong, where, and what was expected`, async () => assert.match(await told(files(small)), expected));

    test('reads the files that were chosen, gzipped or not, and again at the press of the button', async () => {
      const native = await nativeEvaluation(50);
      await told({ 'labels.gz': gzipSync(small.labels), 'images': small.images });
      assert.deepEqual(await confusionShown(browser), native.confusion);
      assert.match(await browser.evaluate(textOf('#test-figures')), /50 images of labels\.gz and images misread/);
      assert.equal(await browser.evaluate(textOf('#run-test')), 'Read your files again');
      await browser.evaluate("document.getElementById('run-test').click()");
      await untilRead(browser);
      assert.match(await said(), / of 50 read right/);
    });

    test('reads files that are dropped on it, and no picture is made of them', async (t) => {
      const can = await browser.evaluate(`(() => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'x'));
        return new DragEvent('drop', { dataTransfer: data }).dataTransfer?.files.length === 1;
      })()`);
      if (!can) return t.skip(`${browser.version} lets no script make such an event`);
      await browser.evaluate(`(() => {
        const data = new DataTransfer();
        for (const [name, text] of Object.entries(${JSON.stringify(base64(small))}))
          data.items.add(new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], name));
        document.getElementById('try')
          .dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`);
      await untilRead(browser);
      assert.match(await browser.evaluate(textOf('#test-figures')), /50 images of images and labels misread/);
      assert.equal(await browser.evaluate("document.getElementById('photo').hidden"), true);
    });
  });
}
