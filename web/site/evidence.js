// The tab Evidence.
export function open(panel) {
  panel.textContent = 'Evidence';
  return { show() {}, hide() {}, update() {} };
}
