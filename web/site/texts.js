// The words that scripts put on the page.  The others are in index.html and web/app/texts.cpp.

export const noSimd = {
  title: 'This browser is a little too old',
  advice: 'Inkling reads with WebAssembly SIMD, which Chrome and Edge 91, Firefox 90 and Safari 16.4 have, and newer ones.',
};

export const noWebGl = {
  title: 'This browser cannot draw here',
  advice: 'Inkling draws with WebGL 2, which is missing or switched off. Turning on hardware acceleration in the browser’s settings often helps.',
};

export const badWeights = {
  title: 'The network did not arrive whole',
  advice: 'The file with its weights, what it has learnt, is damaged. Reloading the page usually mends it.',
};

export const notLoaded = {
  title: 'Inkling could not be loaded',
  advice: 'A part of the page is missing. Please check the connection and reload.',
};

// "default weights, 48 KB · 190 µs a reading · relaxed SIMD"
export function smallPrint({ weights, bytes, microseconds, simd }) {
  const parts = [`${weights} weights, ${Math.round(bytes / 1000)} KB`];
  if (microseconds > 0) parts.push(`${Math.max(10, Math.round(microseconds / 10) * 10)} µs a reading`);
  parts.push(simd === 'relaxed' ? 'relaxed SIMD' : 'SIMD');
  // Broken between parts only.
  return parts.map((part) => part.replaceAll(' ', '\u00a0')).join(' · ');
}
