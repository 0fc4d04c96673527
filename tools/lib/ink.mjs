// How well weights read real pen strokes, by `inkling evaluate`: tools/evaluate-ink and the model cards show it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export const measuredFold = 0; // nothing that ships has learned from its writers
export const digitFiles = {
  'UNIPEN digits': 'unipen-digits',
  'Pen-Based Recognition digits': 'pendigits-digits',
};
export const outsiderKinds = {
  'capital letters': 'unipen-uppercase',
  'small letters': 'unipen-lowercase',
  'punctuation, operators': 'unipen-symbols',
  doodles: 'not-digits-doodles',
};
// What nobody can tell from a digit by its shape: the list that `inkling train --look-alikes` has, too.
export const lookAlikes = [...`OoQDlIi|/\\!ZzSs$qgbGB&y?()',`];

// A single stroke, nearly straight and upright, looks like a 1, whatever it was meant to be: as in
// trainer/data/upright_stroke.h.
export function isUprightStroke([stroke, ...more]) {
  if (more.length) return false;
  const [width, height] = [0, 1].map((axis) => {
    const places = stroke.map((point) => point[axis]);
    return Math.max(...places) - Math.min(...places);
  });
  const length = stroke.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - stroke[i][0], y - stroke[i][1]), 0);
  return height > 0 && height >= 1.5 * width && length < 1.2 * Math.hypot(width, height);
}

export const looksLikeNoDigit = ({ label, strokes }) => !lookAlikes.includes(label) && !isUprightStroke(strokes);

export function inkling(...args) {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] };
  return execFileSync('build/native/inkling', args, options);
}
export const evaluate = (weights, ...what) => JSON.parse(inkling('evaluate', '--weights', weights, ...what, '--json'));

// A folder with the files of ink.
export class Ink {
  constructor(folder) {
    this.folder = folder;
  }

  file(name) {
    return path.join(this.folder, `${name}.ndjson.gz`);
  }

  isThere() {
    return existsSync(this.file('unipen-digits'));
  }

  evaluate(weights, name, fold = measuredFold) {
    return evaluate(weights, '--ink', this.file(name), '--fold', `${fold}`);
  }

  // The outsiders of a kind beside the digits: without what looks like one, unless `isMeant(drawing)` says otherwise.
  evaluateOutsiders(weights, name, isMeant = looksLikeNoDigit) {
    const lines = gunzipSync(readFileSync(this.file(name))).toString().split('\n').filter(Boolean);
    return this.evaluateBesideDigits(weights, lines.filter((line) => isMeant(JSON.parse(line))));
  }

  // lines: drawings as NDJSON, of which those by writers of the measured fold count.
  evaluateBesideDigits(weights, lines) {
    mkdirSync('build/ink', { recursive: true });
    const file = 'build/ink/outsiders.ndjson';
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    const digits = Object.values(digitFiles).map((digit) => this.file(digit));
    return evaluate(weights, '--ink', ...digits, file, '--fold', `${measuredFold}`);
  }
}

export const percent = (share) => (100 * share).toFixed(2);
export const withError = (result) => `${percent(result.accuracy)} (${percent(result.accuracy_error)})`;

// A Markdown table.
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
