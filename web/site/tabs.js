// The tabs of the details.  Reading is there from the start; the others are loaded when they are first chosen: a module
// and a style sheet of the tab's name.  The module has
//   open(panel, page)   called once; fills the tab's panel and returns
//     show(), hide()    the panel comes into sight, or goes: nothing is to be done for a panel that nobody sees
//     update()          after every frame while it is in sight
// page: {app, frames, layout, notify, simd, weights()}: what main.js has put together; weights() is {name, bytes, file}.
import { element } from './elements.js';
import { keep, kept } from './keeping.js';
import { notices } from './texts.js';

/** @type {Record<string, () => Promise<{ open(panel: HTMLElement, page: Page): Tab }>>} */
const modules = {
  inside: () => import('./inside.js'),
  evidence: () => import('./evidence.js'),
};

const names = ['reading', ...Object.keys(modules)];
/** @param {string} name */
const tabOf = (name) => element(`tab-${name}`);

/** @param {string} name */
const styleOf = (name) => new Promise((resolve, reject) => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${name}.css` });
  link.addEventListener('load', resolve);
  link.addEventListener('error', () => reject(new Error(`${name}.css was not loaded`)));
  document.head.append(link);
});

export class Tabs {
  #notify;
  /** @type {Page | null} */
  #page = null;
  #chosen = 'reading';
  #isInSight = false;
  /** @type {Record<string, Promise<Tab>>} */
  #loading = {};       // by name
  /** @type {Record<string, Tab>} */
  #opened = {};        // by name: what open() returned
  /** @type {Tab | null} */
  #shown = null;       // the one of them that was told so

  /** @param {(text: string) => void} notify */
  constructor(notify) {
    this.#notify = notify;
  }

  // The page can read and draw from here on.
  /** @param {Page} page */
  follow(page) {
    this.#page = page;
    for (const name of names) {
      tabOf(name).addEventListener('click', () => this.#choose(name));
      tabOf(name).addEventListener('keydown', (event) => this.#step(event, name));
    }
    // On a phone the details slide away with whatever tab is open.
    new IntersectionObserver((entries) => {
      this.#isInSight = entries[entries.length - 1].intersectionRatio > 0;
      this.#tell();
    }, { threshold: 0.01 }).observe(element('details'));
    const name = kept('tab');
    if (name in modules) this.#choose(name);
  }

  update() {
    this.#shown?.update();
  }

  /** @param {KeyboardEvent} event @param {string} name */
  #step(event, name) {
    const last = names.length - 1, at = names.indexOf(name);
    const to = {
      ArrowLeft: at > 0 ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabOf(names[to]).focus();
    this.#choose(names[to]);
  }

  /** @param {string} name */
  async #choose(name) {
    this.#chosen = name;
    for (const other of names) {
      tabOf(other).setAttribute('aria-selected', other === name);
      tabOf(other).tabIndex = other === name ? 0 : -1;
      element(other).hidden = other !== name;
    }
    document.body.classList.toggle('is-wide', name !== 'reading');
    keep('tab', name);
    this.#page?.layout.measure();
    this.#tell();
    if (!this.#page || !(name in modules) || this.#opened[name]) return;
    try {
      this.#opened[name] = await (this.#loading[name] ??= this.#load(name, this.#page));
    } catch {
      delete this.#loading[name];
      this.#notify(notices.tabNotLoaded);
      return;
    }
    this.#page?.layout.measure();
    this.#tell();
  }

  /** @param {string} name @param {Page} page @returns {Promise<Tab>} */
  async #load(name, page) {
    const [{ open }] = await Promise.all([modules[name](), styleOf(name)]);
    return open(element(name), page);
  }

  // Tells the tab that went out of sight, and the one that came into it.
  #tell() {
    const shown = this.#isInSight ? this.#opened[this.#chosen] ?? null : null;
    if (shown === this.#shown) return;
    this.#shown?.hide();
    this.#shown = shown;
    this.#shown?.show();
  }
}
