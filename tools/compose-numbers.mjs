#!/usr/bin/env node
// Writes numbers as ink, composed from single digits that one writer wrote: one NDJSON drawing a line, its label the
// number, and in `groups` the place of each stroke's digit.  They measure and tune the reading of numbers
// (engine/number); they are made anew, never committed.
//   tools/compose-numbers.mjs --fold 1 > numbers.ndjson
//   inkling evaluate --ink numbers.ndjson --mode number
// The same options give the same lines.  --help says what each of them does.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { foldOfWriter, readInk } from '../tests/web/ink.mjs';
import { looksLikeNoDigit } from './lib/ink.mjs';
import { randomNumbers } from './lib/random.mjs';

// [default, meaning].  Lengths are shares of the height that the writer's digits usually have.
const options = {
  fold: ['', 'only writers of this fold, 0 to 4; may be given again for more. Fold 0 measures: choose nothing by it'],
  lines: ['1000', 'how many numbers'],
  seed: ['1', 'another seed gives other numbers'],
  digits: ['2-8', 'how many digits a number has, each count as often'],
  gap: ['0.1-0.4', 'the usual gap between the boxes of two digits, drawn once for each line'],
  'gap-deviation': ['0.1', 'how much the gaps within a line differ (standard deviation)'],
  'least-gap': ['-0.2', 'no gap is smaller; below 0 the boxes overlap'],
  uneven: ['0.1', 'how much the size of a digit differs beyond what the writer does anyway (standard deviation)'],
  'most-uneven': ['1.5', 'no digit is more than so many times taller or smaller than the writer usually writes'],
  drift: ['0.05', 'how far the foot of each digit is from that of the one before (standard deviation)'],
  slope: ['8', 'how steep a line may be, in degrees, up or down'],
  late: ['0.15', 'how often, from 0 to 1, the last stroke of a digit of several strokes is written one to three digits later'],
  point: ['0', 'how often, from 0 to 1, a full stop of the writer stands between two digits; of writers who have one'],
  letter: ['0', 'the same with a letter of the writer that looks like no digit'],
};

function usage() {
  const lines = Object.entries(options).map(([name, [value, meaning]]) =>
    `  --${name.padEnd(14)} ${meaning}${value ? ` (${value})` : ''}`);
  return `usage: compose-numbers.mjs [options] [FILE…]   drawings of single digits, full stops and letters; without
files those of UNIPEN and pendigits in $INKLING_SHARED/ink or ../shared/ink\n${lines.join('\n')}\n`;
}

function refuse(message) {
  console.error(`compose-numbers: ${message}; --help lists the options`);
  process.exit(2);
}

function parametersOf(values) {
  const number = (name, low, high) => {
    const value = Number(values[name]);
    if (values[name].trim() === '' || !(value >= low && value <= high))
      refuse(`--${name} is "${values[name]}", expected a number from ${low} to ${high}`);
    return value;
  };
  const range = (name, low, high) => {
    const [least, most = least, ...more] = values[name].split(/(?<=\d)-/).map(Number);
    if (more.length || !(low <= least && least <= most && most <= high))
      refuse(`--${name} is "${values[name]}", expected two numbers from ${low} to ${high}, as in ${options[name][0]}`);
    return [least, most];
  };
  return {
    lines: number('lines', 1, 1e6), seed: number('seed', 0, 2 ** 32 - 1), digits: range('digits', 1, 100),
    gap: range('gap', -1, 10), gapDeviation: number('gap-deviation', 0, 10), leastGap: number('least-gap', -1, 10),
    uneven: number('uneven', 0, 1),
    mostUneven: number('most-uneven', 1, 100), drift: number('drift', 0, 1), slope: number('slope', 0, 45),
    late: number('late', 0, 1), point: number('point', 0, 1), letter: number('letter', 0, 1),
  };
}

function boxOf(strokes) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  return { ...box, height: box.bottom - box.top, width: box.right - box.left };
}

// Each writer's digits, {label: [drawing]}, how tall they usually are, full stops and letters.
function writersOf(files, folds) {
  const writers = new Map();
  for (const file of files) {
    for (const { label, writer, strokes } of readInk(file)) {
      const isPoint = label === '.', isLetter = /^[A-Za-z]$/.test(label) && looksLikeNoDigit({ label, strokes });
      if (!(isPoint || isLetter || /^\d$/.test(label)) || (folds.length && !folds.includes(foldOfWriter(writer)))) continue;
      const box = boxOf(strokes);
      if (!writers.has(writer)) writers.set(writer, { writer, heights: [], byLabel: {}, count: 0, points: [], letters: [] });
      const all = writers.get(writer);
      if (isPoint) all.points.push({ label, strokes, box });
      if (isLetter) all.letters.push({ label, strokes, box });
      if (isPoint || isLetter || !(box.height > 0)) continue;
      all.heights.push(box.height);
      (all.byLabel[label] ??= []).push({ label, strokes, box });
      ++all.count;
    }
  }
  for (const all of writers.values())
    all.height = all.heights.sort((a, b) => a - b)[Math.floor(all.heights.length / 2)];
  return [...writers.values()].filter(({ count }) => count > 0);
}

