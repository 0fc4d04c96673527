// The tables of tools/evaluate-ink, as Markdown.
import { existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import * as fiveFolds from './five-folds.mjs';
import { digitFiles, evaluate, Ink, inkling, lookAlikes, measuredFold, outsiderKinds, percent, table, withError } from './ink.mjs';

const { values: options } = parseArgs({
  options: {
    ink: { type: 'string', default: '../shared/ink' },
    'mnist-only': { type: 'string', default: 'build/weights/default.safetensors' },
    'five-folds': { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false },
  },
});
const ink = new Ink(options.ink);
const folder = 'build/ink';

function printDigits(weights) {
  const rows = [];
  for (const [name, file] of Object.entries(weights)) {
    const add = (data, result) =>
      rows.push([name, data, result.samples, withError(result), percent(result.balanced_accuracy), percent(result.ece), percent(result.rejected)]);
    add("MNIST's test half", evaluate(file, '--data', 'data/mnist'));
    for (const [data, source] of Object.entries(digitFiles)) add(data, ink.evaluate(file, source));
  }
  console.log(`Digits, in per cent; of the ink the writers of fold ${measuredFold}:\n`);
  const head = ['weights', 'data', 'samples', 'read right (standard error)', 'balanced', 'calibration error', 'rejected'];
  console.log(`${table(head, rows)}\n`);
}

function printOutsiders(weights) {
  const rows = Object.entries(outsiderKinds).map(([kind, source]) => {
    const results = Object.values(weights).map((file) => ink.evaluateOutsiders(file, source));
    const cells = results.map((one) => `${percent(one.outsiders_rejected)} (${one.outsiders_auc.toFixed(4)})`);
    return [kind, results[0].outsiders, ...cells];
  });
  console.log(`What is no digit, writers of fold ${measuredFold}, without ${lookAlikes.join(' ')} and single upright strokes: per cent rejected (area under the ROC curve against the digits):\n`);
  console.log(`${table(['kind', 'drawings', ...Object.keys(weights)], rows)}\n`);
}

function printWriters(weights) {
  const { writers } = ink.evaluate(weights, 'unipen-digits');
  const mean = writers.reduce((sum, writer) => sum + writer.accuracy, 0) / writers.length;
  console.log(`Of ${writers.length} writers of UNIPEN digits, each counting the same, default reads ${percent(mean)} % right; the ten it reads worst:\n`);
  const rows = writers.slice(0, 10).map((writer) => [writer.writer, writer.correct, writer.samples]);
  console.log(`${table(['writer', 'read right', 'of'], rows)}\n`);
}

function printFiveFolds() {
  fiveFolds.train(ink);
  console.log(`Five folds: each is read by a network that has not met its writers, ${fiveFolds.how}:\n`);
  console.log(`${fiveFolds.foldTable(ink)}\n`);
}

function writePictures(weights) {
  for (const [data, source] of Object.entries(digitFiles)) {
    const page = `${folder}/${source}`;
    inkling('report', '--weights', weights, '--ink', ink.file(source), '--fold', `${measuredFold}`, '--out', page);
    console.log(`${data}: what is misread, and which labels are suspected, is in ${page}/index.html`);
  }
}

if (!ink.isThere()) {
  console.error(`evaluate-ink: ${ink.file('unipen-digits')} is not there: say with --ink where the files of ink are`);
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
printWriters(weights.default);
if (options['five-folds']) printFiveFolds();
if (options.pictures) writePictures(weights.default);
