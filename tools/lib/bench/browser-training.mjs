// How fast a network is trained in browsers, beside the native program on one thread and TensorFlow.js.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { launch } from '../../../tests/web/browsers.mjs';
import { mnistFolder, program, trainerFolder } from '../../../tests/web/project.mjs';
import { becomesTrue } from '../../../tests/web/site.mjs';
import { serveStatic } from '../static-server.mjs';

const network = '8,16,pool,32,32,pool,40,36,pool';   // that of `default`
const batch = 128, seconds = 4, rounds = 3;

async function natively(instructionSet) {
  const { stdout } = await promisify(execFile)(program, ['bench', 'training', '--json', '--data', mnistFolder,
    '--network', network, '--batch', String(batch), '--threads', '1', '--seconds', String(seconds)],
  { env: { ...process.env, ...(instructionSet && { INKLING_ISA: instructionSet }) } });
  return JSON.parse(stdout).images_per_second;
}

async function inBrowser(name, address, ready, expression) {
  const browser = await launch(name);
  try {
    await browser.open(address);
    await becomesTrue(browser, `'${ready}' in globalThis`);
    return await browser.evaluate(expression);
  } finally {
    await browser.close();
  }
}

// All take turns, so that whatever else the machine does is shared.
export async function measureTraining({ row, heading, median, peer }) {
  const server = await serveStatic({
    '/pages/': path.join(import.meta.dirname, '../../../tests/web/pages'), '/trainer/': trainerFolder, '/mnist/': mnistFolder,
    '/bench/': import.meta.dirname,
    ...(peer && { '/peer/': path.join(import.meta.dirname, '../../../build/peer/node_modules/@tensorflow') }),
  });
  const ours = `trainerRun.speed('${network}', ${batch}, ${seconds})`;
  const all = {
    'native, best instructions': () => natively(),
    'native, baseline': () => natively('baseline'),
    ...Object.fromEntries(['chromium', 'firefox', 'webkit'].map((name) =>
      [name, () => inBrowser(name, `${server.origin}/pages/trainer.html`, 'trainerRun', ours)])),
    ...(peer && { 'TensorFlow.js, cpu': () =>
      inBrowser('chromium', `${server.origin}/bench/peer-training.html`, 'peerTraining', `peerTraining(${JSON.stringify(network)})`) }),
  };
  const speeds = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
  for (let round = 0; round < rounds; ++round)
    for (const [name, measure] of Object.entries(all)) speeds[name].push(await measure());
  await server.close();
  heading(`Images a second in training conv ${network}, batch ${batch}, one thread: median of ${rounds} turns`);
  row('', 'images/s', 'to native');
  const best = median(speeds['native, best instructions']);
  for (const [name, values] of Object.entries(speeds)) row(name, median(values).toFixed(median(values) < 100 ? 1 : 0), (median(values) / best).toFixed(median(values) < 100 ? 4 : 2));
}
