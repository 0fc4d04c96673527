// What the model cards say of weights, measured by the programs here: MNIST's test half, the ink and photographs that lie
// beside the project, and lines of digits and photographs composed from them.  None of it chooses anything.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import * as fiveFolds from './five-folds.mjs';
import { digitFiles, evaluate, Ink, isUprightStroke, outsiderKinds } from './ink.mjs';
import { writeBesideDigits } from './quick-draw.mjs';
import { scribbles } from './scribbles.mjs';

const made = 'build/measured';
const writerOfFold0 = 'scribbler 4';
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 });

// Lines of 2 to 8 digits by writers of fold 0, under that name.
function composedLines(shared, name, ...options) {
  const file = `${made}/${name}.ndjson`;
  const lines = ['tools/compose-numbers.mjs', '--fold', '0', '--lines', '2000', '--seed', '11', ...options];
  const environment = { ...process.env, INKLING_SHARED: shared };
  writeFileSync(file, execFileSync('node', lines, { env: environment, maxBuffer: 1 << 28 }));
  return file;
}

// Photographs that never were taken: of MNIST's test half, and of the drawings of fold 0.
function composedPhotographs(ink) {
  const program = 'build/native/compose-photos';
  spawnSync('ninja', ['-C', 'build/native', 'compose-photos'], { stdio: 'inherit' });
  const mnist = `${made}/mnist-photographs`, numbers = `${made}/number-photographs`, drawings = `${made}/ink-photographs`;
  if (!existsSync(mnist)) run(program, '--mnist', 'data/mnist', '--half', 'test', '--count', '1000', '--out', mnist);
  if (!existsSync(numbers)) run(program, '--mnist', 'data/mnist', '--half', 'test', '--digits', '2', '6', '--count', '500', '--out', numbers);
  const files = Object.values(digitFiles).map((name) => ink.file(name));
  if (!existsSync(drawings)) run(program, '--ink', ...files, '--fold', '0', '--out', drawings);
  return { mnist, numbers, drawings };
}

// What is no digit, by what it is: ink of writers in fold 0, scribbles, and pictures.
function outsiders(weights, ink) {
  const results = Object.fromEntries(Object.entries(outsiderKinds).map(([name, kind]) => [name, ink.evaluateOutsiders(weights, kind)]));
  const symbols = outsiderKinds['punctuation, operators'];
  const isStop = ({ label }) => label === '.';
  results['full stops drawn like a 1'] =
    ink.evaluateOutsiders(weights, symbols, (drawing) => isStop(drawing) && isUprightStroke(drawing.strokes));
  results['other full stops, by their shape alone'] =
    ink.evaluateOutsiders(weights, symbols, (drawing) => isStop(drawing) && !isUprightStroke(drawing.strokes));
  const lines = scribbles(1000, 1, writerOfFold0).map((drawing) => JSON.stringify(drawing));
  results['scribbles, composed'] = ink.evaluateBesideDigits(weights, lines);
  const pictures = `${made}/quick-draw-unseen`;
  if (!existsSync(pictures)) writeBesideDigits(pictures, 'data/mnist');
  results['Quick, Draw! pictures'] = evaluate(weights, '--images', pictures);
  return results;
}

// {bytes, test, tests, inkTests, alone, ink, outsiders, lines, points, letters, photographedNumbers, photographs, folds}:
// results of `inkling evaluate` by the name of the data; what is not at hand is left out.  tests, inkTests: of every
// network by itself, MNIST's test half and UNIPEN's digits.  alone: files of the same recipe's seeds on MNIST alone.
// folds: the table of five folds.
export function measured(weights, networks, alone = []) {
  const shared = process.env.INKLING_SHARED ?? path.resolve('../shared');
  const ink = new Ink(path.join(shared, 'ink'));
  const result = {
    bytes: readFileSync(weights).length,
    test: evaluate(weights, '--data', 'data/mnist'),
    tests: networks.map((one) => evaluate(one.weights, '--data', 'data/mnist')),
    inkTests: [], alone: alone.map((file) => ({ bytes: readFileSync(file).length, ...evaluate(file, '--data', 'data/mnist') })),
    ink: {}, outsiders: {}, lines: null, points: null, letters: null, photographedNumbers: null, photographs: {}, folds: null,
  };
  if (!ink.isThere()) return result;
  mkdirSync(made, { recursive: true });
  result.inkTests = networks.map((one) => ink.evaluate(one.weights, digitFiles['UNIPEN digits']));
  if (networks.every((one) => one.recipe === 'ink/default') && fiveFolds.areTrained()) result.folds = fiveFolds.foldTable(ink);
  for (const [name, file] of Object.entries(digitFiles)) result.ink[name] = ink.evaluate(weights, file);
  const both = Object.values(digitFiles).map((file) => ink.file(file));
  result.ink['both of them'] = evaluate(weights, '--ink', ...both, '--fold', '0');
  result.outsiders = outsiders(weights, ink);
  result.lines = evaluate(weights, '--ink', composedLines(shared, 'lines'), '--mode', 'number');
  result.letters = evaluate(weights, '--ink', composedLines(shared, 'letters', '--letter', '1'), '--mode', 'number');
  result.points = evaluate(weights, '--ink', composedLines(shared, 'points', '--point', '1'), '--mode', 'number');
  const { mnist, numbers, drawings } = composedPhotographs(ink);
  result.photographedNumbers = evaluate(weights, '--images', numbers, '--mode', 'number');
  result.photographs["composed of MNIST's test half"] = evaluate(weights, '--images', mnist);
  result.photographs['composed of the drawings of fold 0'] = evaluate(weights, '--images', drawings);
  result.photographs['digits on paper'] = evaluate(weights, '--images', path.join(shared, 'photos'));
  return result;
}
