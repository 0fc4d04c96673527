// The tabs of the details, and the tab Inside: why a digit is read so, and the maps of every layer.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { browserNames, launch } from './browsers.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { outputFile, ownDrawings } from './project.mjs';
import { becomesTrue, complaints, openReady, readingShown, serveSite } from './site.mjs';

const own = readInk(ownDrawings);
const strokesOf = (label) => own.find((drawing) => drawing.label === label).strokes;

// A seven, and a line beside its foot.
const sevenWithStray = [[[20, 10], [75, 10], [60, 55], [45, 100]], [[70, 70], [95, 75], [80, 100]]];

const click = (id) => `document.getElementById('${id}').click()`;
const textOf = (selector) => `document.querySelector('${selector}').textContent`;
const why = '#inside .why p', mapText = '#inside .chosen-map p';
const selectedTab = "document.querySelector('[role=tab][aria-selected=true]').textContent";

// What the app has drawn into an element, as a hash of its pixels and the share of them that is not transparent: drawn
// anew by what a scrolling page would tell, and read before the browser shows it.
const drawnInto = (selector) => `(() => {
  const canvas = document.getElementById('canvas');
  const { left, top, width, height } = document.querySelector('${selector}').getBoundingClientRect();
  const ratio = canvas.width / canvas.getBoundingClientRect().width;
  const copy = Object.assign(document.createElement('canvas'), { width: Math.floor(width * ratio), height: Math.floor(height * ratio) });
  const pen = copy.getContext('2d', { willReadFrequently: true });
  dispatchEvent(new Event('scroll'));
  pen.drawImage(canvas, -Math.round(left * ratio), -Math.round(top * ratio));
  const { data } = pen.getImageData(0, 0, copy.width, copy.height);
  let hash = 0, inked = 0;
  for (let i = 0; i < data.length; i += 4) {
    hash = (Math.imul(hash, 31) + data[i] + 3 * data[i + 1] + 7 * data[i + 2] + 11 * data[i + 3]) | 0;
    if (data[i + 3] > 0) ++inked;
  }
  return { hash, inked: inked / (data.length / 4) };
})()`;

const layoutFaults = `(() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const panel = document.getElementById('inside').getBoundingClientRect();
  return {
    sideways: scrollWidth - innerWidth, down: scrollHeight - innerHeight,
    beside: [...document.querySelectorAll('#inside p, #inside button, #map')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < panel.left - 3 || right > panel.right + 3);
    }).length,
  };
})()`;

