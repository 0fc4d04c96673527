// Writes the model card of weights that tools/make-weights.mjs made: what they are, how they were made, how well they
// read, and what they do not do well; and the same as JSON (card-figures.mjs).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { writeFigures } from './card-figures.mjs';
import { how } from './five-folds.mjs';
import { lookAlikes, percent, table, withError } from './ink.mjs';
import { learned as learnedPictures, lookAlikes as pictureLookAlikes } from './quick-draw.mjs';

const thousands = (count) => count.toLocaleString('en-US');
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// Of a sample of a few.
const deviation = (values) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

const purposes = {
  members: 'a network that teaches others',
  default: 'what the page reads with',
  tiny: 'for where every kilobyte counts',
  max: 'the most that a page should have to load',
};

// The values of a flat TOML file, as text; those of an array with commas between.
function recipeOf(name) {
  const lines = readFileSync(`trainer/recipes/${name}.toml`, 'utf8').split('\n');
  const pairs = lines.map((line) => line.match(/^([\w-]+) = ("[^"]*"|\[.*\]|[^"#\s]+)/)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value.replaceAll(/[[\]"]/g, '')]));
}

// The layers in words, from the short text of a recipe.
function networkInWords(text, outputs) {
  const words = text.split(',').map((word) => (/^\d+$/.test(word) ? `conv ${word}` : word === 'pool' ? 'max-pool' : word));
  return `${words.join(', ')}, dense ${outputs}; 3x3 kernels, ReLU, batch norm folded`;
}

// What the training learned from, as its run kept it.
function sourcesInWords({ run, outcome }) {
  if (!run || !existsSync(`${run}/data.json`))
    return `MNIST's training half: ${thousands(outcome.training_samples)} images, ${thousands(outcome.validation_samples)} more held out`;
  const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  return JSON.parse(readFileSync(`${run}/data.json`, 'utf8')).sources.map((source) => {
    const weight = source.weight === 1 ? '' : `, ${source.weight} times an epoch`;
    const file = source.kind === 'MNIST' ? "MNIST's training half"
      : source.path.endsWith(learnedPictures) ? 'every second kind of Quick, Draw!' : source.path.split('/').at(-1);
    return `${file}: ${thousands(total(source.training))}${weight} (${thousands(total(source.validation))} held out)`;
  }).join('; ');
}

// A list of weights files.
function networksInWords(files) {
  const recipe = files.match(/weights\/([^,]*)\/seed/)[1];
  return `${files.split(',').length} networks of ${recipe}.toml${recipe.startsWith('ink/') ? '' : ", in what MNIST's images show"}`;
}

function chosenBy(networks, chosen, isFitOfAll) {
  if (!chosen) return 'nothing: all that was trained is in';
  if (networks.length === 1) return 'nothing: it is the only one';
  return isFitOfAll ? 'nothing: the first seed ships, the others tell how much is chance'
    : `what was held out: of the seeds, ${chosen.seed} read the most of it right`;
}

function facts({ name, networks, chosen, bytes, test }) {
  const knowsOutsiders = name.startsWith('ink/');
  const recipes = [...new Set(networks.map((one) => one.recipe))];
  const recipe = recipeOf(recipes[0]);
  const teachers = recipes.flatMap((one) => [recipeOf(one).teacher, recipeOf(one)['picture-teacher']]).filter(Boolean);
  return [
    ...recipes.map((one) => ['network', networkInWords(recipeOf(one).network, test.labels.length + knowsOutsiders)]),
    ['outputs', knowsOutsiders ? 'the ten digits, and one for outsiders, whose probability takes from theirs' : 'the ten digits'],
    ['input', recipe.planes ? `28x28 in MNIST's geometry, planes ${recipe.planes}; only the first where there are no strokes` : "28x28 in MNIST's geometry"],
    ['file', `${thousands(bytes)} bytes; weights in 8 bits with a factor per output channel, trained with that rounding at the end`],
    ['trained on', sourcesInWords(networks[0])],
    ...(knowsOutsiders ? [['writers', `of the ink those of folds 1 to 4; ${chosen ? 'the same training without fold 1' : "what was held out of MNIST"} set temperature and threshold; fold 0 measured`],
      ['left out of the outsiders, as they look like digits', lookAlikes.join(' ')]] : []),
    ['taught by', ['the labels', ...[...new Set(teachers)].map(networksInWords)].join('; ')],
    ['made by', `\`tools/make-weights.mjs ${name}\`: ${networks.map((one) => `${one.recipe}.toml seed ${one.seed}`).join(', ')}; the last epoch of each`],
    ['chosen by', chosenBy(networks, chosen, knowsOutsiders)],
    ['intended for', 'single digits and numbers, written or photographed. Not for letters or decisions about people'],
  ];
}

const factsTable = (rows) => table(['', ''], rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))));

