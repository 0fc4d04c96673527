#!/usr/bin/env node
// Trains weights on MNIST alone, and measures them: five seeds of one recipe, then the file and its model card,
// build/weights/NAME.safetensors and NAME.md.
//   tools/make-weights.mjs max|default|tiny [--threads N] [--card]
// max comes first: its first two members teach the other two.  Stopped, it goes on where it was; everything it makes
// on the way is kept in build/weights/.  --card measures and writes the card anew without training.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeCard } from './lib/model-card.mjs';

const root = path.resolve(import.meta.dirname, '..');
process.chdir(root);

const seeds = [1, 2, 3, 4, 5];
// joined: the five are one committee.  Otherwise the one that reads the held-out images best is shipped.
const kinds = { max: { joined: true }, default: { joined: false }, tiny: { joined: false } };

const [name, ...flags] = process.argv.slice(2);
if (!kinds[name] || flags.some((flag) => !['--threads', '--card'].includes(flag) && !/^\d+$/.test(flag))) {
  console.error(`usage: tools/make-weights.mjs ${Object.keys(kinds).join('|')} [--threads N] [--card]`);
  process.exit(2);
}
const threads = flags.includes('--threads') ? Number(flags[flags.indexOf('--threads') + 1]) : os.availableParallelism();
const folder = `build/weights/${name}`;
const program = 'build/native/inkling';
const weightsOf = (seed) => `${folder}/seed-${seed}.safetensors`;
const outcomeOf = (seed) => `${folder}/seed-${seed}.json`;

function inkling(...args) {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
}

// The outcome is written last: a seed that has one is done.
function train(seed) {
  if (existsSync(outcomeOf(seed))) return;
  const runs = `${folder}/runs`;
  mkdirSync(runs, { recursive: true });
  const begun = readdirSync(runs).find((run) => run.endsWith(`-seed-${seed}`));
  const how = begun
    ? ['--resume', begun]
    : ['--config', `trainer/recipes/${name}.toml`, '--seed', `${seed}`, '--name', `seed-${seed}`];
  const outcome = inkling('train', ...how, '--runs', runs, '--out', weightsOf(seed), '--threads', `${threads}`, '--json');
  writeFileSync(outcomeOf(seed), outcome);
}

const readOutcome = (seed) => JSON.parse(readFileSync(outcomeOf(seed), 'utf8'));

// The first of those that read the most held-out images right.
function best() {
  return seeds.reduce((found, seed) =>
    readOutcome(seed).validation_accuracy > readOutcome(found).validation_accuracy ? seed : found);
}

if (spawnSync('tools/build', ['native'], { stdio: 'inherit' }).status !== 0) process.exit(1);
if (spawnSync('tools/fetch-mnist', { stdio: 'inherit' }).status !== 0) process.exit(1);
if (!flags.includes('--card')) for (const seed of seeds) train(seed);

const shipped = `build/weights/${name}.safetensors`;
const chosen = kinds[name].joined ? null : best();
if (chosen) copyFileSync(weightsOf(chosen), shipped);
else {
  inkling('export', '--weights', seeds.map(weightsOf).join(','), '--out', shipped, '--calibrate', `trainer/recipes/${name}.toml`);
}

// MNIST's test half and the ink of fold 0 measure; nothing above depends on them.
const evaluate = (weights, ...what) => JSON.parse(inkling('evaluate', '--weights', weights, ...what, '--json'));
const shared = process.env.INKLING_SHARED ?? path.join(root, '../shared');
const ink = (file) => path.join(shared, 'ink', file);
const figures = {
  name,
  chosen,
  seeds: seeds.map((seed) => ({ seed, outcome: readOutcome(seed), test: evaluate(weightsOf(seed), '--data', 'data/mnist') })),
  shipped: evaluate(shipped, '--data', 'data/mnist'),
  ink: ['unipen-digits.ndjson.gz', 'pendigits-digits.ndjson.gz']
    .filter((file) => existsSync(ink(file)))
    .map((file) => ({ file, ...evaluate(shipped, '--ink', ink(file), '--fold', '0') })),
  bytes: readFileSync(shipped).length,
};
writeCard(`build/weights/${name}.md`, figures);
console.log(readFileSync(`build/weights/${name}.md`, 'utf8'));
