// Elements of the document, in one call each: h('p', { class: 'quiet' }, 'Text', other).  A function is a listener:
// h('button', { click: () => … }).  What is null or false is left out.
/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} name
 * @param {Record<string, unknown>} [attributes]
 * @param {(Node | string | null | false)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(key, '');
    else if (value !== null && value !== false) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

// A table with a line of headings; the first cell of each row is its heading.  A row of that cell alone is a heading of
// those that follow.
/** @param {string[]} head @param {string[][]} rows @param {Record<string, unknown>} [attributes] */
export const tableOf = (head, rows, attributes) => h('table', attributes,
  h('thead', {}, h('tr', {}, ...head.map((text) => (text ? h('th', { scope: 'col' }, text) : h('td'))))),
  h('tbody', {}, ...rows.map(([first, ...rest]) => (rest.length
    ? h('tr', {}, h('th', { scope: 'row' }, first), ...rest.map((text) => h('td', {}, text)))
    : h('tr', { class: 'group' }, h('th', { colspan: head.length, scope: 'rowgroup' }, first))))));
