// A browser without WebGL 2.
for (const canvas of [HTMLCanvasElement, globalThis.OffscreenCanvas].filter(Boolean)) {
  const original = canvas.prototype.getContext;
  canvas.prototype.getContext = function getContext(type, ...rest) {
    return type === 'webgl2' ? null : original.call(this, type, ...rest);
  };
}
