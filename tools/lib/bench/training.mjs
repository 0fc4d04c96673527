// What tools/bench-training prints; see there.  node training.mjs yes|no (whether the peer takes part) ROUNDS
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const project = path.join(import.meta.dirname, '../../..');
const built = (name) => path.join(project, 'build/native', name);
const data = path.join(project, 'data/mnist');
const threads = '2';
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

const own = [];
const ceiling = [];
const peers = { 'PyTorch, channels first': [], 'PyTorch, channels last': [] };
let version = '';
for (let round = 0; round < rounds; ++round) {
  own.push((await inkling()).images_per_second);
  if (peer) {
    for (const [name, speeds] of Object.entries(peers)) {
      const told = await pytorch(...(name.endsWith('last') ? ['channels-last'] : []));
      version = told.version;
      speeds.push(told.images_per_second);
    }
  }
  ceiling.push((await run(built('eigen-ceiling'), threads, seconds)).images_per_second);
}

console.log(`\nImages a second in training, median (and each) of ${rounds} rounds`);
row('Inkling', own);
for (const [name, speeds] of peer ? Object.entries(peers) : []) row(name, speeds);
row("Eigen's matrix products alone", ceiling);
console.log('\nRatios, of each round');
if (peer) {
  const best = Object.entries(peers).reduce((a, b) => (middle(a[1]) >= middle(b[1]) ? a : b));
  row(`Inkling to ${best[0]}`, own.map((speed, round) => speed / best[1][round]), 2);
  console.log(`  (PyTorch ${version}, the faster of its two layouts)`);
}
row("Inkling to Eigen's products alone", own.map((speed, round) => speed / ceiling[round]), 2);

console.log('\nWhere the time of both threads goes');
const { profile } = await inkling('--profile');
for (const [part, share] of Object.entries(profile)) {
  console.log(`  ${part.padEnd(36)}${(100 * share).toFixed(1).padStart(8)} %`);
}
