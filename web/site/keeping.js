// What stays on this device from one visit to the next: settings and the last drawing, in the browser's own storage.
// Storage that is refused or full is no error: nothing is kept, that is all.

import sizes from './weights/sizes.js';

const prefix = `inkling ${new URL('.', location.href).pathname} `;
const longestDrawing = 2_000_000;   // characters
const floatsAPoint = 4;

// Any: whatever was stored, perhaps by another version of the page; whoever asks for it checks it.
/** @param {string} name @returns {any} */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
  } catch {
    return null;
  }
}

// Null keeps nothing of that name.
/** @param {string} name @param {unknown} value */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Refused or full.
  }
}

// The name of the weights to begin with.
/** @returns {string} */
export function keptWeights() {
  const name = kept('weights');
  return name in sizes ? name : 'default';
}

/** @param {unknown} point */
const isPoint = (point) => Array.isArray(point) && point.length === floatsAPoint && point.every(Number.isFinite);
// Any: see kept().
/** @param {any} drawing @returns {drawing is Drawing} */
const isDrawing = (drawing) => Array.isArray(drawing?.sheet) && drawing.sheet.length === 2 &&
  drawing.sheet.every((/** @type {number} */ side) => side > 0) && Array.isArray(drawing.strokes) &&
  drawing.strokes.every((/** @type {unknown} */ stroke) => Array.isArray(stroke) && stroke.length > 0 && stroke.every(isPoint));

// Brings the last drawing back.
/** @param {import('./app.js').App} app */
export function restoreDrawing(app) {
  const drawing = kept('drawing');
  if (isDrawing(drawing) && drawing.strokes.length > 0) app.restore(drawing);
}

let keepsDrawing = true;

// For good, as long as this page is open.
export function forgetDrawing() {
  keepsDrawing = false;
  keep('drawing', null);
}

// Keeps the drawing a moment after it has changed, and when the page goes.  Returns what to call after a change.
/** @param {import('./app.js').App} app */
export function keepDrawing(app) {
  let timer = 0;
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    if (!keepsDrawing) return;
    const drawing = app.isEmpty() ? null : app.drawing();
    keep('drawing', drawing && JSON.stringify(drawing).length <= longestDrawing ? drawing : null);
  };
  addEventListener('pagehide', () => { if (timer) now(); });
  document.addEventListener('visibilitychange', () => { if (timer && document.hidden) now(); });
  return () => { timer ||= setTimeout(now, 300); };
}
