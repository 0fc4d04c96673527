// Five networks, each trained with the writers of one fold left out and measured with them: tools/evaluate-ink
// --five-folds trains them, the model card of default shows what they read.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { digitFiles, inkling, percent, table, withError } from './ink.mjs';
import { fetchQuickDraw } from './quick-draw.mjs';

export const how = 'this recipe in 8 epochs, without teachers, trained on the other four folds';
const folds = [0, 1, 2, 3, 4];
const folder = 'build/ink';

// Without the teachers, who have met the writers that are left out here.
function recipe() {
  return readFileSync('trainer/recipes/ink/default.toml', 'utf8')
    .replace(/^(picture-teacher|teacher|distortions|train-folds).*\n/gm, '')
    .replace(/^epochs = .*/m, 'epochs = 8');
}

const nameOf = (fold) => `fold-${fold}-${createHash('sha256').update(recipe()).digest('hex').slice(0, 8)}`;
const fileOf = (fold) => `${folder}/${nameOf(fold)}.safetensors`;

export const areTrained = () => folds.every((fold) => existsSync(fileOf(fold)));

// What is kept is not trained again, so that a second call goes on.
export function train(ink) {
  mkdirSync(folder, { recursive: true });
  fetchQuickDraw();
  for (const fold of folds) {
    if (existsSync(fileOf(fold))) continue;
    const name = nameOf(fold), config = `${folder}/${name}.toml`;
    writeFileSync(config, recipe().replaceAll('data/ink/', `${ink.folder}/`));
    const others = folds.filter((other) => other !== fold);
    inkling('train', '--config', config, '--train-folds', others.join(','), '--validation-folds', `${others.at(-1)}`,
      ...(fold ? ['--use-fold-0'] : []), '--runs', `${folder}/runs`, '--name', name, '--out', fileOf(fold));
  }
}

// How much of each fold's digits is read right, and of all.
export function foldTable(ink) {
  const totals = Object.values(digitFiles).map(() => ({ samples: 0, right: 0 }));
  const rows = folds.map((fold) => [fold, ...Object.values(digitFiles).map((source, at) => {
    const result = ink.evaluate(fileOf(fold), source, fold);
    totals[at].samples += result.samples;
    totals[at].right += Math.round(result.accuracy * result.samples);
    return withError(result);
  })]);
  rows.push(['all', ...totals.map(({ samples, right }) => `${percent(right / samples)} of ${samples.toLocaleString('en-US')}`)]);
  const [first, ...others] = Object.keys(digitFiles);
  return table(['fold', `${first}, read right, % (standard error)`, ...others], rows);
}
