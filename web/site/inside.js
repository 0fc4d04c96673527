// The tab Inside: why the digit is read as it is, and what each layer of the network makes of it.  The app draws the
// maps (web/app/inside_views.h); here are the places for them, as buttons; describing.js has what is said of them.
import { explanationOf, lookedAt, mapName, placeOf, titleOf, why } from './describing.js';
import { element } from './elements.js';
import { inside as texts } from './texts.js';

const template = `
  <div class="why">
    <div id="why" aria-hidden="true"></div>
    <p></p>
  </div>
  <div class="chosen-map">
    <div id="map" aria-hidden="true"></div>
    <p><span></span> <span class="stencils"></span></p>
  </div>
  <div class="all-layers scrolls">
    <p class="committee" hidden></p>
    <div id="layers"></div>
  </div>`;

const pitch = 32;       // from map to map, as in inside.css
const mapSize = 28;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function create(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {Element} target @param {string} text */
const setText = (target, text) => { if (target.textContent !== text) target.textContent = text; };

// What a weights file says of its network, or of the first member of its committee:
// {members, planes, labels, layers} (engine/network/layers.h).
/** @param {Bytes} file @returns {Omit<Network, 'shapes'>} */
function networkOf(file) {
  const header = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const { __metadata__: said } = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + header)));
  const members = JSON.parse(said.members ?? '[""]');
  return {
    members: members.length, planes: JSON.parse(said.planes), labels: JSON.parse(said.labels),
    layers: JSON.parse(said.layers ?? said[`${members[0]}/layers`]),
  };
}

class Inside {
  #page;
  #why;
  #mapText;
  #stencilsText;
  #committee;
  #layers;             // the element
  /** @type {Network | null} */
  #network = null;
  /** @type {Weights | null} */
  #weights = null;     // whose maps are laid out
  /** @type {HTMLButtonElement[][]} */
  #buttons = [];       // [layers][maps]
  #columns = 1;
  #chosen = { layer: 1, map: 0 };

