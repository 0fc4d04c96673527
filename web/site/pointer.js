// Catches a pen, finger or mouse on an element: one at a time, every sample of it, until it is lifted or lost.
//
// pointerdown keeps its default: preventing it costs WebKitGTK all further events of a pen.  The style sheet's
// touch-action and user-select see to it that nothing scrolls or is selected.

// The listener has down(hasPressure, event), move(points, event) and up(event).  A point is
// [x, y, milliseconds, pressure]: CSS pixels of the viewport, the event's clock, 0 to 1.
export function capturePointer(element, listener) {
  let drawing = null;

  const pointOf = (event) => [event.clientX, event.clientY, event.timeStamp, event.pressure];

  element.addEventListener('pointerdown', (event) => {
    const isMainButton = event.button === 0;
    if (drawing !== null || !isMainButton) return;
    drawing = event.pointerId;
    try {
      element.setPointerCapture(drawing);
    } catch {
      // The pointer went away in the meantime; its end has been or will be told.
    }
    listener.down(event.pointerType === 'pen', event);
    listener.move([pointOf(event)], event);
  });

  element.addEventListener('pointermove', (event) => {
    if (event.pointerId !== drawing) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    listener.move((samples.length ? samples : [event]).map(pointOf), event);
  });

  const end = (event) => {
    if (event.pointerId !== drawing) return;
    drawing = null;
    listener.up(event);
  };
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) element.addEventListener(type, end);

  // Older Safari scrolls, zooms or selects in spite of touch-action if the touch itself is not kept.
  element.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
}
