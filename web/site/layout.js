// Tells the app where CSS has put its views, and in which colours and sizes, whenever one of them changes.

const colours = ['--ink', '--line', '--quiet', '--accent', '--sheet'];
const textSizes = ['--answer-size', '--heading-size', '--text-size', '--small-size'];
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

const matches = (query) => matchMedia(query).matches;

function colourOf(style, name) {
  return parseInt(style.getPropertyValue(name).trim().slice(1), 16);
}

// A length of the style sheet in CSS pixels, whatever units it is written in.
function lengthOf(probe, name) {
  probe.style.setProperty('font-size', `var(${name})`);
  const length = parseFloat(getComputedStyle(probe).fontSize);
  probe.style.removeProperty('font-size');
  return length;
}

// The element's content, without its padding and border.
function placeOf(element) {
  const style = getComputedStyle(element);
  if (style.visibility === 'hidden') return nowhere;
  const { x, y, width, height } = element.getBoundingClientRect();
  const inset = (side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]);
  return {
    x: x + inset('Left'),
    y: y + inset('Top'),
    width: Math.max(0, width - inset('Left') - inset('Right')),
    height: Math.max(0, height - inset('Top') - inset('Bottom')),
  };
}

// A canvas of `pixels` [across, down] has the right size but for rounding.  Chromium reports them without the ratio
// while it emulates another screen.
function isAbout(pixels, width, height) {
  return pixels !== null && Math.abs(pixels[0] - width) < 2 && Math.abs(pixels[1] - height) < 2;
}

// elements: {canvas, sheet, answer, bars, glyph, details, probe}.  changed() is called, before the browser paints,
// when the app has to draw anew.
export function followLayout(app, elements, changed) {
  let pixels = null;

  const measure = () => {
    const { canvas } = elements;
    const ratio = devicePixelRatio;
    const { width, height } = canvas.getBoundingClientRect();
    const [across, down] = isAbout(pixels, width * ratio, height * ratio)
      ? pixels : [Math.round(width * ratio), Math.round(height * ratio)];
    // Setting a size empties the canvas, even if it is the same size.
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    app.resize(across, down, ratio);

    const style = getComputedStyle(document.documentElement);
    app.setLook({
      colours: colours.map((name) => colourOf(style, name)),
      textSizes: textSizes.map((name) => lengthOf(elements.probe, name)),
      motion: !matches('(prefers-reduced-motion: reduce)'),
    });

    const isOverlay = getComputedStyle(elements.details).position === 'fixed';
    const panel = isOverlay && getComputedStyle(elements.details).visibility !== 'hidden'
      ? elements.details.getBoundingClientRect() : nowhere;
    app.place({
      sheet: placeOf(elements.sheet),
      answer: placeOf(elements.answer),
      bars: placeOf(elements.bars),
      glyph: placeOf(elements.glyph),
      panel,
    });
    changed();
  };

  const observer = new ResizeObserver((entries) => {
    for (const { target, devicePixelContentBoxSize: box } of entries)
      if (target === elements.canvas && box) pixels = [box[0].inlineSize, box[0].blockSize];
    measure();
  });
  try {
    observer.observe(elements.canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(elements.canvas);
  }
  for (const name of ['sheet', 'answer', 'bars', 'glyph']) observer.observe(elements[name]);

  for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'])
    matchMedia(query).addEventListener('change', measure);
  addEventListener('scroll', measure, { passive: true });

  // While the details slide, their places change with every frame.
  let sliding = false;
  const slide = () => {
    measure();
    if (sliding) requestAnimationFrame(slide);
  };
  const { details } = elements;
  details.addEventListener('transitionrun', ({ target, propertyName }) => {
    if (target !== details || propertyName !== 'transform' || sliding) return;
    sliding = true;
    slide();
  });
  for (const type of ['transitionend', 'transitioncancel']) {
    details.addEventListener(type, ({ target, propertyName }) => {
      if (target !== details || propertyName !== 'transform') return;
      sliding = false;
      measure();
    });
  }
  measure();
  return measure;
}
