// Digits to look at: those that were misread, or those behind a cell of the confusion matrix.  A list of the document,
// drawn by the app.
import { h } from './dom.js';
import { evidence } from '../texts.js';

const texts = evidence.digits;
const columns = 5, rows = 4;
const atOnce = columns * rows;
const glyphSize = 28 * 28;

export class DigitGrid {
  #charts;
  /** @type {TestRun | undefined} */
  #found;
  /** @type {{ label: number, reading: number } | null} */
  #cell = null;     // null: all that were misread
  /** @type {(ImageReading & { index: number })[]} */
  #digits = [];
  #first = 0;

  /** @param {import('./charts.js').Charts} charts */
  constructor(charts) {
    this.#charts = charts;
    this.heading = h('h3', { id: 'digits-heading' });
    this.list = h('ol', { id: 'digits', 'aria-labelledby': 'digits-heading' });
    this.range = h('span');
    /** @param {string} id @param {string} text @param {() => void} click */
    const button = (id, text, click) => h('button', { id, class: 'quiet', type: 'button', click }, text);
    this.all = button('all-misread', texts.all, () => this.showCell(null));
    this.before = button('digits-before', texts.before, () => this.#turn(-atOnce));
    this.next = button('digits-next', texts.next, () => this.#turn(atOnce));
    this.pager = h('div', { class: 'row' }, this.before, this.range, this.next);
    this.about = h('p', {}, texts.about);
    this.element = h('div', { hidden: true },
      h('div', { class: 'row' }, this.heading, this.all), this.about, this.list, this.pager);
  }

  // found: {outcome, images} of what was read; without it there is nothing to see.
  /** @param {TestRun | undefined} found */
  show(found) {
    if (found === this.#found) return;
    this.#found = found;
    this.element.hidden = !found;
    if (found) this.showCell(null);
  }

  /** @param {{ label: number, reading: number } | null} cell */
  showCell(cell) {
    this.#cell = cell;
    /** @param {ImageReading} one */
    const belongs = ({ label, reading }) => (cell ? label === cell.label && reading === cell.reading : label !== reading);
    this.#digits = (this.#found?.outcome.readings ?? []).map((one, index) => ({ ...one, index })).filter(belongs)
      .sort((a, b) => b.confidence - a.confidence);
    this.#first = 0;
    this.#fill();
  }

  /** @param {number} by */
  #turn(by) {
    const first = this.#first + by;
    if (first < 0 || first >= this.#digits.length) return;
    this.#first = first;
    this.#fill();
  }

  #fill() {
    if (!this.#found) return;
    const { outcome: { labels }, images } = this.#found;
    const count = this.#digits.length;
    const shown = this.#digits.slice(this.#first, this.#first + atOnce)
      .map((digit) => ({ ...digit, label: labels[digit.label], reading: labels[digit.reading] }));
    this.heading.textContent = this.#cell
      ? texts.ofCell(labels[this.#cell.label], labels[this.#cell.reading], count) : texts.misread(count);
    this.all.hidden = !this.#cell;
    this.about.hidden = count === 0;
    this.list.replaceChildren(...shown.map((digit) => h('li', {}, h('span', {}, texts.one(digit)))));
    this.#charts.showDigits(shown.map(({ index, label, reading }) =>
      ({ pixels: images.subarray(index * glyphSize, (index + 1) * glyphSize), label, reading })), columns);
    this.pager.hidden = count <= atOnce;
    this.range.textContent = texts.range(this.#first + 1, this.#first + shown.length, count);
    this.before.setAttribute('aria-disabled', this.#first === 0);
    this.next.setAttribute('aria-disabled', this.#first + atOnce >= count);
  }
}
