// Puts the page together: loads the program, and connects it to the pen, the buttons, the layout and the frames.
import { App } from './app.js';
import { followLayout } from './layout.js';
import { Failure, load } from './loader.js';
import { Frames } from './frames.js';
import { capturePointer } from './pointer.js';
import { publish } from './scripting.js';
import * as texts from './texts.js';

const element = (id) => document.getElementById(id);

function show({ title, advice, exactly }) {
  const message = element('message');
  message.querySelector('h2').textContent = title;
  message.querySelector('p').textContent = advice;
  message.querySelector('pre').textContent = exactly;
  message.querySelector('details').hidden = !exactly;
  message.hidden = false;
}

function contextOf(canvas) {
  const context = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, premultipliedAlpha: true });
  if (!context) throw new Failure(texts.noWebGl);
  return context;
}

// What the page says in the document itself, beside what the app draws.
function mirror(app, loaded) {
  let penIsDown = false;
  const result = element('result');
  const set = (target, text) => { if (target.textContent !== text) target.textContent = text; };
  const print = () => set(element('print'), texts.smallPrint({
    weights: 'default', bytes: loaded.weights.length, simd: loaded.simd, microseconds: app.readingMicroseconds() }));
  const update = () => {
    set(result, app.status());
    document.body.classList.toggle('is-empty', app.isEmpty() && !penIsDown);
    element('undo').setAttribute('aria-disabled', !app.canUndo());
    element('clear').setAttribute('aria-disabled', app.isEmpty());
    // Figures that change with every sample cannot be read: these wait until the pen is up.
    if (!penIsDown) print();
  };
  return { update, pen: (isDown) => { penIsDown = isDown; } };
}

function listenToKeys({ undo, clear }) {
  addEventListener('keydown', (event) => {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isClear = event.key === 'Escape' || event.key === 'Delete';
    if (!isUndo && !isClear) return;
    event.preventDefault();
    if (isUndo) undo(); else clear();
  });
}

function listenToDetails() {
  const details = element('details'), more = element('more');
  const toggle = (open) => {
    details.classList.toggle('is-open', open);
    more.setAttribute('aria-expanded', open);
  };
  more.addEventListener('click', () => toggle(!details.classList.contains('is-open')));
  element('sheet').addEventListener('pointerdown', () => toggle(false));
}

async function start() {
  const canvas = element('canvas');
  const context = contextOf(canvas);
  const loaded = await load();
  const app = new App(loaded.module);
  app.loadWeights('weights/default.safetensors', loaded.weights);
  app.startScreen(context, loaded.font);

  const page = mirror(app, loaded);
  const frames = new Frames((now) => app.frame(now), page.update);

  const undo = () => { app.undo(); frames.request(); };
  const clear = () => { app.clear(); frames.request(); };
  element('undo').addEventListener('click', undo);
  element('clear').addEventListener('click', clear);
  listenToKeys({ undo, clear });
  listenToDetails();

  capturePointer(element('sheet'), {
    down(hasPressure) { page.pen(true); app.penDown(hasPressure); },
    move(points, event) { app.penMove(points); frames.request(event); },
    up() { page.pen(false); app.penUp(); frames.request(); },
  });

  canvas.addEventListener('webglcontextlost', (event) => {
    // Without this it would not come back.
    event.preventDefault();
    app.loseScreen();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    app.startScreen(context, loaded.font);
    frames.request();
  });

  followLayout(app, {
    canvas, sheet: element('sheet'), answer: element('answer'), bars: element('bars'), glyph: element('glyph'),
    details: element('details'), probe: element('result'),
  }, () => frames.now());

  return { app, frames, simd: loaded.simd, undo, clear, sheet: element('sheet') };
}

const started = start();
publish(started);
started.catch((error) => show(error instanceof Failure ? error : new Failure(texts.notLoaded, String(error?.stack ?? error))));