for (const name of browserNames) {
  describe(`inside in ${name}`, () => {
    let site;
    let browser;
    before(async () => {
      site = await serveSite();
      browser = await launch(name, { width: 1280, height: 800 });
      await openReady(browser, site.address);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });
    // What was said of the drawing before is gone with the next frame.
    const nextFrame = () => browser.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    const clear = async () => {
      await browser.evaluate('inkling.clear()');
      await nextFrame();
    };
    beforeEach(clear);

    const until = (condition) => becomesTrue(browser, condition);
    const write = async (strokes) => browser.draw(fitStrokes(strokes, await browser.evaluate('inkling.drawArea()')));
    const openInside = async () => {
      await browser.evaluate(click('tab-inside'));
      assert.ok(await until("document.querySelectorAll('#layers button').length > 0"), 'the maps are there');
    };
    const writeAndWait = async (strokes) => {
      await write(strokes);
      await nextFrame();
      assert.ok(await until(`/^Why/.test(${textOf(why)})`), 'it says why');
    };

    test('nothing of the tab is there before it is opened', async () => {
      assert.equal(await browser.evaluate("document.getElementById('inside').childElementCount"), 0);
      assert.equal(await browser.evaluate("document.querySelectorAll('link[href=\"inside.css\"]').length"), 0);
    });

    test('the tabs have their roles, and each its panel', async () => {
      const tabs = await browser.evaluate(`[...document.querySelectorAll('[role=tablist] > [role=tab]')].map((tab) => {
        const panel = document.getElementById(tab.getAttribute('aria-controls'));
        return [tab.textContent, tab.getAttribute('aria-selected'), tab.tabIndex, panel.getAttribute('role'),
          panel.getAttribute('aria-labelledby') === tab.id, panel.hidden];
      })`);
      assert.deepEqual(tabs, [
        ['Reading', 'true', 0, 'tabpanel', true, false],
        ['Inside', 'false', -1, 'tabpanel', true, true],
        ['Evidence', 'false', -1, 'tabpanel', true, true],
      ]);
    });

    test('a click and the arrow keys choose a tab, which comes back after a reload', async () => {
      const [x, y] = await browser.evaluate(`(({ left, top, width, height }) => [Math.round(left + width / 2), Math.round(top + height / 2)])(
        document.getElementById('tab-inside').getBoundingClientRect())`);
      await browser.draw([[[x, y]]]);
      assert.equal(await browser.evaluate(selectedTab), 'Inside');
      await browser.evaluate("document.getElementById('tab-inside').focus()");
      for (const [key, tab] of [['ArrowRight', 'Evidence'], ['ArrowRight', 'Reading'], ['End', 'Evidence'], ['ArrowLeft', 'Inside']]) {
        await browser.press(key);
        assert.equal(await browser.evaluate(selectedTab), tab);
        assert.equal(await browser.evaluate('document.activeElement.textContent'), tab);
      }
      assert.deepEqual(await browser.evaluate("[...document.querySelectorAll('[role=tabpanel]')].filter((panel) => !panel.hidden).map((panel) => panel.id)"), ['inside']);
      await openReady(browser, site.address);
      assert.equal(await browser.evaluate(selectedTab), 'Inside');
      await openInside();
    });

    test('there is a map for every channel of every layer, each with its name', async () => {
      await openInside();
      const counts = await browser.evaluate("[...document.querySelectorAll('.maps')].map((group) => group.children.length)");
      assert.deepEqual(counts, [4, 8, 16, 16, 32, 32, 32, 40, 36, 36, 11]);
      assert.equal(await browser.evaluate("document.querySelectorAll('#layers button:not([aria-label])').length"), 0);
    });

    test('the maps change while one writes, and are empty on an empty sheet', async () => {
      await openInside();
      assert.match(await browser.evaluate(textOf(mapText)), /empty/);
      const empty = await browser.evaluate(drawnInto('#inside .all-layers'));
      await write(strokesOf('3'));
      const three = await browser.evaluate(drawnInto('#inside .all-layers'));
      assert.notEqual(three.hash, empty.hash);
      assert.match(await browser.evaluate(textOf(mapText)), /strongest/);
      await browser.evaluate('inkling.clear()');
      await write(strokesOf('7'));
      assert.notEqual((await browser.evaluate(drawnInto('#inside .all-layers'))).hash, three.hash);
      await browser.screenshot(await outputFile(`${name}-inside.png`));
    });

    test('scrolling cuts the maps off at the edge of their panel', async () => {
      await openInside();
      await writeAndWait(strokesOf('3'));
      const before = await browser.evaluate(drawnInto('#inside .all-layers'));
      const settings = await browser.evaluate(drawnInto('#settings'));
      await browser.evaluate("document.querySelector('.all-layers').scrollTop = 200");
      assert.notEqual((await browser.evaluate(drawnInto('#inside .all-layers'))).hash, before.hash);
      assert.equal((await browser.evaluate(drawnInto('#settings'))).inked, 0);
      assert.equal(settings.inked, 0);
      await browser.evaluate("document.querySelector('.all-layers').scrollTop = 0");
    });

    test('the arrow keys go from map to map, and say where each is strongest', async () => {
      await openInside();
      await write(strokesOf('3'));
      const focused = () => browser.evaluate("document.activeElement.getAttribute('aria-label')");
      await browser.evaluate("document.querySelectorAll('.maps')[1].children[0].focus()");
      assert.match(await focused(), /^Layer 1, map 1 of 8: (strongest|empty)/);
      for (const [key, map] of [['ArrowRight', /^Layer 1, map 2 of 8/], ['End', /^Layer 1, map 8 of 8/],
        ['ArrowDown', /^Layer 2, map 8 of 16/], ['Home', /^Layer 2, map 1 of 16/], ['ArrowUp', /^Layer 1, map 1 of 8/],
        ['ArrowLeft', /^What comes in/]]) {
        await browser.press(key);
        assert.match(await focused(), map);
        assert.match(await browser.evaluate(textOf(mapText)), map);
      }
    });

    test('the map under the pointer is enlarged with its stencils', async () => {
      await openInside();
      await write(strokesOf('3'));
      const before = await browser.evaluate(drawnInto('#map'));
      const [x, y] = await browser.evaluate(`(({ left, top }) => [Math.round(left + 16), Math.round(top + 16)])(
        document.querySelectorAll('.maps')[1].children[3].getBoundingClientRect())`);
      await browser.draw([[[x, y]]]);
      assert.match(await browser.evaluate(textOf(mapText)), /^Layer 1, map 4 of 8.*stencils/);
      const enlarged = await browser.evaluate(drawnInto('#map'));
      assert.notEqual(enlarged.hash, before.hash);
      assert.ok(enlarged.inked > 0.4, `${enlarged.inked} of the place is drawn on`);
    });

    test('ink that speaks for the answer is marked, and a stray stroke is what speaks against it', async () => {
      await openInside();
      await browser.evaluate("document.querySelector('input[name=mode][value=digit]').click()");
      await writeAndWait(strokesOf('4'));
      assert.match(await browser.evaluate(textOf(why)), /^Why 4\? .* the (first|second) stroke/);
      await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
      const marked = await browser.evaluate(drawnInto('#sheet'));
      await browser.evaluate(click('tab-reading'));
      await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 200))');
      const plain = await browser.evaluate(drawnInto('#sheet'));
      assert.ok(marked.inked > 1.1 * plain.inked, `${marked.inked} of the sheet is drawn on, ${plain.inked} with plain ink`);
      await openInside();
      await clear();
      await writeAndWait(sevenWithStray);
      assert.equal((await readingShown(browser)).reading.text, '7');
      assert.match(await browser.evaluate(textOf(why)), /against 7: (the .* of )?the second stroke\./);
      await browser.screenshot(await outputFile(`${name}-inside-stray.png`));
      await browser.evaluate("document.querySelector('input[name=mode][value=automatic]').click()");
    });

    test('nothing is drawn over two idle seconds with the tab open', async () => {
      await openInside();
      await writeAndWait(strokesOf('4'));
      const drawn = await browser.evaluate(`(async () => {
        const drawnIn = async (time) => {
          const before = inkling.stats().frames;
          await new Promise((resolve) => setTimeout(resolve, time));
          return inkling.stats().frames - before;
        };
        // On a slow machine it takes a while until everything has arrived.
        for (let i = 0; i < 20 && await drawnIn(500); ++i);
        return drawnIn(2000);
      })()`);
      assert.equal(drawn, 0);
    });

    test('it fits beside the sheet and on a phone, where the ink is shown in the tab', async () => {
      await openInside();
      await writeAndWait(strokesOf('4'));
      assert.deepEqual(await browser.evaluate(layoutFaults), { sideways: 0, down: 0, beside: 0 });
      assert.equal(await browser.evaluate("document.getElementById('why').getBoundingClientRect().width"), 0);
      await browser.resize(460, 800);
      try {
        await browser.evaluate(click('more'));
        await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 600))');
        assert.ok(await until(`/^Why/.test(${textOf(why)})`));
        assert.deepEqual(await browser.evaluate(layoutFaults), { sideways: 0, down: 0, beside: 0 });
        assert.ok((await browser.evaluate(drawnInto('#why'))).inked > 0.02);
        await browser.screenshot(await outputFile(`${name}-inside-phone.png`));
        await browser.evaluate(click('more'));
      } finally {
        await browser.resize(1280, 800);
      }
    });

    test('other weights have other maps, and a committee is said to be one', async () => {
      await openInside();
      const choose = (weights) => browser.evaluate(`document.querySelector('input[name=weights][value=${weights}]').click()`);
      await choose('max');
      assert.ok(await until("document.querySelectorAll('.maps')[1].children.length === 16"));
      assert.match(await browser.evaluate(textOf('.committee')), /committee of 3/);
      assert.equal(await browser.evaluate("document.querySelector('.committee').hidden"), false);
      await writeAndWait(strokesOf('2'));
      await choose('default');
      assert.ok(await until("document.querySelectorAll('.maps')[1].children.length === 8"));
      assert.equal(await browser.evaluate("document.querySelector('.committee').hidden"), true);
    });

    test('a map that is chosen stays, or its nearest, when other weights have fewer layers or maps', async () => {
      await openInside();
      const choose = (weights) => browser.evaluate(`document.querySelector('input[name=weights][value=${weights}]').click()`);
      const layers = (count) => until(`document.querySelectorAll('.maps').length === ${count}`);
      // The chosen one is the one that Tab goes to.
      const chosen = () => browser.evaluate(`(() => {
        const groups = [...document.querySelectorAll('.maps')].map((group) => [...group.children]);
        const layer = groups.findIndex((maps) => maps.some(({ tabIndex }) => tabIndex === 0));
        return [layer, groups[layer].findIndex(({ tabIndex }) => tabIndex === 0)];
      })()`);
      const before = await browser.evaluate("document.querySelectorAll('.maps').length");
      for (const [layer, map, nearest] of [[before - 1, 5, [before - 2, 5]], [7, 39, [7, 12]]]) {
        await browser.evaluate(`document.querySelectorAll('.maps')[${layer}].children[${map}].click()`);
        await writeAndWait(strokesOf('2'));
        await choose('tiny');
        assert.ok(await layers(before - 1));
        assert.deepEqual(await chosen(), nearest);
        await choose('default');
        assert.ok(await layers(before));
        assert.deepEqual(await chosen(), nearest);
      }
      assert.deepEqual(await complaints(browser), []);
    });

    test('nothing of this complained', async () => {
      assert.deepEqual(await complaints(browser), []);
    });
  });

  describe(`inside without motion in ${name}`, () => {
    test('the reasons are there at once', async () => {
      const site = await serveSite({ stubs: ['reduced-motion.js'] });
      const browser = await launch(name, { width: 1280, height: 800 });
      try {
        await openReady(browser, site.address);
        await browser.evaluate(click('tab-inside'));
        assert.ok(await becomesTrue(browser, "document.querySelectorAll('#layers button').length > 0"));
        await browser.draw(fitStrokes(strokesOf('4'), await browser.evaluate('inkling.drawArea()')));
        // The sheet in the frame that says why, and half a second later.  What was said of the first stroke alone is gone with
        // the next frame.
        const [first, later] = await browser.evaluate(`(async () => {
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          for (let i = 0; i < 600 && !/^Why/.test(${textOf(why)}); ++i) await new Promise(requestAnimationFrame);
          const first = ${drawnInto('#sheet')};
          await new Promise((resolve) => setTimeout(resolve, 500));
          return [first, ${drawnInto('#sheet')}];
        })()`);
        assert.deepEqual(first, later);
      } finally {
        await browser.close();
        await site.close();
      }
    });
  });
}
