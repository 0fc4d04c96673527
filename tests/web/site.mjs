// The built site as the tests see it: under a sub-path, and with recorder.js loaded before anything of its own.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { serveStatic } from '../../tools/lib/static-server.mjs';
import { siteFolder } from './project.mjs';

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const pages = path.join(import.meta.dirname, 'pages');

// Serves the site at `address`; further `mounts`, relative to it, can replace files of it ('weights.bin': content).
// `stubs` are files in pages/ that run first, to take something away from the browser.  With `gzip`, all of it goes out
// packed.
export async function serveSite({ under = '/some/where/', mounts = {}, stubs = [], gzip = false } = {}) {
  const page = await readFile(path.join(siteFolder, 'index.html'), 'utf8');
  const scripts = ['recorder.js', ...stubs].map((name) => `<script src="/pages/${name}"></script>`).join('');
  const recorded = page.replace(/<head[^>]*>/i, (head) => head + scripts);
  if (recorded === page) throw new Error('index.html has no <head> to put the recorder into');

  // The service worker takes no file but those that were built, by their hashes.
  const worker = await readFile(path.join(siteFolder, 'service-worker.js'), 'utf8');
  const keeping = worker.replace(sha256(page), sha256(recorded));

  const replaced = Object.entries(mounts).map(([name, content]) => [under + name, content]);
  const server = await serveStatic({
    '/pages/': pages,
    [under]: siteFolder,
    [`${under}index.html`]: recorded,
    [`${under}service-worker.js`]: keeping,
    ...Object.fromEntries(replaced),
  }, { gzip });
  return { ...server, address: server.origin + under };
}

const untilReady = `(async () => {
  for (let i = 0; i < 100 && !globalThis.inkling; ++i) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!globalThis.inkling) throw new Error('the page has not defined inkling');
  await Promise.race([
    inkling.ready,
    new Promise((_, reject) => setTimeout(reject, 20000, new Error('inkling.ready is still pending after 20 s'))),
  ]);
})()`;

// Opens the page and waits until it can be drawn on.
export async function openReady(browser, address) {
  await browser.open(address);
  try {
    await browser.evaluate(untilReady);
  } catch (error) {
    // WebKitGTK 2.50 once in a great many times finds an access out of bounds where there is none; the page then starts
    // itself anew (web/site/restarting.js), and this script ends with the page that it ran in.
    if (browser.name !== 'webkit' || !(await becomesTrue(browser, 'history.state?.restarted'))) throw error;
    console.log(`${browser.version}: the page trapped and started itself anew: ${error.message}`);
    await browser.evaluate(untilReady);
  }
}

// Whether a condition comes true within 15 seconds, in this page or in the one that is loaded after it.
export async function becomesTrue(browser, condition) {
  for (const end = Date.now() + 15000; Date.now() < end; ) {
    try {
      if (await browser.evaluate(`Boolean(${condition})`)) return true;
    } catch {
      // The page that was asked is gone.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

// Waits until the service worker has kept the page, where the browser has one; true if it has.
export const keptOffline = (browser) => browser.evaluate(`(async () => {
  for (let i = 0; i < 200 && navigator.serviceWorker; ++i) {
    if (navigator.serviceWorker.controller) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
})()`);

// What the page says in the frame after the last event: {reading, status}.
export const readingShown = (browser) => browser.evaluate(`(${afterNextFrame})()`);

// The same, and a clean sheet after it.
export const takeReading = (browser) =>
  browser.evaluate(`(${afterNextFrame})().then((shown) => (inkling.clear(), shown))`);

const afterNextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      setTimeout(() => {
        const reading = globalThis.inkling.current();
        resolve({ reading, status: document.querySelector('#result').textContent.trim() });
      });
    });
  });

// Everything that the page has complained about, told by the browser or by the recorder.
export const complaints = async (browser) => [...browser.messages, ...(await browser.evaluate('recorder.messages'))];