function networksTable({ networks, chosen, tests, inkTests }) {
  const measured = [tests, inkTests].filter((results) => results.length).map((results) => results.map((one) => one.accuracy));
  const rows = networks.map((one, at) => [
    `${one.recipe} ${one.seed}${one === chosen ? ' (shipped)' : ''}`,
    `${percent(one.outcome.validation_accuracy)} %`, ...measured.map((accuracies) => `${percent(accuracies[at])} %`)]);
  if (networks.length > 1)
    rows.push(['**mean (deviation)**', '', ...measured.map((accuracies) => `**${percent(mean(accuracies))} %** (${percent(deviation(accuracies))})`)]);
  return table(['network, seed', 'held out', "MNIST's test half", 'UNIPEN digits, fold 0'].slice(0, 2 + measured.length), rows);
}

function foldsSection({ folds }) {
  return folds ? `## Five folds

Each fold's digits read by a network that has not met its writers: ${how} (\`tools/evaluate-ink --five-folds\`).

${folds}

` : '';
}

// The same without ink, if tools/make-weights.mjs has made it before.
function aloneSection({ name, alone }) {
  if (!alone.length) return '';
  const accuracies = alone.map((one) => one.accuracy);
  const figures = alone.length > 1
    ? `seeds 1 to ${alone.length} read ${accuracies.map(percent).join(', ')} % of MNIST's test half: mean ${percent(mean(accuracies))} %, deviation ${percent(deviation(accuracies))}`
    : `it reads ${percent(accuracies[0])} % of MNIST's test half`;
  return `## The recipe on MNIST alone

Without ink, as \`tools/make-weights.mjs ${name.replace('ink/', '')}\` makes it, ${figures}; ${thousands(alone[0].bytes)} bytes.

`;
}

// What was read, and how well: [{kind, data, result}].
function readingsOf({ test, ink, photographs }) {
  const ofKind = (kind, results) => Object.entries(results).map(([data, result]) => ({ kind, data, result }));
  return [...ofKind('MNIST', { "MNIST's test half": test }), ...ofKind('ink', ink), ...ofKind('photographs', photographs)];
}

function readingTable(readings) {
  const named = { MNIST: (data) => data, ink: (data) => `${data}, pen strokes of writers in fold 0`, photographs: (data) => `photographs, ${data}` };
  const row = ({ kind, data, result }) =>
    [named[kind](data), thousands(result.samples), withError(result), percent(result.balanced_accuracy), percent(result.ece), percent(result.rejected)];
  return table(['data', 'samples', 'read right, % (standard error)', 'balanced, %', 'calibration error, %', 'rejected, %'],
    readings.map(row));
}

