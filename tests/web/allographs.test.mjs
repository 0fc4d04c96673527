// The digits that nobody wrote, which the shipped weights learn from.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allographDrawings } from '../../tools/lib/allographs.mjs';
import { nativeReadings } from './project.mjs';

test('the same seed draws the same allographs, another one others, and each digit is drawn as often', () => {
  const drawings = allographDrawings(200, 1);
  assert.deepEqual(allographDrawings(200, 1), drawings);
  assert.notDeepEqual(allographDrawings(200, 2), drawings);
  for (const digit of '0123456789') assert.equal(drawings.filter(({ label }) => label === digit).length, 20);
});

test('allographs of a seed that nothing learned from are read as the digits they are drawn for', async () => {
  const drawings = allographDrawings(1000, 2);
  const readings = await nativeReadings(drawings);
  for (const digit of '0123456789') {
    const right = readings.filter(({ text }, at) => drawings[at].label === digit && text === digit).length;
    assert.ok(right >= 90, `${right} of 100 drawings of ${digit} are read as ${digit}`);
  }
});
