// Keeps the page on the device, so that it works without a connection after the first visit.
//
// tools/lib/list-site writes `site` behind this line: {version, files: {path: SHA-256}}.  Every version has a cache of
// its own, which is used only when each of its files has arrived with the very bytes it was built with: a deployment
// in the middle of its being replaced is tried again later.  A new version waits until no tab uses the one before, so
// that a page never gets files of another.
/* global site */

const prefix = `inkling ${new URL(registration.scope).pathname} `;
const cacheName = prefix + site.version;
/** @param {string} file */
const addressOf = (file) => new URL(file, registration.scope).href;

// The smallest module with relaxed SIMD, as in loader.js: the page loads one of two variants, and so does the cache.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const vector = [253, 12, ...Array(16).fill(0)];
const code = [...vector, ...vector, ...vector, 253, 133, 2];
const relaxed = new Uint8Array([
  ...header, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, code.length + 5, 1, code.length + 3, 0, ...code, 26, 11]);
const otherVariant = WebAssembly.validate(relaxed) ? '.simd128.' : '.relaxed.';
const wanted = Object.keys(site.files).filter((file) => !file.includes(otherVariant));

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} file */
async function fetchWhole(file) {
  const response = await fetch(addressOf(file), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  const bytes = await response.clone().arrayBuffer();
  if (await digestOf(bytes) !== site.files[file]) throw new Error(`${file} belongs to another version`);
  return response;
}

async function install() {
  const responses = await Promise.all(wanted.map(fetchWhole));
  const cache = await caches.open(cacheName);
  await Promise.all(wanted.map((file, i) => cache.put(addressOf(file), responses[i])));
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)));
  await clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const address = request.mode === 'navigate' ? addressOf('index.html') : request.url;
  const cache = await caches.open(cacheName);
  return await cache.match(address) ?? fetch(request);
}

/** @param {URL} url */
const isPage = (url) => url.pathname === new URL(registration.scope).pathname || url.href === addressOf('index.html');
/** @param {Request} request */
const isOurs = (request) => {
  const url = new URL(request.url);
  url.search = url.hash = '';
  return request.mode === 'navigate' ? isPage(url) : wanted.some((file) => addressOf(file) === url.href);
};

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && isOurs(event.request)) event.respondWith(answer(event.request));
});
