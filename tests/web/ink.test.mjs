// The tests' own tools for ink, and the drawings in assets/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { isUprightStroke } from '../../tools/lib/ink.mjs';
import { fitStrokes, foldOfWriter, readInk } from './ink.mjs';
import { ownDrawings } from './project.mjs';

test('the fold of a writer is FNV-1a modulo 5', () => {
  // The published test vectors of FNV-1a (32 bit): "" 0x811c9dc5, "a" 0xe40c292c, "foobar" 0xbf9cf968.
  assert.deepEqual(['', 'a', 'foobar'].map(foldOfWriter), [0x811c9dc5 % 5, 0xe40c292c % 5, 0xbf9cf968 % 5]);
});

test('what is measured leaves out the same upright strokes as the training does', () => {
  // The cases of tests/trainer/data/upright_stroke_test.cpp.
  const upright = [
    [[[0, 0], [0, 100]]], [[[0, 100], [2, 60], [20, 0]]], [[[0.001, 0], [0, 0.004]]],
    [[[0, 0], [10, 100], [10, 110], [9, 100]]],
  ];
  const others = [
    [[[0, 0], [100, 0]]], [[[0, 100], [80, 0]]], [[[0, 0], [50, 0], [50, 100], [0, 100]]],
    [[[0, 0], [0, 100], [0, 50]]], [[[0, 0], [0, 100]], [[20, 0], [20, 100]]], [[[7, 7]]],
  ];
  assert.deepEqual(upright.map(isUprightStroke), upright.map(() => true));
  assert.deepEqual(others.map(isUprightStroke), others.map(() => false));
});

test('fitted strokes lie in the middle of the area, as whole pixels, and keep their shape', () => {
  const area = { x: 100, y: 50, width: 600, height: 400 };
  const [stroke] = fitStrokes([[[0, 0], [5, 0.001], [10, 0], [10, 10], [0, 10]]], area, 0.5);
  assert.deepEqual(stroke, [[300, 150], [500, 150], [500, 350], [300, 350]]);
});

test('there are at least four styles of every digit among the drawings, and no drawing twice', () => {
  const drawings = readInk(ownDrawings);
  for (const label of '0123456789') assert.ok(drawings.filter((drawing) => drawing.label === label).length >= 4, label);
  assert.equal(new Set(drawings.map(({ strokes }) => JSON.stringify(strokes))).size, drawings.length);
  const coordinates = drawings.flatMap(({ strokes }) => strokes.flat(2));
  assert.ok(coordinates.every((value) => Number.isFinite(value) && value >= 0 && value <= 1000));
});

test('the drawings in assets/ are what tools/make-drawings.mjs makes', () => {
  const tool = path.join(import.meta.dirname, '../../tools/make-drawings.mjs');
  const made = execFileSync(process.execPath, [tool, '--print'], { encoding: 'utf8' });
  assert.equal(made, readFileSync(ownDrawings, 'utf8'));
});
