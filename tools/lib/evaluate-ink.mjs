// The tables of tools/evaluate-ink, as Markdown.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const { values: options } = parseArgs({
  options: {
    ink: { type: 'string', default: '../shared/ink' },
    'mnist-only': { type: 'string', default: 'build/weights/default.safetensors' },
    'five-folds': { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false },
  },
});

const program = 'build/native/inkling';
const folder = 'build/ink';
const measured = '0'; // the fold that nothing which ships has learned from
const digits = { 'UNIPEN digits': 'unipen-digits', 'Pen-Based Recognition digits': 'pendigits-digits' };
const outsiders = {
  'capital letters': 'unipen-uppercase',
  'small letters': 'unipen-lowercase',
  'punctuation, operators': 'unipen-symbols',
  doodles: 'not-digits-doodles',
};
// What nobody can tell from a digit: the same list as in the recipe.
const lookAlikes = new Set('OoQDlIi|/\\!ZzSs$qgbGB&y?()');

const inkFile = (name) => path.join(options.ink, `${name}.ndjson.gz`);
const percent = (share) => (100 * share).toFixed(2);
const withError = (result) => `${percent(result.accuracy)} (${percent(result.accuracy_error)})`;

function inkling(...args) {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
}
const evaluate = (weights, ...what) => JSON.parse(inkling('evaluate', '--weights', weights, ...what, '--json'));
const evaluateInk = (weights, fold, ...files) => evaluate(weights, '--ink', ...files, '--fold', `${fold}`);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n') + '\n');
}

// The outsiders of a file without the look-alikes, as a file of their own.
function unmistakable(name) {
  const lines = gunzipSync(readFileSync(inkFile(name))).toString().split('\n').filter(Boolean);
  const file = `${folder}/${name}.ndjson`;
  writeFileSync(file, lines.filter((line) => !lookAlikes.has(JSON.parse(line).label)).map((line) => `${line}\n`).join(''));
  return file;
}

function printDigits(weights) {
  const rows = [];
  for (const [name, file] of Object.entries(weights)) {
    const add = (data, result) =>
      rows.push([name, data, result.samples, withError(result), percent(result.balanced_accuracy), percent(result.ece), percent(result.rejected)]);
    add("MNIST's test half", evaluate(file, '--data', 'data/mnist'));
    for (const [data, source] of Object.entries(digits)) add(data, evaluateInk(file, measured, inkFile(source)));
  }
  console.log(`Digits, in per cent; of the ink the writers of fold ${measured}:\n`);
  table(['weights', 'data', 'samples', 'read right (standard error)', 'balanced', 'calibration error', 'rejected'], rows);
}

function printOutsiders(weights) {
  const files = Object.values(digits).map(inkFile);
  const rows = Object.entries(outsiders).map(([kind, source]) => {
    const file = unmistakable(source);
    const results = Object.values(weights).map((one) => evaluateInk(one, measured, ...files, file));
    return [kind, results[0].outsiders, ...results.map((one) => `${percent(one.outsiders_rejected)} (${one.outsiders_auc.toFixed(4)})`)];
  });
  console.log(`What is no digit, writers of fold ${measured}, without ${[...lookAlikes].join(' ')}: per cent rejected (area under the ROC curve against the digits):\n`);
  table(['kind', 'drawings', ...Object.keys(weights)], rows);
}

function printWriters(weights) {
  const { writers } = evaluateInk(weights.default, measured, inkFile('unipen-digits'));
  const mean = writers.reduce((sum, writer) => sum + writer.accuracy, 0) / writers.length;
  console.log(`Of ${writers.length} writers of UNIPEN digits, each counting the same, default reads ${percent(mean)} % right; the ten it reads worst:\n`);
  table(['writer', 'read right', 'of'], writers.slice(0, 10).map((writer) => [writer.writer, writer.correct, writer.samples]));
}

// Trains the recipe with one fold left out to measure and the next one to choose the epoch; kept, so that a second
// call goes on.
function withoutFold(fold) {
  const recipe = readFileSync('trainer/recipes/ink/default.toml', 'utf8').replaceAll('data/ink/', `${options.ink}/`);
  const folds = [1, 2, 3, 4].map((step) => (fold + step) % 5);
  const name = `fold-${fold}-${createHash('sha256').update(recipe).digest('hex').slice(0, 8)}`;
  const file = `${folder}/${name}.safetensors`;
  if (existsSync(file)) return file;
  const config = `${folder}/${name}.toml`;
  writeFileSync(config, recipe.replace(/^(train-folds|validation-folds|teacher.*) =.*\n/gm, ''));
  inkling('train', '--config', config, '--validation-folds', `${folds[0]}`, '--train-folds', folds.slice(1).join(','),
    ...(fold ? ['--use-fold-0'] : []), '--runs', `${folder}/runs`, '--name', name, '--out', file);
  return file;
}

function printFiveFolds() {
  const totals = Object.fromEntries(Object.keys(digits).map((data) => [data, { samples: 0, right: 0 }]));
  const rows = [0, 1, 2, 3, 4].map((fold) => {
    const weights = withoutFold(fold);
    return [fold, ...Object.entries(digits).map(([data, source]) => {
      const result = evaluateInk(weights, fold, inkFile(source));
      totals[data].samples += result.samples;
      totals[data].right += Math.round(result.accuracy * result.samples);
      return withError(result);
    })];
  });
  rows.push(['all', ...Object.values(totals).map(({ samples, right }) => percent(right / samples))]);
  console.log('Five folds: each left out of the training once and read by the network that has not met its writers; the recipe of default without its teacher:\n');
  table(['fold', ...Object.keys(digits)], rows);
}

if (!existsSync(inkFile('unipen-digits'))) {
  console.error(`evaluate-ink: ${inkFile('unipen-digits')} is not there: say with --ink where the files of ink are`);
  process.exit(1);
}
if (!existsSync(options['mnist-only'])) {
  console.error(`evaluate-ink: ${options['mnist-only']} is not there: make it with tools/make-weights.mjs default, or name other weights that learned MNIST alone with --mnist-only`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const weights = Object.fromEntries(['tiny', 'default', 'max'].map((name) => [name, `assets/weights/${name}.safetensors`]));
weights['MNIST alone'] = options['mnist-only'];
printDigits(weights);
printOutsiders(weights);
printWriters(weights);
if (options['five-folds']) printFiveFolds();
if (options.pictures) {
  for (const [data, source] of Object.entries(digits)) {
    const page = `${folder}/${source}`;
    inkling('report', '--weights', weights.default, '--ink', inkFile(source), '--fold', measured, '--out', page);
    console.log(`${data}: what is misread, and the labels that are suspected, are in ${page}/index.html`);
  }
}
