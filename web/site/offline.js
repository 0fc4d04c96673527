// Installs the service worker, which fetches the whole site: never beside what the page needs to read for the first time.
// Where there is none, or it is refused, the page does without.

const pause = 3000;   // milliseconds after which nobody seems to be about to write
/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const untilIdle = () => 'requestIdleCallback' in globalThis
  ? new Promise((resolve) => { requestIdleCallback(resolve, { timeout: pause }); }) : wait(300);

// Called once the page can read.  hasRead() says whether a reading is shown, isWriting() whether the pen is down.
/** @param {{ hasRead: () => boolean, isWriting: () => boolean }} page */
export async function workOffline({ hasRead, isWriting }) {
  if (!navigator.serviceWorker) return;
  const end = performance.now() + pause;
  while (isWriting() || (!hasRead() && performance.now() < end)) await wait(200);
  await untilIdle();
  navigator.serviceWorker.register(new URL('service-worker.js', import.meta.url)).catch(() => {});
}
