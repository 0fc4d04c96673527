// The charts of this tab, which the app draws (web/app/charts.h) where the document has the elements of their names.
import { listed, views } from '../app.js';

export class Charts {
  #app;
  #changed;

  /** @param {import('../app.js').App} app @param {() => void} changed */
  constructor(app, changed) {
    this.#app = app;
    this.#changed = changed;
  }

  // curves: lists of heights from 0 to 1, the main one first; ticks: [{height, text}].
  /** @param {string} view @param {number[][]} curves @param {{ height: number, text: string }[]} ticks */
  showCurves(view, curves, ticks) {
    const heights = Float32Array.from(curves.flat());
    const tickHeights = Float32Array.from(ticks, ({ height }) => height);
    this.#app.lendAll([heights, tickHeights, listed(ticks.map(({ text }) => text))], (h, t, texts) =>
      this.#app.call('show_curves', views.indexOf(view), h, curves.length, curves[0].length, t, texts));
    this.#changed();
  }

  /** @param {string} view @param {number} point */
  choosePoint(view, point) {
    this.#app.call('choose_point', views.indexOf(view), point);
    this.#changed();
  }

  // counts: Uint32Array [labels, labels]
  /** @param {Uint32Array} counts @param {string[]} labels */
  showConfusion(counts, labels) {
    this.#app.lendAll([counts, listed(labels)], (c, texts) => this.#app.call('show_confusion', c, texts));
    this.#changed();
  }

  // The cell row * labels + column; -1 none.
  /** @param {number} cell */
  chooseCell(cell) {
    this.#app.call('choose_cell', cell);
    this.#changed();
  }

  // digits: [{pixels: Uint8Array [28, 28], label, reading}]
  /** @param {{ pixels: Bytes, label: string, reading: string }[]} digits @param {number} columns */
  showDigits(digits, columns) {
    const glyphs = new Uint8Array(28 * 28 * digits.length);
    digits.forEach(({ pixels }, i) => glyphs.set(pixels, 28 * 28 * i));
    const texts = listed(digits.flatMap(({ label, reading }) => [label, reading]));
    this.#app.lendAll([glyphs, texts], (g, t) => this.#app.call('show_digits', g, t, columns));
    this.#changed();
  }
}
