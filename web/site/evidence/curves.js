// The training curves: loss and what was read right, an epoch chosen by the slider below them or by pointing at them.
import { h, tableOf } from './dom.js';
import { evidence } from '../texts.js';

const { card: texts, percent } = evidence;

// The heights, from 0 to 1, of values between `low` and `high`, and of round ones to read them by.
/**
 * @param {number[][]} curves
 * @param {{ low: number, high: number, ticks: number[], of: (value: number) => number, text: (value: number) => string }} scale
 */
function scaled(curves, { low, high, ticks, of, text }) {
  /** @param {number} value */
  const height = (value) => Math.min(Math.max((of(value) - of(low)) / (of(high) - of(low)), 0), 1);
  return {
    heights: curves.map((values) => values.map(height)),
    ticks: ticks.map((value) => ({ height: height(value), text: text(value) })),
  };
}

// Loss falls by powers: each is a step of the same height.
/** @param {number[][]} curves */
function lossScale(curves) {
  const all = curves.flat();
  const low = Math.min(...all) / 1.2, high = Math.max(...all) * 1.2;
  const powers = Array.from({ length: 9 }, (_, i) => 10 ** (i - 6));
  /** @param {number[]} values */
  const within = (values) => values.filter((value) => value >= low && value <= high);
  const round = within(powers);
  const ticks = round.length > 1 ? round : within(powers.flatMap((power) => [power, 2 * power, 5 * power]));
  return scaled(curves, { low, high, ticks, of: Math.log10, text: (value) => String(Number(value.toPrecision(1))) });
}

// From the whole percent below all of it up to 100.
/** @param {number[][]} curves */
function accuracyScale(curves) {
  const low = Math.floor(100 * Math.min(...curves.flat())) / 100;
  const parts = low > 0.975 ? 4 : 2;
  const ticks = Array.from({ length: parts + 1 }, (_, i) => low + (1 - low) * i / parts);
  return scaled(curves, { low, high: 1, ticks, of: (value) => value, text: evidence.percentBeside });
}

export class Curves {
  #charts;
  /** @type {Epoch[]} */
  #epochs = [];

  /** @param {import('./charts.js').Charts} charts */
  constructor(charts) {
    this.#charts = charts;
    this.choice = h('div', { class: 'choice', role: 'radiogroup', 'aria-label': texts.curveOf });
    this.committee = h('p');
    this.loss = h('div', { id: 'loss-curve', 'aria-hidden': 'true' });
    this.accuracy = h('div', { id: 'accuracy-curve', 'aria-hidden': 'true' });
    this.slider = h('input', { id: 'epoch', type: 'range', min: '1', 'aria-label': texts.epoch,
      input: () => this.#choose(this.slider.valueAsNumber - 1) });
    this.said = h('p', { id: 'epoch-said' });
    this.table = h('details');
    /** @param {HTMLElement} chart @param {string} title */
    const figure = (chart, title) => h('figure', {}, h('figcaption', {}, title), chart);
    this.element = h('div', { id: 'curves' }, h('h3', {}, texts.learnt), this.committee, this.choice,
      figure(this.loss, texts.loss), figure(this.accuracy, texts.accuracy),
      this.slider, this.said, this.table);
    for (const chart of [this.loss, this.accuracy])
      for (const type of /** @type {const} */ (['pointermove', 'pointerdown'])) chart.addEventListener(type, (event) => this.#point(chart, event));
  }

  // networks: as the card has them, each with its epochs.
  /** @param {TrainedNetwork[]} networks */
  show(networks) {
    const many = networks.length > 1;
    this.committee.hidden = this.choice.hidden = !many;
    this.committee.textContent = texts.committee(networks.length);
    /** @param {TrainedNetwork} network @param {boolean} isFirst */
    const choose = (network, isFirst) =>
      h('input', { type: 'radio', name: 'curve', checked: isFirst, change: () => this.#show(network) });
    this.choice.replaceChildren(...networks.map((network, i) =>
      h('label', {}, choose(network, i === 0), h('span', {}, network.name))));
    this.#show(networks[0]);
  }

  /** @param {TrainedNetwork} network */
  #show({ epochs }) {
    this.#epochs = epochs;
    /** @param {('loss' | 'validation_loss' | 'validation_accuracy')[]} names */
    const curvesOf = (...names) =>
      names.filter((name) => name in epochs[0]).map((name) => epochs.map((epoch) => Number(epoch[name])));
    const loss = lossScale(curvesOf('loss', 'validation_loss'));
    const accuracy = accuracyScale(curvesOf('validation_accuracy'));
    this.#charts.showCurves('loss-curve', loss.heights, loss.ticks);
    this.#charts.showCurves('accuracy-curve', accuracy.heights, accuracy.ticks);
    /** @param {number | undefined} value */
    const share = (value) => (value === undefined ? '' : percent(value));
    this.table.replaceChildren(h('summary', {}, texts.table), tableOf(texts.tableHead, epochs.map((epoch) => [
      String(epoch.epoch), epoch.loss.toFixed(4), epoch.validation_loss?.toFixed(4) ?? '',
      share(epoch.training_accuracy), share(epoch.validation_accuracy)])));
    this.slider.max = String(epochs.length);
    this.slider.valueAsNumber = epochs.length;
    this.#choose(epochs.length - 1);
  }

  /** @param {HTMLElement} chart @param {PointerEvent} event */
  #point(chart, { clientX }) {
    const { left, width } = chart.getBoundingClientRect();
    // As web/app/curves_view.cpp frames them.
    const share = (clientX - left - 56) / (width - 64);
    const point = Math.min(Math.max(Math.round(share * (this.#epochs.length - 1)), 0), this.#epochs.length - 1);
    this.slider.valueAsNumber = point + 1;
    this.#choose(point);
  }

  /** @param {number} point */
  #choose(point) {
    const said = texts.at(this.#epochs[point]);
    if (this.said.textContent === said && this.slider.getAttribute('aria-valuetext') === said) return;
    this.said.textContent = said;
    this.slider.setAttribute('aria-valuetext', said);
    for (const view of ['loss-curve', 'accuracy-curve']) this.#charts.choosePoint(view, point);
  }
}
