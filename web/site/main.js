// Puts the page together: loads the program, and connects it to the pen, the controls, the layout and the frames.
import { App, modes } from './app.js';
import { choiceOf, listenToAnswer, listenToControls, mirror, notifier, print } from './controls.js';
import { element } from './elements.js';
import { Frames } from './frames.js';
import { forgetDrawing, keep, keepDrawing, kept, keptWeights, restoreDrawing } from './keeping.js';
import { followLayout } from './layout.js';
import { Failure, load, weightsOf } from './loader.js';
import { workOffline } from './offline.js';
import { listenToPictures, PictureOnSheet, PictureReader } from './pictures.js';
import { capturePointer } from './pointer.js';
import { isTrap, restartsAfter, wasRestarted } from './restarting.js';
import { publish } from './scripting.js';
import { listenToShare } from './share.js';
import { SheetHandler } from './sheet.js';
import { Tabs } from './tabs.js';
import { failures, notices, reading } from './texts.js';
import sizes from './weights/sizes.js';

/** @param {Trouble} trouble */
function show({ title, advice, exactly = '' }) {
  const message = element('message');
  const part = (/** @type {string} */ tag) => /** @type {HTMLElement} */ (message.querySelector(tag));
  part('h2').textContent = title;
  part('p').textContent = advice;
  part('pre').textContent = exactly;
  part('details').hidden = !exactly;
  message.hidden = false;
}

// "default weights, 48 KB · 190 µs a reading · relaxed SIMD"
/** @param {{ name: string, bytes: number, microseconds: number, simd: Simd }} figures */
function smallPrint({ name, bytes, microseconds, simd }) {
  const parts = [notices.weights(name, bytes)];
  if (microseconds >= 1000) parts.push(notices.milliseconds(microseconds / 1000));
  else if (microseconds > 0) parts.push(notices.microseconds(Math.max(10, Math.round(microseconds / 10) * 10)));
  parts.push(notices.simd[simd]);
  // Broken between parts only.
  return parts.map((part) => part.replaceAll(' ', '\u00a0')).join(' · ');
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, premultipliedAlpha: true });
  if (!context) throw new Failure(failures.noWebGl);
  return context;
}

/** @param {HTMLCanvasElement} canvas @param {App} app @param {Bytes} font @param {Frames} frames */
function followContext(canvas, app, font, frames) {
  canvas.addEventListener('webglcontextlost', (event) => {
    // Without this it would not come back.
    event.preventDefault();
    app.loseScreen();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    app.startScreen(null, font);
    frames.request();
  });
}

// The choice between one digit and several, kept from visit to visit.
/** @param {App} app @param {() => void} changed @returns {() => Mode} */
function listenToMode(app, changed) {
  let mode = kept('mode');
  if (!modes.includes(mode)) mode = modes[0];
  const choose = choiceOf('mode', (chosen) => {
    mode = chosen;
    keep('mode', mode);
    app.setMode(mode);
    changed();
  });
  choose(mode);
  app.setMode(mode);
  return () => mode;
}

// The choice between the weights, which are loaded when chosen.
/**
 * @param {{ weights: Weights }} page
 * @param {{ app: App, reader: PictureReader, notify: (text: string) => void, changed: () => void }} parts
 */
function listenToWeights(page, { app, reader, notify, changed }) {
  const choose = choiceOf('weights', async (name) => {
    try {
      const weights = await weightsOf(name);
      app.loadWeights(`weights/${name}.safetensors`, weights);
      page.weights = { name, bytes: weights.length, file: weights };
      reader.setWeights(weights);
      keep('weights', name);
      changed();
    } catch {
      notify(notices.noWeights);
    }
    choose(page.weights.name);
  });
  for (const [name, bytes] of Object.entries(sizes)) {
    const input = document.querySelector(`input[name="weights"][value="${name}"]`);
    input?.closest('label')?.setAttribute('title', notices.labelOfWeights(bytes));
  }
  choose(page.weights.name);
}

async function start() {
  /** @type {HTMLCanvasElement} */
  const canvas = element('canvas');
  const context = contextOf(canvas);
  const loaded = await load(keptWeights());
  const app = new App(loaded.module);
  app.setTexts(reading);
  app.loadWeights(`weights/${loaded.name}.safetensors`, loaded.weights);
  app.startScreen(context, loaded.font);
  const page = { weights: { name: loaded.name, bytes: loaded.weights.length, file: loaded.weights } };

  const update = () => {
    const isNumber = !sheet.penIsDown && app.current().digits.length > 1;
    mirror({ status: app.status(), isNumber, ...sheet.state() });
    // Figures that change with every sample cannot be read: these wait until the pen is up.
    if (!sheet.penIsDown) print(smallPrint({
      ...page.weights, simd: loaded.simd, microseconds: app.readingMicroseconds() }));
    tabs.update();
  };
  const frames = new Frames((now) => app.frame(now), update);
  const changed = () => frames.request();
  const notify = notifier();
  const reader = new PictureReader(loaded.simd, loaded.weights);
  const readAnew = () => { forgetChoice(); changed(); picture.readAnew(); };
  const mode = listenToMode(app, () => readAnew());
  const picture = new PictureOnSheet({ app, reader, mode, changed, notify });
  const forgetChoice = listenToAnswer(app, changed);
  const keepSoon = keepDrawing(app);
  const tabs = new Tabs(notify);
  const sheet = new SheetHandler({ app, frames, picture, changed: () => { forgetChoice(); keepSoon(); } });

  listenToWeights(page, { app, reader, notify, changed: readAnew });
  listenToControls(sheet.actions);
  listenToPictures((file) => picture.bring(file));
  listenToShare(app, notify);
  capturePointer(element('sheet'), sheet.pen);
  followContext(canvas, app, loaded.font, frames);
  restoreDrawing(app);
  const layout = followLayout(app, () => frames.now());
  tabs.follow({ app, frames, layout, notify, simd: loaded.simd, weights: () => page.weights });
  if (wasRestarted) notify(notices.restarted);

  return {
    app, frames, simd: loaded.simd, ...sheet.actions,
    hasRead: () => app.current().digits.length > 0, isWriting: () => sheet.penIsDown,
    recognizePicture: async (/** @type {Pixels} */ pixels, /** @type {Mode} */ how) => (await reader.read(pixels, how)).reading,
  };
}

// What an error says and where it was thrown; the latter begins with the former in some browsers.  Any: whatever is thrown.
/** @param {any} error @returns {string} */
function traced(error) {
  const place = error?.stack ?? '';
  return place.startsWith(String(error)) ? place : `${error}\n${place}`;
}

// Tells of what stopped the page, unless it starts anew.
/** @param {unknown} error */
function stop(error) {
  if (restartsAfter(error)) return;
  // A drawing that the program dies of must not come back.
  if (isTrap(error)) forgetDrawing();
  const failure = isTrap(error) ? failures.stopped : failures.notLoaded;
  show(error instanceof Failure ? error : new Failure(failure, traced(error)));
}

const started = start();
publish(started);
started.then(workOffline, stop);
addEventListener('error', ({ error }) => { if (isTrap(error)) stop(error); });
addEventListener('unhandledrejection', ({ reason }) => { if (isTrap(reason)) stop(reason); });
