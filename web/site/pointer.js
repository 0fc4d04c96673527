// Catches what is written on an element by pen, finger or mouse: one stroke at a time, every sample of it.
//
// A pen comes before a hand: while it writes or hovers, touches are a palm's.  So is a wide touch, and a
// further one while a finger writes.  Two fingers that only tap ask for undo.
//
// A stroke is followed on the whole window, so that nothing is lost when the capture of the pointer is.
// pointerdown keeps its default: preventing it costs WebKitGTK all further events of a pen.  The style sheet's
// touch-action and user-select see to it that nothing scrolls or is selected.

const eraserButton = 5;
const eraserIsDown = 32;
const widestFinger = 64;       // CSS pixels
const mostWobble = 12;         // of a finger that taps
const longestTap = 350;        // milliseconds
const penStaysNear = 50;       // milliseconds from one event of a pen in the hand to the next
const usualPressure = 0.5;

/** @param {PointerEvent} a @param {PointerEvent} b */
const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

// The listener has
//   down(isEraser)           a stroke begins; `isEraser` if it is made with the back of a pen
//   move(points, event)      it goes on; a point is [x, y, milliseconds, pressure]: CSS pixels of the viewport, the
//                            event's clock, 0 to 1
//   expect(points)           where it will probably go next
//   up()                     it ends
//   cancel()                 it was none
//   tapTwice()               two fingers tapped
/** @param {HTMLElement} element @param {PenListener} listener */
export function capturePointer(element, listener) {
  /** @type {{ id: number, type: string, first: PointerEvent, hasMoved: boolean } | null} */
  let stroke = null;           // first: the event it began with
  /** @type {{ fingers: Map<number, PointerEvent>, isOne: boolean } | null} */
  let tap = null;              // fingers: of each the event it began with
  let penWasThere = -Infinity;

  /** @param {PointerEvent} event @returns {Point} */
  const pointOf = (event) => [event.clientX, event.clientY, event.timeStamp,
    event.pointerType === 'pen' ? event.pressure : usualPressure];

  /** @param {PointerEvent} event */
  const isPalm = (event) => event.pointerType === 'touch' &&
    (event.timeStamp - penWasThere < penStaysNear || Math.max(event.width, event.height) > widestFinger);

  /** @param {PointerEvent} event */
  const begin = (event) => {
    stroke = { id: event.pointerId, type: event.pointerType, first: event, hasMoved: false };
    try {
      element.setPointerCapture(event.pointerId);
    } catch {
      // The pointer went away in the meantime; its end has been or will be told.
    }
    listener.down(event.button === eraserButton || (event.buttons & eraserIsDown) !== 0);
    listener.move([pointOf(event)], event);
  };

  const end = () => {
    stroke = null;
    listener.up();
  };

  const cancel = () => {
    stroke = null;
    listener.cancel();
  };

  // The second of two fingers that may be tapping.
  /** @param {PointerEvent} event */
  const joinsTap = (event) => stroke?.type === 'touch' && event.pointerType === 'touch' && !stroke.hasMoved &&
    event.timeStamp - stroke.first.timeStamp < longestTap;

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 && event.button !== eraserButton) return;
    if (event.pointerType === 'pen') penWasThere = Infinity;
    if (isPalm(event)) return;
    if (tap) {
      tap.isOne = false;
      return;
    }
    if (stroke && event.pointerType === 'pen' && stroke.type === 'touch') cancel();
    if (stroke && joinsTap(event)) {
      tap = { fingers: new Map([[stroke.id, stroke.first], [event.pointerId, event]]), isOne: true };
      cancel();
    } else if (!stroke) {
      begin(event);
    }
  });

  /** @param {PointerEvent} event */
  const followTap = (event) => {
    const first = tap?.fingers.get(event.pointerId);
    if (tap && first && distance(first, event) > mostWobble) tap.isOne = false;
  };

  addEventListener('pointermove', (event) => {
    followTap(event);
    if (event.pointerType === 'pen' && event.buttons === 0) penWasThere = event.timeStamp;
    if (event.pointerId !== stroke?.id) return;
    // It was lifted where nobody could tell of it.
    if (event.buttons === 0) return end();
    stroke.hasMoved ||= distance(stroke.first, event) > mostWobble;
    const samples = event.getCoalescedEvents?.() ?? [];
    listener.move((samples.length ? samples : [event]).map(pointOf), event);
    const expected = event.getPredictedEvents?.() ?? [];
    if (expected.length) listener.expect(expected.map(pointOf));
  });

  /** @param {PointerEvent} event */
  const lift = (event) => {
    if (event.pointerType === 'pen') penWasThere = event.timeStamp;
    const first = tap?.fingers.get(event.pointerId);
    if (tap && first) {
      tap.isOne &&= event.type === 'pointerup' && event.timeStamp - first.timeStamp < longestTap;
      tap.fingers.delete(event.pointerId);
      const isDone = tap.fingers.size === 0;
      const isOne = isDone && tap.isOne;
      if (isDone) tap = null;
      if (isOne) listener.tapTwice();
    }
    if (event.pointerId === stroke?.id) end();
  };
  for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) addEventListener(type, lift);

  // Older Safari scrolls, zooms or selects in spite of touch-action if the touch itself is not kept.
  element.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault());
}
