// globalThis.inkling: what the page gives to scripts.
//
//   await inkling.ready                    the page can read
//   await inkling.recognize(input)         the reading of an ImageData, or of {strokes: [[[x, y], …], …]} in any unit
//   inkling.current()                      the reading on the screen
//   inkling.drawArea()                     {x, y, width, height} of the sheet, in CSS pixels of the viewport
//                                          {mode: 'digit' | 'number'} as second argument; else as it seems best
//   inkling.clear(), undo(), redo()        as the buttons do
//   inkling.stats()                        {frames, eventToFrameMilliseconds, readingMicroseconds, bytesLoaded, simd}
//
// A reading is {text, confidence, rejected, digits: [{label, confidence, probabilities, top, box}]}.

import { modes } from './app.js';
import { element } from './elements.js';

const nothing = Object.freeze({ text: '', confidence: 0, rejected: false, digits: [] });

/** @param {unknown} strokes @returns {strokes is Strokes} */
function isStrokes(strokes) {
  return Array.isArray(strokes) && strokes.every((stroke) => Array.isArray(stroke) && stroke.length > 0 &&
    stroke.every((point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1])));
}

// Bytes of everything that the browser loaded for this page, as they were sent.
function bytesLoaded() {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return entries.reduce((sum, entry) => sum + (/** @type {PerformanceResourceTiming} */ (entry).encodedBodySize ?? 0), 0);
}

/** @param {Promise<Started>} started */
export function publish(started) {
  /** @type {Started | null} */
  let page = null;
  const ready = started.then((value) => { page = value; });
  // Whoever waits for `ready` hears of a failure; whoever does not has seen it on the page.
  ready.catch(() => {});

  globalThis.inkling = Object.freeze({
    ready,

    /** @param {ImageData | { strokes: Strokes }} input @param {{ mode?: Mode }} how @returns {Promise<Reading>} */
    async recognize(input, { mode = 'automatic' } = {}) {
      await ready;
      if (!page) throw new Error('inkling.recognize: the page has stopped');
      if (!modes.includes(mode)) throw new TypeError(`inkling.recognize: mode ${mode}, expected ${modes.join(', ')}`);
      if (input instanceof ImageData) return page.recognizePicture(input, mode);
      if (isStrokes(input?.strokes)) return page.app.recognizeStrokes(input.strokes, mode);
      throw new TypeError('inkling.recognize: expected an ImageData or {strokes: [[[x, y], …], …]} with finite numbers');
    },

    current: () => page ? page.app.current() : nothing,

    drawArea() {
      const { x, y, width, height } = element('sheet').getBoundingClientRect();
      return { x, y, width, height };
    },

    clear: () => page?.clear(),
    undo: () => page?.undo(),
    redo: () => page?.redo(),

    stats: () => ({
      frames: page?.frames.drawn ?? 0,
      eventToFrameMilliseconds: page?.frames.eventToFrameMilliseconds ?? 0,
      readingMicroseconds: page?.app.readingMicroseconds() ?? 0,
      bytesLoaded: bytesLoaded(),
      simd: page?.simd ?? '',
    }),
  });
}
