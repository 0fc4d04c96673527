// A program in WebAssembly that trapped cannot go on, be it by a fault of its own, for want of memory, or by a fault of
// the browser.  Settings and drawing are kept (keeping.js), so the page is loaded again, once.  The mark of that is in the
// history, which survives a reload and needs no storage.

const soon = 10_000;   // milliseconds: what dies again within them would die a third time
const restarted = history.state?.restarted ?? -Infinity;
let isRestarting = false;

// Whether this page was loaded again by restartsAfter().
export const wasRestarted = Date.now() - restarted < soon;

// Whether that error is the program's end.
/** @param {unknown} error */
export const isTrap = (error) => Boolean(globalThis.WebAssembly) && error instanceof WebAssembly.RuntimeError;

// True if the page is being loaded again because of that error; false if it is no trap, or one too many.
/** @param {unknown} error */
export function restartsAfter(error) {
  if (isRestarting) return true;
  if (!isTrap(error) || Date.now() - restarted < soon) return false;
  isRestarting = true;
  history.replaceState({ ...history.state, restarted: Date.now() }, '');
  location.reload();
  return true;
}
