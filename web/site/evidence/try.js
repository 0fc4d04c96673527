// The test set on demand: its button, progress, and what came of it.  Outcomes belong to the weights they were made with.
import { h, tableOf } from './dom.js';
import { ConfusionMatrix } from './confusion.js';
import { DigitGrid } from './digits.js';
import { readTestSet } from './test-set.js';
import { evidence } from '../texts.js';

const { test: texts, withError } = evidence;

export class Try {
  #page;
  /** @type {Map<string, TestRun & { source: string }>} */
  #outcomes = new Map();   // by the name of the weights
  /** @type {ReturnType<typeof readTestSet> | null} */
  #run = null;             // the one that goes on
  /** @type {File[] | null} */
  #ownFiles = null;        // chosen where the host has none
  /** @type {{ name?: string, text?: string }} */
  #trouble = {};           // why the last run came to nothing, and with which weights
  #confusion;
  #grid;

  /** @param {Page} page @param {import('./charts.js').Charts} charts */
  constructor(page, charts) {
    this.#page = page;
    this.#grid = new DigitGrid(charts);
    this.#confusion = new ConfusionMatrix(charts, (cell) => this.#grid.showCell(cell));
    this.input = h('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', change: () => {
      if (this.input.files?.length) this.#start([...this.input.files]);
      this.input.value = '';   // so that the same files can be chosen again
    } });
    this.runButton = h('button', { id: 'run-test', type: 'button', click: () => this.#start(this.#ownFiles) });
    /** @param {string} id @param {() => void} click @param {string} text */
    const quiet = (id, click, text) => h('button', { id, class: 'quiet', type: 'button', click }, text);
    this.chooseButton = quiet('choose-test', () => this.input.click(), texts.choose);
    this.bar = h('progress', { 'aria-label': texts.progressLabel });
    this.done = h('span');
    this.progress = h('div', { id: 'test-progress' }, this.bar, this.done,
      quiet('cancel-test', () => this.cancel(), texts.cancel));
    this.start = h('div', { class: 'row' }, this.runButton, this.chooseButton, this.input);
    this.said = h('p', { id: 'test-said', role: 'status' });
    this.figures = h('div', { id: 'test-figures' });
    this.element = h('section', { id: 'try', 'aria-labelledby': 'try-heading' },
      h('h2', { id: 'try-heading' }, texts.heading), h('p', {}, texts.about),
      this.start, this.progress, this.said, this.figures, this.#confusion.element, this.#grid.element);
    this.#takeDrops();
    this.show();
  }

  // What there is of the weights in use.
  show() {
    const { name } = this.#page.weights();
    const found = this.#outcomes.get(name);
    this.start.hidden = this.#run !== null;
    this.progress.hidden = this.#run === null;
    this.runButton.textContent = this.#ownFiles ? texts.runChosen : texts.run;
    const trouble = this.#trouble.name === name && this.#trouble.text;
    this.said.textContent = this.#run ? '' : trouble || this.#sayingOf(name, found);
    this.said.classList.toggle('read-aloud', Boolean(found) && !trouble);   // the figures show the same
    this.figures.replaceChildren(...(found ? this.#figuresOf(name, found) : []));
    this.#confusion.show(found?.outcome);
    this.#grid.show(found);
  }

  // Ends what goes on, if anything does.
  cancel() {
    this.#run?.cancel();
  }

  /** @param {string} name @param {TestRun | undefined} found */
  #sayingOf(name, found) {
    if (found) return texts.said(found.outcome);
    return this.#outcomes.size ? texts.none(name) : '';
  }

  /** @param {File[] | null} files */
  async #start(files) {
    if (this.#run) return;
    const { name, file } = this.#page.weights();
    this.#trouble = {};
    this.bar.removeAttribute('value');
    this.done.textContent = texts.fetching;
    const hadFocus = this.start.contains(document.activeElement);
    this.#run = readTestSet({ simd: this.#page.simd, weights: file, files }, ({ done, total }) => {
      this.bar.max = total;
      this.bar.value = done;
      this.done.textContent = texts.progress(done, total);
    });
    this.show();
    if (hadFocus) this.progress.querySelector('button')?.focus();
    const answer = await this.#run.ended;
    const stillHasFocus = this.progress.contains(document.activeElement);
    this.#run = null;
    if (answer?.outcome) {
      const source = files ? texts.own(files.map((one) => one.name)) : texts.mnist;
      this.#outcomes.set(name, { ...answer, source });
      if (files) this.#ownFiles = files;
    } else {
      this.#trouble = { name, text: this.#reasonOf(answer) };
    }
    this.show();
    if (stillHasFocus) (answer?.missing ? this.chooseButton : this.runButton).focus();
  }

  /** @param {TestAnswer | null} answer @returns {string} */
  #reasonOf(answer) {
    if (!answer) return texts.cancelled;
    if (answer.missing) return `${answer.missing} ${texts.howToChoose}`;
    return texts.failed(answer.error ?? '');
  }

  /** @param {string} name @param {TestRun & { source: string }} run */
  #figuresOf(name, { outcome, milliseconds, source }) {
    const { count, right, accuracy, accuracyError } = outcome;
    const speed = 1000 * count / milliseconds;
    const all = [...this.#outcomes].map(([one, { outcome: its }]) =>
      ({ name: one, accuracy: its.accuracy, error: its.accuracyError }));
    const share = withError({ accuracy, error: accuracyError });
    return [
      h('p', { class: 'large' }, share, ' ', h('span', {}, texts.readRight)),
      h('p', {}, texts.summary({ count, right, source, weights: name, speed })),
      all.length > 1 && h('p', {}, texts.others(all)),
      h('details', {}, h('summary', {}, texts.exactly),
        tableOf(['', ''], texts.figures({ outcome, milliseconds, simd: this.#page.simd }), { class: 'facts' })),
    ].filter((child) => child !== false);
  }

  #takeDrops() {
    // Elsewhere on the page a dropped file is a picture.
    /** @param {DragEvent} event */
    const take = (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.element.classList.toggle('is-dropped-on', event.type === 'dragover');
    };
    this.element.addEventListener('dragover', take);
    this.element.addEventListener('dragleave', take);
    this.element.addEventListener('drop', (event) => {
      take(event);
      const files = [...event.dataTransfer?.files ?? []];
      if (files.length) this.#start(files);
    });
  }
}
