// What tools/bench-training prints; see there.  node training.mjs yes|no (whether the peer takes part) ROUNDS THREADS
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const project = path.join(import.meta.dirname, '../../..');
const built = (name) => path.join(project, 'build/native', name);
const data = path.join(project, 'data/mnist');
const threads = process.argv[4];
const seconds = '3';

const run = async (program, ...words) => JSON.parse((await promisify(execFile)(program, words)).stdout);
const inkling = (...words) => run(built('inkling'), 'bench', 'training', '--json', '--data', data,
  '--threads', threads, '--seconds', seconds, ...words);
const pytorch = (...words) => run('/usr/bin/python3', path.join(import.meta.dirname, 'pytorch_training.py'),
  data, threads, seconds, ...words);

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (name, values, digits = 0) => console.log(`  ${name.padEnd(36)}${middle(values).toFixed(digits).padStart(8)}`
  + `   (${values.map((value) => value.toFixed(digits)).join(' ')})`);

const [peer, rounds] = [process.argv[2] === 'yes', Number(process.argv[3])];
console.log(`${os.cpus()[0].model}, ${threads} of ${os.cpus().length} threads, load ${os.loadavg()[0].toFixed(1)} before`);
console.log('conv3x3 16, 16, pool, 32, 32, pool, dense 10; batch norm, Adam, batch 128, MNIST as it is');

const own = { speed: [], processor: [] };
const ceiling = [];
const peers = ['channels first', 'channels last'].map((layout) => ({ name: `PyTorch, ${layout}`, layout, speed: [], processor: [] }));
let version = '';
const keep = (figures, told) => {
  figures.speed.push(told.images_per_second);
  figures.processor.push(told.images_per_processor_second);
};
for (let round = 0; round < rounds; ++round) {
  keep(own, await inkling());
  for (const each of peer ? peers : []) {
    const told = await pytorch(each.layout.replace(' ', '-'));
    version = told.version;
    keep(each, told);
  }
  ceiling.push((await run(built('eigen-ceiling'), threads, seconds)).images_per_second);
}

const ratios = (key) => {
  const best = peers.reduce((a, b) => (middle(a[key]) >= middle(b[key]) ? a : b));
  row(`Inkling to ${best.name}`, own[key].map((speed, round) => speed / best[key][round]), 2);
};
console.log(`\nImages a second in training, median (and each) of ${rounds} rounds`);
row('Inkling', own.speed);
for (const { name, speed } of peer ? peers : []) row(name, speed);
row("Eigen's matrix products alone", ceiling);
if (peer) ratios('speed');
row("Inkling to Eigen's products alone", own.speed.map((speed, round) => speed / ceiling[round]), 2);
console.log('\nImages a second of processor time (all threads together), which other programs hardly move');
row('Inkling', own.processor);
for (const { name, processor } of peer ? peers : []) row(name, processor);
if (peer) ratios('processor');
if (peer) console.log(`\nPyTorch ${version}; the ratios are to the faster of its two layouts`);

console.log('\nWhere the time of both threads goes');
const { profile } = await inkling('--profile');
for (const [part, share] of Object.entries(profile)) {
  console.log(`  ${part.padEnd(36)}${(100 * share).toFixed(1).padStart(8)} %`);
}