function outsidersSection({ name, outsiders, lines, points, letters, photographedNumbers }) {
  if (!lines) return '';
  const rows = Object.entries(outsiders).map(([kind, result]) =>
    [kind, thousands(result.outsiders), percent(result.outsiders_rejected), result.outsiders_auc.toFixed(4)]);
  const met = name.startsWith('ink/') ? 'Scribbles, and the kinds of Quick, Draw! pictures that are measured, every second one, are kinds it never saw.' : 'It never saw any of these.';
  return `What is no digit, without what looks like one: ${[...lookAlikes, ...pictureLookAlikes].join(' ')}, and a single upright stroke, which is a 1 whatever its label (some full stops, and a first stroke of a + or an H that a collection cut off). ${met} The area under the ROC curve compares them with the digits of fold 0, the pictures with 1,000 of MNIST's test half. The ink is by writers of fold 0. Full stops, whose size nothing tells, count among punctuation, too, but for those that are upright strokes (on the page, what is smaller than 12 pixels is a dot, and so is what is tiny beside digits).

${table(['kind', 'drawings', 'rejected, %', 'area under the ROC curve'], rows)}

Numbers: of ${thousands(lines.samples)} lines of 2 to 8 digits, composed from the strokes of writers in fold 0 (\`tools/compose-numbers.mjs --fold 0 --lines 2000 --seed 11\`), ${percent(lines.accuracy)} % are read whole (standard error ${percent(lines.accuracy_error)}); ${percent(lines.digit_error_rate)} % of the digits are wrong. Of ${thousands(points.outsiders)} with a full stop of the writer's own between two of the digits (\`--point 1\`), ${percent(points.outsiders_rejected)} % are rejected, and of as many with a letter that looks like no digit (\`--letter 1\`) ${percent(letters.outsiders_rejected)} %. Of ${thousands(photographedNumbers.samples)} photographs of one such number of 2 to 6 digits, composed from MNIST's test half, ${percent(photographedNumbers.accuracy)} % (${percent(photographedNumbers.accuracy_error)}) are; ${percent(photographedNumbers.digit_error_rate)} % of the digits are wrong.
`;
}

// The pairs that are taken for each other most often.
function mistakes({ ink, test }) {
  const result = ink['UNIPEN digits'] ?? test;
  const pairs = result.confusion.flatMap((row, label) =>
    row.map((count, read) => ({ count, label: result.labels[label], read: result.labels[read] })).filter((pair) => pair.label !== pair.read));
  const most = pairs.sort((a, b) => b.count - a.count).slice(0, 3).filter((pair) => pair.count > 1);
  return most.map(({ count, label, read }) => `${label} read as ${read} (${count} times)`).join(', ');
}

// Networks that see the path but were never shown one from its end.
function unusedToBackwards({ networks }) {
  const recipes = [...new Set(networks.map((one) => one.recipe))].map(recipeOf);
  return recipes.some((recipe) => recipe.planes?.includes('path') && !recipe['path-reversal']);
}

const sources = 'UNIPEN train_r01_v07 (CC BY 4.0; Guyon, Schomaker, Plamondon, Liberman, Janet 1994). Pen-Based Recognition of Handwritten Digits (CC BY 4.0; Alimoglu and Alpaydin 1996). Doodles: the drawing data of a public machine-learning course. Quick, Draw! (CC BY 4.0; Google). MNIST: LeCun, Cortes, Burges.';

function weakness(figures) {
  const where = figures.lines ? "UNIPEN's fold 0" : "MNIST's test half";
  return [
    `In ${where} most often misread: ${mistakes(figures)}. \`inkling report --ink\` shows them all.`,
    figures.name.startsWith('ink/') ? '' : 'It has seen only the handwriting of MNIST, and knows no outsiders: it reads most doodles as digits.',
    unusedToBackwards(figures) ? 'Some of its networks never met strokes written from their other end: it rejects a part of those.' : '',
  ].filter(Boolean).join(' ');
}

// Writes `file`, which ends in .md, and the same as JSON beside it.
export function writeCard(file, figures) {
  const short = figures.name.replace('ink/', '');
  const words = {
    purpose: `${purposes[short]}.${figures.name.startsWith('ink/') ? ' Knows when it is none.' : ''}`,
    facts: facts(figures), readings: readingsOf(figures), weakness: weakness(figures), sources,
  };
  writeFileSync(file, `# Model card: ${short}.safetensors

Reads handwritten digits: ${words.purpose}

${factsTable(words.facts)}

## The seeds

${networksTable(figures)}

## Figures

\`inkling evaluate\`, nothing of which had a part in any choice.

${readingTable(words.readings)}

${outsidersSection(figures)}
${foldsSection(figures)}${aloneSection(figures)}## What it does not do well

${words.weakness}

${words.sources}
`);
  writeFigures(file.replace(/md$/, 'json'), figures, words);
}
