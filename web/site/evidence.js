// The tab Evidence: how well the weights in use read, tried here, and what their model card says.
import { ModelCard } from './evidence/card.js';
import { Charts } from './evidence/charts.js';
import { Try } from './evidence/try.js';

// As tabs.js wants it.
/** @param {HTMLElement} panel @param {Page} page @returns {Tab} */
export function open(panel, page) {
  const charts = new Charts(page.app, () => page.frames.request());
  const test = new Try(page, charts);
  const card = new ModelCard(page, charts);
  panel.append(test.element, card.element);
  // Whatever changes its height moves the charts in it.
  page.layout.observe(panel);
  let weights = '';
  const update = () => {
    const { name } = page.weights();
    if (name === weights) return;
    weights = name;
    test.show();
    card.show();
  };
  // Out of sight, nothing goes on.
  return { show: update, hide: () => test.cancel(), update };
}