// The digits of a number in their places, [{label, strokes}]: heights are about 100.
function setLine({ byLabel, height, points, letters }, parameters, random) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const between = ([least, most]) => least + (most - least) * random();
  const one = (items) => items[Math.floor(random() * items.length)];
  const { digits, gap, gapDeviation, leastGap, uneven, mostUneven, drift, slope, late, point, letter } = parameters;
  const count = Math.floor(digits[0] + random() * (digits[1] - digits[0] + 1));
  const usualGap = between(gap), steepness = Math.tan(between([-slope, slope]) * Math.PI / 180);
  // The place of a digit that a sign stands before, or behind them all: nowhere.
  const someDigit = (share) => (share > 0 && count > 1 && random() < share ? 1 + Math.floor(random() * (count - 1)) : count);
  const signs = [{ at: someDigit(point), from: points }, { at: someDigit(letter), from: letters }];
  let x = 0, offset = 0;
  const put = ({ label, strokes, box }, scale) => {
    const left = x;
    offset += 100 * drift * normal();
    const foot = offset + steepness * (x + scale * box.width / 2);
    x += scale * box.width + 100 * Math.max(leastGap, usualGap + gapDeviation * normal());
    const place = ([px, py]) => [left + scale * (px - box.left), foot + scale * (py - box.bottom)];
    const placed = strokes.map((stroke) => stroke.map((point) => place(point).map((value) => Math.round(100 * value) / 100)));
    const isLate = strokes.length > 1 && random() < late;
    return { label, strokes: placed, lateBy: isLate ? 1 + Math.floor(3 * random()) : 0 };
  };
  return Array.from({ length: count }, (_, at) => {
    const before = signs.filter((sign) => sign.at === at).map(({ from }) => put(one(from), 100 / height));
    const digit = one(byLabel[one(Object.keys(byLabel))]);
    const size = (digit.box.height / height) * Math.exp(uneven * normal());
    return [...before, put(digit, 100 * Math.min(Math.max(size, 1 / mostUneven), mostUneven) / digit.box.height)];
  }).flat();
}

// The strokes [{stroke, at}] in the order in which the pen drew them; `at` is the place of their digit.
function inOrder(digits) {
  const timed = digits.flatMap(({ strokes, lateBy }, at) => strokes.map((stroke, i) => ({
    stroke, at, when: i + 1 === strokes.length && lateBy ? Math.min(at + lateBy, digits.length - 1) + 0.5 : at,
  })));
  return timed.sort((a, b) => a.when - b.when);   // stable
}

function* numbers(files, folds, parameters) {
  const writers = writersOf(files, folds).filter(
    ({ points, letters }) => (parameters.point === 0 || points.length) && (parameters.letter === 0 || letters.length));
  const drawings = writers.reduce((sum, { count }) => sum + count, 0);
  if (!drawings) refuse(`no digit by a writer of fold ${folds.join(', ') || '0 to 4'} in ${files.join(', ')}`);
  const random = randomNumbers(parameters.seed);
  for (let line = 0; line < parameters.lines; ++line) {
    let skip = Math.floor(random() * drawings);   // who wrote more digits writes more numbers
    const writer = writers.find(({ count }) => (skip -= count) < 0);
    const digits = setLine(writer, parameters, random);
    const label = digits.map((digit) => digit.label).join('');
    const drawn = inOrder(digits);
    yield { label, writer: writer.writer, groups: drawn.map(({ at }) => at), strokes: drawn.map(({ stroke }) => stroke) };
  }
}

let parsed;
try {
  const flags = Object.fromEntries(Object.entries(options).map(([name, [value]]) =>
    [name, name === 'fold' ? { type: 'string', multiple: true } : { type: 'string', default: value }]));
  parsed = parseArgs({ options: { ...flags, help: { type: 'boolean' } }, allowPositionals: true });
} catch (error) {
  refuse(error.message);
}
if (parsed.values.help) {
  process.stdout.write(usage());
} else {
  const folder = path.join(process.env.INKLING_SHARED ?? path.join(import.meta.dirname, '../../shared'), 'ink');
  const files = parsed.positionals.length ? parsed.positionals
    : ['unipen-digits', 'pendigits-digits', ...(Number(parsed.values.point) > 0 ? ['unipen-symbols'] : []),
      ...(Number(parsed.values.letter) > 0 ? ['unipen-uppercase', 'unipen-lowercase'] : [])].map(
      (name) => path.join(folder, `${name}.ndjson.gz`));
  const folds = (parsed.values.fold ?? []).map(Number);
  if (folds.some((fold) => ![0, 1, 2, 3, 4].includes(fold))) refuse(`--fold is ${parsed.values.fold}, expected 0 to 4`);
  const lines = [];
  try {
    for (const number of numbers(files, folds, parametersOf(parsed.values))) lines.push(`${JSON.stringify(number)}\n`);
  } catch (error) {
    console.error(`compose-numbers: ${error.message}`);
    process.exit(1);
  }
  process.stdout.write(lines.join(''));
}
