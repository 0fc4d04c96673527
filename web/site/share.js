// Taking it along: the number as text, the drawing as a picture or as ink.
import { element } from './elements.js';
import { notices } from './texts.js';

const paper = '#FFFDF9', ink = '#1B2440';
const longerSide = 1024;         // pixels of the picture
const penWidth = 0.021;          // of the sheet's shorter side, as web/app/theme.h has it
const [lightest, heaviest] = [0.45, 1.55];

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {Point[][]} strokes @param {number} margin */
function boundsOf(strokes, margin) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
  /** @param {number[]} values */
  const least = (values) => values.reduce((a, b) => Math.min(a, b)) - margin;
  /** @param {number[]} values */
  const most = (values) => values.reduce((a, b) => Math.max(a, b)) + margin;
  return { x: least(xs), y: least(ys), width: most(xs) - least(xs), height: most(ys) - least(ys) };
}

/** @param {CanvasRenderingContext2D} context @param {Point[]} stroke @param {number} width */
function draw(context, stroke, width) {
  /** @param {Point} point */
  const widthAt = ([, , , pressure]) => width * (lightest + (heaviest - lightest) * pressure);
  let last = stroke[0];
  for (const point of stroke.length > 1 ? stroke.slice(1) : stroke) {
    context.lineWidth = (widthAt(last) + widthAt(point)) / 2;
    context.beginPath();
    context.moveTo(last[0], last[1]);
    context.lineTo(point[0], point[1]);
    context.stroke();
    last = point;
  }
}

// drawing: {sheet: [width, height], strokes: [[[x, y, milliseconds, pressure], …], …]}, not empty.
/** @param {Drawing} drawing @param {string} name */
function savePng({ sheet, strokes }, name) {
  const width = penWidth * Math.min(...sheet);
  const box = boundsOf(strokes, 4 * width);
  const scale = longerSide / Math.max(box.width, box.height);
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.ceil(box.width * scale), height: Math.ceil(box.height * scale) });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -scale * box.x, -scale * box.y);
  Object.assign(context, { strokeStyle: ink, lineCap: 'round', lineJoin: 'round' });
  for (const stroke of strokes) draw(context, stroke, width);
  canvas.toBlob((blob) => { if (blob) save(blob, `${name}.png`); }, 'image/png');
}

// One line of NDJSON, as trainer and command line take it; `label` is what was read.
/** @param {Drawing} drawing @param {string} label @param {string} name */
function saveInk({ strokes }, label, name) {
  save(new Blob([`${JSON.stringify({ label, strokes })}\n`], { type: 'application/x-ndjson' }), `${name}.ndjson`);
}

// True if the text is on the clipboard now.  Within a user's gesture.
/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context, or without leave: the old way, which asks listenToShare.
    return document.execCommand('copy');
  }
}

// The three buttons, and Ctrl-C unless something on the page is selected.
/** @param {import('./app.js').App} app @param {(text: string) => void} notify */
export function listenToShare(app, notify) {
  /** @param {string} id @param {() => void} act */
  const listen = (id, act) => element(id).addEventListener('click', act);
  /** @param {(drawing: Drawing, text: string) => void} act */
  const withDrawing = (act) => () => {
    if (app.isEmpty()) return notify(notices.nothingYet);
    const { text, rejected } = app.current();
    act(app.drawing(), rejected ? '' : text);
  };
  listen('copy', async () => {
    const { text } = app.current();
    if (!text) return notify(notices.nothingYet);
    notify(await copy(text) ? notices.copied(text) : notices.notCopied);
  });
  listen('png', withDrawing((drawing, text) => savePng(drawing, notices.fileName(text))));
  listen('ink', withDrawing((drawing, text) => saveInk(drawing, text, notices.fileName(text))));
  addEventListener('copy', (event) => {
    const { text } = app.current();
    if (!text || String(getSelection())) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  });
}
