// The tab Inside.
export function open(panel) {
  panel.textContent = 'Inside';
  return { show() {}, hide() {}, update() {} };
}
