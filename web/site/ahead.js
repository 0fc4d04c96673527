// Asks for the large files at once, while the scripts that want them are still on their way: the build puts this into the
// page itself.  loader.js takes what it finds in `askedAhead`, by the file's name, and asks for the rest.
import { keptWeights } from './keeping.js';
import { bestSimd } from './simd.js';

const simd = bestSimd();
globalThis.askedAhead = new Map();

if (simd) {
  for (const file of [`app.${simd}.wasm`, `weights/${keptWeights()}.safetensors`, 'fonts/figtree.ttf'])
    globalThis.askedAhead.set(file, fetch(file));
  // Whoever takes it hears of a failure.
  for (const response of globalThis.askedAhead.values()) response.catch(() => {});
  document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: `app.${simd}.mjs` }));
}
