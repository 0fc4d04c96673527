// Draws in a browser what the native program has read, and compares the two readings.
import assert from 'node:assert/strict';

import { nativeReadings } from './project.mjs';
import { takeReading } from './site.mjs';

export const tolerance = 1e-3;   // between the probabilities of two builds

// Draws each of `drawings` {strokes} on the clean sheet and takes its reading; a drawing's strokes are whole pixels
// of the viewport.  Fails at the first that the page does not read as the native program does.
// Returns {native: its readings, largest: the largest difference of a probability}.
export async function drawAndCompare(browser, drawings, pointer = 'mouse') {
  const native = await nativeReadings(drawings);
  assert.equal(native.length, drawings.length, 'one native reading a drawing');
  let largest = 0;
  for (const [i, { strokes }] of drawings.entries()) {
    await browser.draw(strokes, pointer);
    const difference = differenceOf(await takeReading(browser), native[i], `drawing ${i}, ${JSON.stringify(strokes)}`);
    largest = Math.max(largest, difference);
  }
  return { native, largest };
}

// The largest difference between the probabilities of what the page shows and of a native reading; fails if it is
// beyond the tolerance, or if the page's own words are not those of its reading.
export function differenceOf({ reading, status }, native, what) {
  assert.equal(reading.text, native.text, what);
  assert.equal(reading.rejected, native.rejected, what);
  assert.equal(reading.digits.length, native.digits.length, what);
  if (native.text) assert.equal(firstDigit(status), native.text, `#result says "${status}" of ${what}`);
  const differences = native.digits.flatMap((digit, d) =>
    digit.probabilities.map((probability, k) => Math.abs(probability - reading.digits[d].probabilities[k])),
  );
  const largest = Math.max(0, ...differences);
  assert.ok(largest <= tolerance, `a probability differs by ${largest} in ${what}`);
  return largest;
}

export const firstDigit = (text) => text.match(/\d/)?.[0] ?? '';
