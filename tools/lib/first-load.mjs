// What the page asks for before its first prediction; everything else comes when it is wanted, or for offline use.

export const budget = 240_000;   // bytes, gzipped

// The files, relative to the site, of a browser that has this variant: 'simd128' or 'relaxed'.
export const firstLoad = (simd) => [
  'index.html', 'style.css', 'main.js', `app.${simd}.mjs`, `app.${simd}.wasm`, 'weights/default.safetensors',
  'fonts/figtree.ttf',
];
