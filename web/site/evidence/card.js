// The model card of the weights in use, as tools/lib/card-figures.mjs wrote it (the form of the file is told there), with
// the curves of the training.
import { h, tableOf } from './dom.js';
import { Curves } from './curves.js';
import { evidence } from '../texts.js';

const { card: texts, percent, thousands, withError } = evidence;

// What stands between backticks in a card is code.
/** @param {string} text */
const withCode = (text) => text.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part));

/** @param {DataFigures} one */
const rowOf = (one) => [
  one.data, thousands(one.samples), withError({ accuracy: one.accuracy, error: one.accuracy_error }), percent(one.rejected)];

/** @param {Card} card */
const figuresTable = ({ figures }) => tableOf(texts.figures, Object.entries(texts.kinds).flatMap(([kind, heading]) => {
  const rows = figures.filter((one) => one.kind === kind).map(rowOf);
  return heading && rows.length ? [[heading], ...rows] : rows;
}));

/** @param {Card} card */
const outsidersTable = ({ outsiders }) => tableOf(texts.outsidersHead, outsiders.map(({ kind, drawings, rejected }) =>
  [kind, thousands(drawings), percent(rejected)]));

/** @param {Card} card */
const factsList = ({ facts }) => h('dl', {}, ...facts.flatMap(([what, text]) =>
  [h('dt', {}, what), h('dd', {}, ...withCode(text))]));

export class ModelCard {
  /** @type {Map<string, Promise<Card | null>>} */
  #cards = new Map();   // by name
  #page;
  #curves;
  #name = '';

  /** @param {Page} page @param {import('./charts.js').Charts} charts */
  constructor(page, charts) {
    this.#page = page;
    this.#curves = new Curves(charts);
    this.content = h('div');
    this.heading = h('h2', { id: 'card-heading' });
    this.element = h('section', { id: 'card', 'aria-labelledby': 'card-heading' }, this.heading, this.content);
  }

  // The card of the weights in use, fetched when it is first wanted.
  async show() {
    const { name, bytes } = this.#page.weights();
    if (name === this.#name) return;
    this.#name = name;
    this.heading.textContent = texts.heading(name);
    this.content.replaceChildren(h('p', {}, texts.loading));
    const card = await this.#fetched(name);
    if (name !== this.#name) return;
    if (!card) this.#name = '';   // the next time it may be there
    this.content.replaceChildren(...(card ? this.#contentOf(card, bytes) : [h('p', {}, texts.missing)]));
  }

  /** @param {string} name @returns {Promise<Card | null>} */
  #fetched(name) {
    const kept = this.#cards.get(name);
    if (kept) return kept;
    const card = fetch(`weights/${name}.json`)
      .then((response) => (response.ok ? response.json() : null))
      .then((found) => (found?.version === 1 ? found : null), () => null);
    this.#cards.set(name, card);
    card.then((found) => { if (!found) this.#cards.delete(name); });
    return card;
  }

  /** @param {Card} card @param {number} bytes */
  #contentOf(card, bytes) {
    this.#curves.show(card.networks.filter(({ shipped }) => shipped));
    return [
      h('p', {}, texts.about(card)),
      card.bytes !== bytes && h('p', { role: 'note' }, texts.unfit),
      figuresTable(card),
      ...(card.outsiders.length ? [h('h3', {}, texts.outsiders), outsidersTable(card)] : []),
      card.numbers && h('p', {}, texts.numbers(card.numbers)),
      h('p', {}, ...withCode(card.weakness)),
      this.#curves.element,
      h('details', {}, h('summary', {}, texts.made), factsList(card), h('p', {}, card.sources)),
    ].filter((child) => child !== false && child !== null);
  }
}
