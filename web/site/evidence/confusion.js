// The confusion matrix: a table of the document, whose cells the mouse and the arrow keys choose, drawn by the app.
import { h } from './dom.js';
import { evidence } from '../texts.js';

const texts = evidence.confusion;
/** @type {Record<string, [down: number, right: number]>} */
const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class ConfusionMatrix {
  #charts;
  #chosen;
  /** @type {Summary | undefined} */
  #outcome;
  /** @type {HTMLTableCellElement[]} */
  #cells = [];       // [labels * labels]
  #cell = -1;

  // chosen({label, reading}) is called with the indices of the cell that was chosen.
  /** @param {import('./charts.js').Charts} charts @param {(cell: { label: number, reading: number }) => void} chosen */
  constructor(charts, chosen) {
    this.#charts = charts;
    this.#chosen = chosen;
    this.table = h('table', { id: 'confusion', role: 'grid', 'aria-label': texts.label });
    this.element = h('div', { hidden: true }, h('h3', {}, texts.heading), h('p', {}, texts.about), this.table);
    this.table.addEventListener('click', ({ target }) => this.#choose(this.#indexOf(/** @type {Element} */ (target).closest('td'))));
    this.table.addEventListener('focusin', (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.matches(':focus-visible')) this.#choose(this.#indexOf(target));
    });
    this.table.addEventListener('keydown', (event) => this.#move(event));
  }

  /** @param {EventTarget | null} target */
  #indexOf(target) {
    return this.#cells.findIndex((cell) => cell === target);
  }

  // outcome: as outcome.js has it; without one there is nothing to see.
  /** @param {Summary | undefined} outcome */
  show(outcome) {
    if (outcome === this.#outcome) return;
    this.#outcome = outcome;
    this.#cell = -1;
    this.element.hidden = !outcome;
    if (!outcome) return;
    const { labels, confusion } = outcome;
    this.#charts.showConfusion(confusion, labels);
    /** @param {number} count @param {number} i */
    const cell = (count, i) => {
      const [label, reading] = [labels[Math.floor(i / labels.length)], labels[i % labels.length]];
      const says = texts.cell(label, reading, count);
      return h('td', { role: 'gridcell', tabindex: '-1', 'aria-label': says }, h('span', {}, String(count)));
    };
    this.#cells = Array.from(confusion, cell);
    /** @param {string} scope */
    const heading = (scope) => (/** @type {string} */ text) => h('th', { scope }, h('span', {}, text));
    /** @param {string} text @param {number} row */
    const rowOf = (text, row) => h('tr', {}, heading('row')(text),
      ...this.#cells.slice(row * labels.length, (row + 1) * labels.length));
    this.table.replaceChildren(
      h('thead', {}, h('tr', {}, ...[texts.written, ...labels.map(texts.readAs)].map(heading('col')))),
      h('tbody', {}, ...labels.map(rowOf)));
    // Tab leads to the most frequent mistake.
    /** @param {number} i */
    const isMistake = (i) => i % (labels.length + 1) !== 0;
    const most = confusion.reduce((best, count, i) => (isMistake(i) && count > confusion[best] ? i : best), 1);
    this.#cells[most].tabIndex = 0;
  }

  /** @param {number} cell */
  #choose(cell) {
    if (!this.#outcome || cell < 0 || cell === this.#cell) return;
    for (const other of this.#cells) {
      other.tabIndex = -1;
      other.removeAttribute('aria-selected');
    }
    this.#cells[cell].tabIndex = 0;
    this.#cells[cell].setAttribute('aria-selected', 'true');
    this.#cell = cell;
    const count = this.#outcome.labels.length;
    this.#charts.chooseCell(cell);
    this.#chosen({ label: Math.floor(cell / count), reading: cell % count });
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const at = this.#indexOf(event.target);
    if (at < 0 || !this.#outcome) return;
    const count = this.#outcome.labels.length, last = count - 1;
    const [row, column] = [Math.floor(at / count), at % count];
    const step = steps[event.key];
    if (!step && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    /** @param {number} value */
    const within = (value) => Math.min(Math.max(value, 0), last);
    const to = step ? [within(row + step[0]), within(column + step[1])] : [row, event.key === 'Home' ? 0 : last];
    const target = this.#cells[to[0] * count + to[1]];
    target.focus();
    this.#choose(this.#cells.indexOf(target));
  }
}
