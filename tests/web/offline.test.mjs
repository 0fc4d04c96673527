// Without a connection after the first visit, and from one version to the next.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';

import { firstLoad } from '../../tools/lib/first-load.mjs';
import { browserNames, launch } from './browsers.mjs';
import { fitStrokes, readInk } from './ink.mjs';
import { ownDrawings, siteFolder } from './project.mjs';
import { becomesTrue, keptOffline, openReady, readingShown, serveSite, sha256 } from './site.mjs';

const seven = readInk(ownDrawings).find(({ label }) => label === '7');

for (const name of browserNames) {
  describe(`offline in ${name}`, () => {
    let site;
    let browser;
    beforeEach(async () => {
      site = await serveSite();
      browser = await launch(name);
      await openReady(browser, site.address);
    });
    afterEach(async () => {
      await browser.close();
      await site.close().catch(() => {});
    });

    test('after the first visit it opens, reads, and reads pictures without the server', async (t) => {
      if (!(await keptOffline(browser))) return t.skip(`${browser.version} runs no service worker here`);
      await site.close();
      await openReady(browser, site.address);
      await browser.draw(fitStrokes(seven.strokes, await browser.evaluate('inkling.drawArea()')));
      assert.equal((await readingShown(browser)).reading.text, '7');
      const blank = await browser.evaluate('inkling.recognize(new ImageData(new Uint8ClampedArray(4 * 64 * 64).fill(255), 64, 64))');
      assert.equal(blank.text, '');
      await browser.evaluate("document.querySelector('input[name=weights][value=tiny]').click()");
      assert.ok(await becomesTrue(browser, "/^tiny/.test(document.getElementById('print').textContent)"));
    });

    test('what works offline is asked for after the first reading, and never while the pen is down', async (t) => {
      const opened = await becomesTrue(browser, 'navigator.serviceWorker');
      if (!opened) return t.skip(`${browser.version} has no service worker here`);
      const asksForWorker = () => site.requests.some(({ path: asked }) => asked.endsWith('/service-worker.js'));
      const send = (type) => `document.getElementById('sheet').dispatchEvent(new PointerEvent('${type}', {
        pointerId: 99, pointerType: 'mouse', buttons: 1, clientX: 200, clientY: 300, bubbles: true }))`;
      await browser.evaluate(send('pointerdown'));
      assert.equal(asksForWorker(), false, 'the pen is down before anything is asked for');
      await new Promise((resolve) => setTimeout(resolve, 4000));   // longer than nobody writes (offline.js)
      assert.equal(asksForWorker(), false, 'the pen is still down');
      const asked = site.requests.map(({ path: file }) => file).filter((file) => file.startsWith('/some/where/'))
        .map((file) => file.slice('/some/where/'.length) || 'index.html').filter((file) => !/icons|webmanifest/.test(file));
      const simd = await browser.evaluate('inkling.stats().simd');
      assert.deepEqual(asked.sort(), firstLoad(simd).sort(), 'the page itself, each file once, and nothing else');
      await browser.evaluate(send('pointerup'));
      assert.equal(await keptOffline(browser), true, 'afterwards it is kept');
    });

    test('a deployment that is not whole replaces nothing; a whole one waits for the old tabs', async (t) => {
      if (!(await keptOffline(browser))) return t.skip(`${browser.version} runs no service worker here`);
      const cacheNames = () => browser.evaluate('caches.keys()');
      const [first] = await cacheNames();
      const worker = await (await fetch(`${site.address}service-worker.js`)).text();
      const version = worker.match(/"version":"([0-9a-f]{16})"/)[1];
      assert.match(first, new RegExp(version));
      const update = () => browser.evaluate(`(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        await registration.update().catch(() => {});
        for (let i = 0; i < 100 && registration.installing; ++i) await new Promise((resolve) => setTimeout(resolve, 50));
        return Boolean(registration.waiting);
      })()`);

      // The new list of files is there, but not yet the new file.
      const script = readFileSync(path.join(siteFolder, 'main.js'), 'utf8');
      const newScript = `${script}\n// Another version.\n`;
      const next = version.replace(/./g, 'f');
      site.mounts['/some/where/service-worker.js'] = worker.replace(version, next).replace(sha256(script), sha256(newScript));
      assert.equal(await update(), false, 'half a deployment is not installed');
      assert.deepEqual(await cacheNames(), [first]);

      site.mounts['/some/where/main.js'] = newScript;
      assert.equal(await update(), true, 'a whole one is, and waits');
      const names = await cacheNames();
      assert.equal(names.length, 2);
      assert.ok(names.includes(first), 'the page that is open keeps its own files');
      assert.doesNotMatch(await browser.evaluate("fetch('main.js').then((response) => response.text())"), /Another version/);
    });

    test('it can be installed: its manifest names icons that are there', async () => {
      const manifest = JSON.parse(readFileSync(path.join(siteFolder, 'manifest.webmanifest'), 'utf8'));
      assert.equal(await browser.evaluate("document.querySelector('link[rel=manifest]').href"), `${site.address}manifest.webmanifest`);
      for (const { src, sizes, type } of manifest.icons) {
        const bytes = readFileSync(path.join(siteFolder, src));
        if (type !== 'image/png') continue;
        assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
        assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes);
      }
    });
  });
}
