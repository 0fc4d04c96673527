// What happens on the sheet, by pen and by button: writing, erasing, going back, and the picture that may lie on it.
import { tools } from './app.js';
import { showEraser } from './controls.js';

export class SheetHandler {
  penIsDown = false;
  #app;
  #frames;
  #picture;
  #changed;
  #eraserIsChosen = false;

  // changed() is called after everything that changes the drawing, but not while the pen moves.
  /**
   * @param {{ app: import('./app.js').App, frames: import('./frames.js').Frames, picture: import('./pictures.js').PictureOnSheet, changed: () => void }} parts
   */
  constructor({ app, frames, picture, changed }) {
    this.#app = app;
    this.#frames = frames;
    this.#picture = picture;
    this.#changed = changed;
  }

  state() {
    const isEmpty = this.#app.isEmpty() && !this.#picture.isThere;
    return {
      isEmpty: isEmpty && !this.penIsDown, canClear: !isEmpty,
      canUndo: this.#app.canUndo() || this.#picture.isThere, canRedo: this.#app.canRedo(),
    };
  }

  // A picture that is still on its way comes no more: it would lie over what was done after it.
  /** @param {() => void} what */
  #change(what) {
    this.#picture.forgetComing();
    what();
    this.#changed();
    this.#frames.request();
  }

  // A picture that is there goes first.
  /** @param {() => void} what */
  #backOr(what) {
    if (this.#picture.isThere) this.#picture.close();
    else this.#change(what);
  }

  actions = {
    undo: () => this.#backOr(() => this.#app.undo()),
    redo: () => this.#backOr(() => this.#app.redo()),
    clear: () => this.#backOr(() => this.#app.clear()),
    toggleEraser: () => {
      this.#eraserIsChosen = !this.#eraserIsChosen;
      showEraser(this.#eraserIsChosen);
    },
  };

  /** @param {() => void} how */
  #lift(how) {
    this.penIsDown = false;
    this.#change(how);
  }

  // For capturePointer().
  /** @type {PenListener} */
  pen = {
    down: (isEraser) => {
      // Whoever writes over a picture begins anew.
      if (this.#picture.isThere) {
        this.#picture.close();
        this.#app.clear();
      }
      this.#picture.forgetComing();
      this.penIsDown = true;
      this.#app.penDown(isEraser || this.#eraserIsChosen ? tools.eraser : tools.pen);
    },
    move: (points, event) => {
      this.#app.penMove(points);
      this.#frames.request(event);
    },
    expect: (points) => this.#app.penExpect(points),
    up: () => this.#lift(() => this.#app.penUp()),
    cancel: () => this.#lift(() => this.#app.penWasNone()),
    tapTwice: () => this.actions.undo(),
  };
}
