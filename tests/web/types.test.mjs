// JavaScript that is shipped is typed by JSDoc: TypeScript's compiler finds nothing wrong with it, at its strictest.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { project as root } from './project.mjs';

const compiler = path.join(import.meta.dirname, 'node_modules/typescript/bin/tsc');

// What the compiler says, nothing if all is well.
const complaints = (project) => new Promise((resolve) => {
  execFile(process.execPath, [compiler, '--project', project], (error, stdout) => resolve(error ? stdout || String(error) : ''));
});

for (const [what, project] of [
  ["the page, the headless engine's module and the trainer's", 'web/tsconfig.json'],
  ['the service worker', 'web/tsconfig.service-worker.json'],
]) test(`the types of ${what} hold`, async () => assert.equal(await complaints(path.join(root, project)), ''));

test('a call with the wrong type in the page is found', async () => {
  const copy = mkdtempSync(path.join(root, 'build/types-'));
  try {
    for (const folder of ['web', 'engine/api', 'trainer/api'])
      cpSync(path.join(root, folder), path.join(copy, folder), { recursive: true });
    const wrong = path.join(copy, 'web/site/frames.js');
    writeFileSync(wrong, readFileSync(wrong, 'utf8').replace('this.#draw(now)', "this.#draw('now')"));
    assert.match(await complaints(path.join(copy, 'web/tsconfig.json')), /site\/frames\.js\(\d+,\d+\): error TS2345: Argument of type 'string'/);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
