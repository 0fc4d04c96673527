// Tells the app where CSS has put its views, and in which colours and sizes, whenever one of them changes.
import { views } from './app.js';
import { element } from './elements.js';

const colours = ['--ink', '--line', '--quiet', '--accent', '--sheet'];
const textSizes = ['--answer-size', '--heading-size', '--text-size', '--small-size'];
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

/** @param {string} query */
const matches = (query) => matchMedia(query).matches;

/** @param {CSSStyleDeclaration} style @param {string} name */
function colourOf(style, name) {
  return parseInt(style.getPropertyValue(name).trim().slice(1), 16);
}

// A length of the style sheet in CSS pixels, whatever units it is written in.
/** @param {HTMLElement} probe @param {string} name */
function lengthOf(probe, name) {
  probe.style.setProperty('font-size', `var(${name})`);
  const length = parseFloat(getComputedStyle(probe).fontSize);
  probe.style.removeProperty('font-size');
  return length;
}

// The element's content, without its padding and border.
/** @param {Element} target */
function placeOf(target) {
  const style = getComputedStyle(target);
  if (style.visibility === 'hidden') return nowhere;
  const { x, y, width, height } = target.getBoundingClientRect();
  /** @param {'Left' | 'Right' | 'Top' | 'Bottom'} side */
  const inset = (side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]);
  return {
    x: x + inset('Left'),
    y: y + inset('Top'),
    width: Math.max(0, width - inset('Left') - inset('Right')),
    height: Math.max(0, height - inset('Top') - inset('Bottom')),
  };
}

// What lies under the details where they slide over the sheet.
function panelPlace() {
  const { position, visibility } = getComputedStyle(element('details'));
  return position === 'fixed' && visibility !== 'hidden' ? element('details').getBoundingClientRect() : nowhere;
}

const everything = () => ({ x: 0, y: 0, width: innerWidth, height: innerHeight });

/** @param {Box} one @param {Box} other */
function common(one, other) {
  const x = Math.max(one.x, other.x), y = Math.max(one.y, other.y);
  return {
    x, y,
    width: Math.max(0, Math.min(one.x + one.width, other.x + other.width) - x),
    height: Math.max(0, Math.min(one.y + one.height, other.y + other.height) - y),
  };
}

// Elements of the class `scrolls` cut off the views in them.
/** @param {Element} target */
function clipOf(target) {
  let clip = everything();
  for (let at = target.closest('.scrolls'); at; at = at.parentElement?.closest('.scrolls') ?? null)
    clip = common(clip, at.getBoundingClientRect());
  return clip;
}

/** @param {import('./app.js').App} app */
function place(app) {
  for (const view of views) {
    const target = element(view);
    if (view === 'panel') app.place(view, panelPlace(), everything());
    else if (target) app.place(view, placeOf(target), clipOf(target));
    else app.place(view, nowhere, nowhere);
  }
}

// A canvas of `pixels` [across, down] has the right size but for rounding.  Chromium reports them without the ratio
// while it emulates another screen.
/** @param {number[] | null} pixels @param {number} width @param {number} height @returns {pixels is number[]} */
function isAbout(pixels, width, height) {
  return pixels !== null && Math.abs(pixels[0] - width) < 2 && Math.abs(pixels[1] - height) < 2;
}

// changed() is called, before the browser paints, when the app has to draw anew.  Returns {measure, observe}:
// measure() after a change of the layout that no element's size tells of, observe(target) for one that came later.
/** @param {import('./app.js').App} app @param {() => void} changed @returns {Layout} */
export function followLayout(app, changed) {
  /** @type {HTMLCanvasElement} */
  const canvas = element('canvas');
  /** @type {number[] | null} */
  let pixels = null;

  const fitCanvas = () => {
    const ratio = devicePixelRatio;
    const { width, height } = canvas.getBoundingClientRect();
    const [across, down] = isAbout(pixels, width * ratio, height * ratio)
      ? pixels : [Math.round(width * ratio), Math.round(height * ratio)];
    // Setting a size empties the canvas, even if it is the same size.
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    app.resize(across, down, ratio);
  };

  const look = () => {
    const style = getComputedStyle(document.documentElement);
    app.setLook({
      colours: colours.map((name) => colourOf(style, name)),
      textSizes: textSizes.map((name) => lengthOf(element('result'), name)),
      motion: !matches('(prefers-reduced-motion: reduce)'),
    });
  };

  const moved = () => {
    place(app);
    changed();
  };
  const measure = () => {
    fitCanvas();
    look();
    moved();
  };

  const observer = new ResizeObserver((entries) => {
    for (const { target, devicePixelContentBoxSize: box } of entries)
      if (target === canvas && box) pixels = [box[0].inlineSize, box[0].blockSize];
    measure();
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
  for (const view of views) if (element(view)) observer.observe(element(view));

  for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'])
    matchMedia(query).addEventListener('change', measure);
  // In the page and in whatever scrolls in it.
  addEventListener('scroll', moved, { passive: true, capture: true });

  // While the details slide, their places change with every frame.
  let sliding = false;
  const slide = () => {
    moved();
    if (sliding) requestAnimationFrame(slide);
  };
  const details = element('details');
  details.addEventListener('transitionrun', ({ target, propertyName }) => {
    if (target !== details || propertyName !== 'transform' || sliding) return;
    sliding = true;
    slide();
  });
  for (const type of /** @type {const} */ (['transitionend', 'transitioncancel'])) {
    details.addEventListener(type, ({ target, propertyName }) => {
      if (target !== details || propertyName !== 'transform') return;
      sliding = false;
      moved();
    });
  }
  measure();
  return { measure, observe: (target) => observer.observe(target) };
}
