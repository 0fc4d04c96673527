#!/usr/bin/env node
// Trains weights and measures them: the seeds of a recipe, then the file and its model card, build/weights/NAME.safetensors,
// NAME.md and, for the page, NAME.json.
//   tools/make-weights.mjs default|tiny|max [--threads N] [--card]            from MNIST alone
//   tools/make-weights.mjs ink/default|ink/tiny|ink/max [--threads N] [--card]      those that ship, with people's ink
// What teaches them, or is a part of them, is made first.  Stopped, it goes on where it was: everything it makes on the
// way is kept in build/weights/.  --card measures and writes the card anew without training.  The recipes are in
// trainer/recipes/; ink is looked for in data/ink, which may be a link to the folder that has it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inkling } from './lib/ink.mjs';
import { measured } from './lib/measured.mjs';
import { writeCard } from './lib/model-card.mjs';
import { fetchQuickDraw } from './lib/quick-draw.mjs';

process.chdir(path.resolve(import.meta.dirname, '..'));

// The first seed ships, others tell how much is chance.  The same training without the writers of fold 1 gives it its
// temperature and threshold.
const withoutFold1 = ['--train-folds', '2,3,4'];
const kinds = {
  members: { seeds: [1, 2, 3, 4, 5] },
  default: { seeds: [1, 2, 3, 4, 5] },
  tiny: { seeds: [1, 2, 3, 4, 5] },
  max: { joined: ['members', 'default'] },
  'ink/members': { seeds: [1, 2] },
  'ink/default': { seeds: [1], withoutFold1 },
  'ink/tiny': { seeds: [1], withoutFold1 },
  'ink/max': { joined: ['ink/members', 'ink/default'] },
};

const [name, ...flags] = process.argv.slice(2);
if (!kinds[name] || flags.some((flag) => !['--threads', '--card'].includes(flag) && !/^\d+$/.test(flag))) {
  console.error(`usage: tools/make-weights.mjs ${Object.keys(kinds).join('|')} [--threads N] [--card]`);
  process.exit(2);
}
const threads = flags.includes('--threads') ? Number(flags[flags.indexOf('--threads') + 1]) : os.availableParallelism();
const weightsOf = (kind, seed) => `build/weights/${kind}/seed-${seed}.safetensors`;
const outcomeOf = (kind, seed) => `build/weights/${kind}/seed-${seed}.json`;
const withoutFold1Of = (seed) => `${seed}-without-fold-1`;
const readOutcome = (kind, seed) => JSON.parse(readFileSync(outcomeOf(kind, seed), 'utf8'));
const runsOf = (kind) => `build/weights/${kind}/runs`;
const runOf = (kind, seed) => existsSync(runsOf(kind)) && readdirSync(runsOf(kind)).find((run) => run.endsWith(`-seed-${seed}`));

// The networks that a recipe names as its teachers: [kind, seed].
function teachersOf(kind) {
  const named = readFileSync(`trainer/recipes/${kind}.toml`, 'utf8').match(/^(picture-)?teacher = .*/gm) ?? [];
  return [...named.join().matchAll(/build\/weights\/([\w/]+)\/seed-(\d+)\.safetensors/g)].map(([, ...teacher]) => teacher);
}

// Its teachers first.  The outcome is written last: a seed that has one is done.
function trainSeed(kind, seed, name = seed, changes = []) {
  if (existsSync(outcomeOf(kind, name))) return;
  for (const teacher of teachersOf(kind)) trainSeed(...teacher);
  mkdirSync(runsOf(kind), { recursive: true });
  const begun = runOf(kind, name);
  const how = begun
    ? ['--resume', begun]
    : ['--config', `trainer/recipes/${kind}.toml`, '--seed', `${seed}`, '--name', `seed-${name}`, ...changes];
  const out = ['--runs', runsOf(kind), '--out', weightsOf(kind, name), '--threads', `${threads}`, '--json'];
  writeFileSync(outcomeOf(kind, name), inkling('train', ...how, ...out));
}

function train(kind) {
  const { seeds = [], joined = [], withoutFold1 } = kinds[kind];
  for (const part of joined) train(part);
  for (const seed of seeds) trainSeed(kind, seed);
  if (withoutFold1) trainSeed(kind, seeds[0], withoutFold1Of(seeds[0]), withoutFold1);
}

// Every network that has a part in a kind: its recipe and seed, how it was trained.
function networksOf(kind) {
  const { seeds = [], joined = [] } = kinds[kind];
  return [
    ...seeds.map((seed) => ({ recipe: kind, seed, weights: weightsOf(kind, seed), outcome: readOutcome(kind, seed), run: runOf(kind, seed) && `${runsOf(kind)}/${runOf(kind, seed)}` })),
    ...joined.flatMap(networksOf),
  ];
}

// The first of those that read the most of what was held out.
function best(networks) {
  return networks.reduce((found, one) => (one.outcome.validation_accuracy > found.outcome.validation_accuracy ? one : found));
}

for (const [command, ...rest] of [['tools/build', 'native'], ['tools/fetch-mnist']])
  if (spawnSync(command, rest, { stdio: 'inherit' }).status !== 0) process.exit(1);
if (name.startsWith('ink/')) fetchQuickDraw();
if (!flags.includes('--card')) train(name);

const networks = networksOf(name);
const shipped = `build/weights/${name}.safetensors`;
const { joined, withoutFold1: calibrates } = kinds[name];
const chosen = joined ? null : calibrates ? networks[0] : best(networks);
if (calibrates) inkling('export', '--weights', chosen.weights, '--calibrated-as', weightsOf(name, withoutFold1Of(chosen.seed)), '--out', shipped);
else if (chosen) copyFileSync(chosen.weights, shipped);
else inkling('export', '--weights', networks.map((one) => one.weights).join(','), '--out', shipped, '--calibrate', `trainer/recipes/${joined[0]}.toml`);

const short = name.replace('ink/', '');
const withoutInk = joined ? [`build/weights/${short}.safetensors`] : kinds[short].seeds.map((seed) => weightsOf(short, seed));
const alone = name === short ? [] : withoutInk.filter((file) => existsSync(file));
writeCard(`build/weights/${name}.md`, { name, networks, chosen, ...measured(shipped, networks, alone) });
console.log(readFileSync(`build/weights/${name}.md`, 'utf8'));
