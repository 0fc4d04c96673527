// Writes the model card of weights that tools/make-weights.mjs made: what they are, how they were made, how well they
// read, and what they do not do well.
import { readFileSync, writeFileSync } from 'node:fs';

const percent = (share) => `${(100 * share).toFixed(2)} %`;
const thousands = (count) => count.toLocaleString('en-US');
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
// Of a sample of a few.
const deviation = (values) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
const standardError = ({ accuracy, samples }) => Math.sqrt((accuracy * (1 - accuracy)) / samples);

// The values of a flat TOML file, as text.
function valuesOf(toml) {
  const lines = readFileSync(toml, 'utf8').split('\n');
  return Object.fromEntries(
    lines.map((line) => line.match(/^([\w-]+) = "?([^"#]*?)"?\s*(?:#.*)?$/)).filter(Boolean).map(([, key, value]) => [key, value]));
}

// The layers in words, from the short text of a recipe.
function networkInWords(text) {
  const words = text.split(',').map((word) => (/^\d+$/.test(word) ? `conv ${word}` : word === 'pool' ? 'max-pool' : word));
  return `${words.join(', ')}, dense 10; 3x3 kernels, ReLU, batch norm folded`;
}

const about = {
  max: {
    title: 'the most that a page should have to load',
    shipped: 'a committee of five networks; it answers with the mean of their calibrated probabilities',
  },
  default: { title: 'what the page reads with' },
  tiny: { title: 'for where every kilobyte counts' },
};

const inkNames = {
  'unipen-digits.ndjson.gz': 'UNIPEN digits, pen strokes of writers in fold 0',
  'pendigits-digits.ndjson.gz': 'Pen-Based Recognition of Handwritten Digits, writers in fold 0',
};

export function writeCard(file, { name, chosen, seeds, shipped, ink, bytes }) {
  const recipe = valuesOf(`trainer/recipes/${name}.toml`);
  const tests = seeds.map(({ test }) => test.accuracy);
  const { training_samples: training, validation_samples: held } = seeds[0].outcome;
  const row = (what, result) =>
    `| ${what} | ${thousands(result.samples)} | ${percent(result.accuracy)} (${(100 * standardError(result)).toFixed(2)}) | ${percent(result.ece)} | ${percent(result.rejected)} |`;
  const text = `# Model card: ${name}.safetensors

Reads one handwritten digit from a 28x28 glyph in MNIST's geometry: ${about[name].title}.

| | |
|---|---|
| network | ${networkInWords(recipe.network)} |
| file | ${thousands(bytes)} bytes; weights in 8 bits with a factor per output channel, trained with that rounding |${about[name].shipped ? `\n| shipped | ${about[name].shipped} |` : ''}
| trained on | MNIST's training half: ${thousands(training)} images, ${thousands(held)} more held out for validation |
| taught by | ${recipe.teacher ? `the labels and ${recipe.teacher.split(',').length} members of max, ${recipe['teacher-share']} of the weight theirs` : 'the labels alone'} |
| made by | \`tools/make-weights.mjs ${name}\`: recipe trainer/recipes/${name}.toml, seeds ${seeds.map(({ seed }) => seed).join(', ')}, ${recipe.epochs} epochs each |
| chosen by | the held-out images: ${chosen ? `of the five seeds, ${chosen} read the most of them right` : 'the best epoch of each member; all five are in'} |
| intended for | single digits, written or photographed. Not for letters or decisions about people |

## Five seeds

| seed | held-out images, which chose the epoch${chosen ? ' and the seed' : ''} | MNIST's test half |
|---|---|---|
${seeds.map(({ seed, outcome, test }) => `| ${seed}${seed === chosen ? ' (shipped)' : ''} | ${percent(outcome.validation_accuracy)} | ${percent(test.accuracy)} |`).join('\n')}
| **mean (deviation)** | | **${percent(mean(tests))} (${(100 * deviation(tests)).toFixed(2)})** |

## The shipped file

\`inkling evaluate\`, standard error in brackets. Neither MNIST's test half nor fold 0 of the ink had a part in any choice.

| data | samples | read right | calibration error | rejected |
|---|---|---|---|---|
${[row("MNIST's test half", shipped), ...ink.map((result) => row(inkNames[result.file], result))].join('\n')}

## What it does not do well

It has seen only MNIST's handwriting. Of people elsewhere it misreads, and surely, ones with a flag as 7 and slashed zeros as 8; \`inkling report --ink\` shows them. It knows no outsiders: most doodles are read as digits.

Ink that measured it: UNIPEN train_r01_v07 (CC BY 4.0; Guyon, Schomaker, Plamondon, Liberman, Janet 1994) and Pen-Based Recognition of Handwritten Digits (CC BY 4.0; Alimoglu and Alpaydin 1996). MNIST: LeCun, Cortes, Burges.
`;
  writeFileSync(file, text);
}