  /** @param {HTMLElement} panel @param {Page} page */
  constructor(panel, page) {
    panel.innerHTML = template;
    this.#page = page;
    const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector));
    this.#why = part('.why p');
    this.#mapText = part('.chosen-map span');
    this.#stencilsText = part('.chosen-map .stencils');
    this.#committee = part('.committee');
    this.#layers = part('#layers');
    for (const view of ['why', 'map', 'layers']) page.layout.observe(part(`#${view}`));
    new ResizeObserver(() => this.#placeMaps()).observe(this.#layers);
    for (const type of ['pointerover', 'focusin', 'click'])
      this.#layers.addEventListener(type, ({ target }) => this.#chooseButton(/** @type {Element} */ (target).closest('button')));
    this.#layers.addEventListener('keydown', (event) => this.#step(event));
  }

  show() { this.update(); }
  hide() {}

  update() {
    // New weights have their maps from the next frame on.
    const weights = this.#page.weights(), shapes = this.#page.app.layers();
    if (!shapes) return;
    if (this.#weights !== weights) {
      this.#weights = weights;
      this.#network = { ...networkOf(weights.file), shapes };
      this.#layOut(this.#network);
    }
    const isPicture = element('sheet').classList.contains('has-photo');
    if (this.#network)
      setText(this.#why, isPicture ? texts.whyWithoutStrokes : why(this.#network, this.#page.app.reasons()));
    this.#describe();
  }

  // A button for every map of every layer.
  /** @param {Network} network */
  #layOut(network) {
    this.#committee.hidden = network.members === 1;
    this.#committee.textContent = texts.committee(network.members);
    this.#buttons = network.shapes.map(([, , maps], layer) => Array.from({ length: maps }, (_, map) =>
      create('button', { type: 'button', tabindex: -1, 'aria-label': mapName(network, layer, map) })));
    this.#layers.replaceChildren(...this.#buttons.map((buttons, layer) => {
      const group = create('div', { class: 'maps', role: 'group', 'aria-label': titleOf(layer) }, ...buttons);
      return create('section', {}, create('h2', {}, texts.heading(titleOf(layer))),
        create('p', {}, explanationOf(network, layer)), group);
    }));
    // The map that was chosen, or the nearest to it that this network has.
    const layer = Math.min(this.#chosen.layer, this.#buttons.length - 1);
    this.#choose(layer, Math.min(this.#chosen.map, this.#buttons[layer].length - 1));
    this.#placeMaps();
  }

  #placeMaps() {
    const groups = [...this.#layers.querySelectorAll('.maps')];
    if (groups.length === 0 || groups[0].clientWidth === 0) return;
    this.#columns = Math.max(1, Math.floor((groups[0].clientWidth + pitch - mapSize) / pitch));
    const top = this.#layers.getBoundingClientRect().top;
    this.#page.app.placeMaps({
      tops: groups.map((group) => group.getBoundingClientRect().top - top + (pitch - mapSize) / 2),
      columns: this.#columns, pitch, size: mapSize,
    });
    this.#page.layout.measure();
  }

  /** @param {HTMLButtonElement | null} button */
  #chooseButton(button) {
    if (!button) return;
    const layer = this.#buttons.findIndex((buttons) => buttons.includes(button));
    const map = this.#buttons[layer]?.indexOf(button);
    if (layer >= 0 && (layer !== this.#chosen.layer || map !== this.#chosen.map)) this.#choose(layer, map);
  }

  /** @param {number} layer @param {number} map */
  #choose(layer, map) {
    const { layer: lastLayer, map: lastMap } = this.#chosen;
    const last = this.#buttons[lastLayer]?.[lastMap];
    if (last) last.tabIndex = -1;
    this.#buttons[layer][map].tabIndex = 0;
    this.#chosen = { layer, map };
    this.#page.app.chooseMap(layer, map);
    this.#describe();
    this.#page.frames.request();
  }

  // The arrow keys go from map to map, and from layer to layer.
  /** @param {KeyboardEvent} event */
  #step(event) {
    const { layer, map } = this.#chosen;
    const to = this.#neighbour(event.key, layer, map);
    if (!to) return;
    event.preventDefault();
    // Its name says where it is strongest before a screen reader reads it.
    this.#choose(to.layer, to.map);
    this.#buttons[to.layer][to.map].focus();
  }

  /**
   * @param {string} key
   * @param {number} layer
   * @param {number} map
   * @returns {{ layer: number, map: number } | null | undefined}
   */
  #neighbour(key, layer, map) {
    const last = this.#buttons[layer].length - 1, columns = this.#columns;
    const before = this.#buttons[layer - 1], after = this.#buttons[layer + 1];
    // In the last row of the layer before, below or above as far as there are maps.
    const up = () => before && { layer: layer - 1,
      map: Math.min(before.length - 1, Math.floor((before.length - 1) / columns) * columns + map % columns) };
    const down = () => after && { layer: layer + 1, map: Math.min(after.length - 1, map % columns) };
    /** @param {number} other */
    const here = (other) => ({ layer, map: other });
    switch (key) {
      case 'ArrowLeft': return map > 0 ? here(map - 1) : before && { layer: layer - 1, map: before.length - 1 };
      case 'ArrowRight': return map < last ? here(map + 1) : after && { layer: layer + 1, map: 0 };
      case 'ArrowUp': return map >= columns ? here(map - columns) : up();
      case 'ArrowDown': return map + columns <= last ? here(map + columns)
        : Math.floor(map / columns) < Math.floor(last / columns) ? here(last) : down();
      case 'Home': return here(0);
      case 'End': return here(last);
      default: return null;
    }
  }

  // Says what the chosen map shows now.
  #describe() {
    if (!this.#network) return;
    const { layer, map } = this.#chosen;
    const field = this.#page.app.strongestField(layer, map);
    const said = texts.mapAt(mapName(this.#network, layer, map), placeOf(this.#network, layer, field));
    this.#buttons[layer][map].setAttribute('aria-label', said);
    setText(this.#mapText, `${said}.`);
    setText(this.#stencilsText, lookedAt(this.#network, layer, map));
  }
}

/** @param {HTMLElement} panel @param {Page} page @returns {Tab} */
export const open = (panel, page) => new Inside(panel, page);
