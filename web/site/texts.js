// The words that scripts put on the page.  The others are in index.html, evidence/texts.js and web/app/texts.cpp.

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
export function smallPrint({ name, bytes, microseconds, simd }) {
  const parts = [`${name} weights, ${Math.round(bytes / 1000)} KB`];
  if (microseconds >= 1000) parts.push(`${(microseconds / 1000).toFixed(1)} ms a reading`);
  else if (microseconds > 0) parts.push(`${Math.max(10, Math.round(microseconds / 10) * 10)} µs a reading`);
  parts.push(simd === 'relaxed' ? 'relaxed SIMD' : 'SIMD');
  // Broken between parts only.
  return parts.map((part) => part.replaceAll(' ', '\u00a0')).join(' · ');
}

export const badPicture = 'This is no picture that the browser can open. PNG and JPEG always work.';
export const pictureNotRead = 'The picture could not be read here. A smaller one may work.';
export const noDigits = 'No digits found. Dark on light, and larger, is easier to read.';
export const noWeights = 'These weights could not be loaded. The former ones are still in use.';
export const tabNotLoaded = 'This part of the page could not be loaded. Please check the connection.';
export const nothingYet = 'Nothing is written yet.';
export const notCopied = 'The browser does not allow copying here.';
export const copied = (text) => `Copied ${text}`;
export const labelOfWeights = (bytes) => `${Math.round(bytes / 1000)} KB`;
