// The words of the page: all of them from one file, so that a translation is another such file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { filled, moduleOf } from '../../tools/lib/fill-page.mjs';
import { browserNames, launch } from './browsers.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { ownDrawings, siteFolder } from './project.mjs';
import { openReady, readingShown, serveSite } from './site.mjs';

const web = path.join(import.meta.dirname, '../../web');
const template = readFileSync(path.join(web, 'site/index.html'), 'utf8');
const bundle = readFileSync(path.join(siteFolder, 'main.js'), 'utf8');
// What the bundle is made from, each a file again.
const modules = Object.fromEntries(['app', 'loader', 'restarting', 'simd', 'texts'].map((name) =>
  [`${name}.js`, readFileSync(path.join(web, `site/${name}.js`))]));
const seven = readInk(ownDrawings).find(({ label }) => label === '7');

test('a text goes into text and attributes as it is, whatever it has of HTML', () => {
  assert.equal(filled('<p title="{{shell.a}}">{{shell.b}} {{shell.a}}</p>', { a: 'x "y" & z', b: '<b>$&' }),
    '<p title="x &quot;y&quot; &amp; z">&lt;b&gt;$&amp; x &quot;y&quot; &amp; z</p>');
});

test('a place without a text, and a text without a place, are errors that name them', () => {
  assert.throws(() => filled('<p>\n{{shell.a}}{{shell.clera}}', { a: '' }), /line 2: \{\{shell\.clera\}\}/);
  assert.throws(() => filled('{{a}}', { a: '' }), /line 1: \{\{a\}\}/);
  assert.throws(() => filled('{{shell.constructor}}', {}), /constructor/);
  assert.throws(() => filled('{{shell.a}}', { a: '', b: '', c: '' }), /no place for shell\.b, shell\.c/);
});

test('index.html has no words of its own', () => {
  const bare = template.replace(/\{\{.*?\}\}/g, '');
  assert.doesNotMatch(bare.replace(/<[^>]*>/g, ''), /\p{L}/u);
  for (const [, name, value] of bare.matchAll(/ (aria-label|title|alt|placeholder)="([^"]*)"/g))
    assert.equal(value, '', `${name}="${value}"`);
});

test('the texts of the reading are those that the app composes, in the same order', async () => {
  const [, list] = readFileSync(path.join(web, 'app/texts.h'), 'utf8').match(/enum class Text [^{]*\{([^]*?)\n\};/);
  const names = list.replace(/\/\/.*/g, '').match(/\w+/g).slice(0, -1)   // the last is their count
    .map((name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()));
  const { reading } = await moduleOf(path.join(web, 'site/texts.js'));
  assert.deepEqual(Object.keys(reading), names);
  const [, sent] = readFileSync(path.join(web, 'site/app.js'), 'utf8').match(/readingTexts = \[([^\]]*)\]/);
  assert.deepEqual(sent.match(/\w+/g), names);
});

for (const name of browserNames) {
  describe(`texts in ${name}`, () => {
    const opened = async (t, mounts) => {
      const site = await serveSite({ mounts });
      t.after(() => site.close());
      const browser = await launch(name);
      t.after(() => browser.close());
      await openReady(browser, site.address);
      await browser.draw(fitStrokes(seven.strokes, await browser.evaluate('inkling.drawArea()')));
      return browser;
    };

    test('a reading is told in English', async (t) => {
      const browser = await opened(t, {});
      assert.match((await readingShown(browser)).status, /^7, \d\d % sure$/);
    });

    test('a reading is told in the words of a translation, in their order', async (t) => {
      const translated = bundle.replace('"{0} sure"', '"zu {0} sicher {2}"').replace('"{0}, {1}"', '"{1}: eine {0}"');
      const browser = await opened(t, { 'main.js': translated });
      assert.match((await readingShown(browser)).status, /^zu \d\d % sicher \{2\}: eine 7$/);
    });

    test('too few texts are an error that says how many are wanted', async (t) => {
      const browser = await opened(t, modules);
      const said = await browser.evaluate(`(async () => {
        const [{ App }, { load }, { reading }] = await Promise.all(['app', 'loader', 'texts'].map((one) => import(\`./\${one}.js\`)));
        const { module } = await load('tiny');
        const app = new App(module);
        app.setTexts(reading);
        const few = new TextEncoder().encode('one\\ntwo\\n\\0');
        const sound = app.lendAll([few], (address) => app.call('set_texts', address));
        return [Object.keys(reading).length, sound, module.UTF8ToString(module._app_error())];
      })()`);
      const [wanted] = said;
      assert.deepEqual(said, [wanted, 0, `app_set_texts: 2 texts; expected ${wanted}, those of Text in web/app/texts.h`]);
    });
  });
}
