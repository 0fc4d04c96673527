// The controls of the page: buttons, keys and choices.  Each says what is to be done; main.js does it.
import { element } from './elements.js';

// What keys do, by their names in `actions`; null for others.
/** @param {KeyboardEvent} event @returns {keyof Actions | null} */
function actionOf(event) {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
    return key === 'y' && !event.shiftKey ? 'redo' : null;
  }
  if (key === 'e') return 'toggleEraser';
  return key === 'escape' || key === 'delete' ? 'clear' : null;
}

// actions: {undo, redo, clear, toggleEraser}.
/** @param {Actions} actions */
export function listenToControls(actions) {
  for (const name of /** @type {const} */ (['undo', 'redo', 'clear'])) element(name).addEventListener('click', actions[name]);
  element('eraser').addEventListener('click', actions.toggleEraser);
  addEventListener('keydown', (event) => {
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
  listenToDetails();
}

// Escape closes what is open before it clears the drawing.
/** @param {() => boolean} isOpen @param {() => void} close */
export function closeWithEscape(isOpen, close) {
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    event.stopImmediatePropagation();
    close();
  }, { capture: true });
}

function listenToDetails() {
  const details = element('details'), more = element('more');
  /** @param {boolean} open */
  const toggle = (open) => {
    details.classList.toggle('is-open', open);
    more.setAttribute('aria-expanded', open);
  };
  const isOpen = () => details.classList.contains('is-open');
  more.addEventListener('click', () => toggle(!isOpen()));
  closeWithEscape(isOpen, () => {
    toggle(false);
    more.focus();
  });
  element('sheet').addEventListener('pointerdown', () => toggle(false));
}

// A group of radio buttons of that name.  chosen(value) is called when another is chosen.  Returns a function that
// chooses one without that call.
/** @param {string} name @param {(value: string) => void} chosen @returns {(value: string) => void} */
export function choiceOf(name, chosen) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll(`input[name="${name}"]`);
  for (const input of inputs) input.addEventListener('change', () => { if (input.checked) chosen(input.value); });
  return (value) => {
    for (const input of inputs) input.checked = input.value === value;
  };
}

// Hovering, tapping and the arrow keys choose a digit of the answer to be shown in detail.
/** @param {import('./app.js').App} app @param {() => void} changed */
export function listenToAnswer(app, changed) {
  const answer = element('answer');
  let chosen = -1;
  /** @param {number} digit */
  const choose = (digit) => {
    if (digit === chosen) return;
    chosen = digit;
    app.chooseDigit(digit);
    changed();
  };
  const count = () => app.current().digits.length;
  for (const type of /** @type {const} */ (['pointermove', 'pointerdown']))
    answer.addEventListener(type, ({ clientX, clientY }) => {
      if (count() > 1) choose(app.digitAt(clientX, clientY));
    });
  answer.addEventListener('pointerleave', ({ pointerType }) => { if (pointerType === 'mouse') choose(-1); });
  answer.addEventListener('blur', () => choose(-1));
  answer.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const last = count() - 1;
    if (!step || last < 1) return;
    event.preventDefault();
    choose(chosen < 0 ? (step > 0 ? 0 : last) : Math.min(Math.max(chosen + step, 0), last));
  });
  // A change of the drawing undoes the choice.
  return () => { chosen = -1; };
}

// A short word to the user, over the sheet and to screen readers; gone after a while.
/** @returns {(text: string) => void} */
export function notifier() {
  const notice = element('notice');
  let timer = 0;
  return (text) => {
    notice.textContent = text;
    notice.classList.add('is-shown');
    clearTimeout(timer);
    timer = setTimeout(() => notice.classList.remove('is-shown'), 4000);
  };
}

/** @param {Element} target @param {string} text */
const setText = (target, text) => { if (target.textContent !== text) target.textContent = text; };

// Shows in the document what the app holds: {status, isNumber, isEmpty, canUndo, canRedo, canClear}.
/**
 * @param {{ status: string, isNumber: boolean, isEmpty: boolean, canUndo: boolean, canRedo: boolean, canClear: boolean }} state
 */
export function mirror(state) {
  setText(element('result'), state.status);
  element('answer').tabIndex = state.isNumber ? 0 : -1;
  document.body.classList.toggle('is-empty', state.isEmpty);
  element('undo').setAttribute('aria-disabled', !state.canUndo);
  element('redo').setAttribute('aria-disabled', !state.canRedo);
  element('clear').setAttribute('aria-disabled', !state.canClear);
}

/** @param {string} text */
export const print = (text) => setText(element('print'), text);

/** @param {boolean} isChosen */
export function showEraser(isChosen) {
  element('eraser').setAttribute('aria-pressed', isChosen);
  element('sheet').classList.toggle('is-erased-on', isChosen);
}
