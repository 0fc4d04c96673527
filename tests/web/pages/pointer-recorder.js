// Keeps what arrives at the canvas: `strokes`, a list of {type, points} with every coalesced point, and the keys
// that arrive anywhere.
const recorded = { strokes: [], keys: [] };
globalThis.recorded = recorded;
const open = new Map();
const point = ({ clientX, clientY }) => [clientX, clientY];

const sheet = document.getElementById('sheet');
sheet.addEventListener('pointerdown', (event) => {
  sheet.setPointerCapture(event.pointerId);
  const stroke = { type: event.pointerType, points: [point(event)] };
  open.set(event.pointerId, stroke);
  recorded.strokes.push(stroke);
});
sheet.addEventListener('pointermove', (event) => {
  const coalesced = event.getCoalescedEvents?.() ?? [];
  const all = coalesced.length ? coalesced : [event];
  open.get(event.pointerId)?.points.push(...all.map(point));
});
sheet.addEventListener('pointerup', (event) => open.delete(event.pointerId));
document.addEventListener('keydown', (event) => {
  if (event.key.length > 1 || event.ctrlKey) recorded.keys.push(`${event.key}@${document.activeElement.tagName}`);
});
