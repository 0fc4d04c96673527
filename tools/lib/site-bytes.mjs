// Prints the bytes of the built site and compares them with the figures in web/site-bytes.json: growth of more than
// 2 % fails until the figures are updated (with --update "reason"), so that nobody makes the page heavier unawares.  The
// test set in data/ is no part of the page, and is not always there: it is not counted.  What is loaded before the first
// prediction has a budget of its own (first-load.mjs); of the two variants the larger counts.
//   node tools/lib/site-bytes.mjs [--update "why it grew or shrank"]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { budget, firstLoad } from './first-load.mjs';

const project = path.join(import.meta.dirname, '../..');
const site = path.join(project, 'build/web/site');
const figuresFile = path.join(project, 'web/site-bytes.json');
const mostGrowth = 0.02;

const gzipped = (file) => gzipSync(readFileSync(path.join(site, file)), { level: 9 }).length;

const measured = Object.fromEntries(
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.startsWith(`data${path.sep}`))
    .sort()
    .map((file) => [file, gzipped(file)]),
);
const total = (files) => Object.values(files).reduce((sum, bytes) => sum + bytes, 0);

const update = process.argv.indexOf('--update');
if (update >= 0) {
  const reason = process.argv[update + 1];
  if (!reason) throw new Error('--update wants the reason, as in --update "a second font weight"');
  writeFileSync(figuresFile, `${JSON.stringify({ reason, gzip: measured }, null, 2)}\n`);
}

const { gzip: known } = JSON.parse(readFileSync(figuresFile, 'utf8'));
for (const [file, bytes] of Object.entries(measured)) {
  const change = known[file] === bytes ? '' : `  (was ${known[file] ?? 'not there'})`;
  console.log(`${String(bytes).padStart(9)}  ${file}${change}`);
}
const first = Math.max(...['simd128', 'relaxed'].map((simd) =>
  firstLoad(simd).reduce((sum, file) => sum + measured[file], 0)));
console.log(`${String(total(measured)).padStart(9)}  bytes in all, gzipped (recorded: ${total(known)}), ` +
  `${first} of them to the first prediction (budget: ${budget})`);
if (first > budget) {
  console.error(`The page loads ${first} bytes before its first prediction; its budget is ${budget}: load something later.`);
  process.exit(1);
}
if (total(measured) > total(known) * (1 + mostGrowth)) {
  console.error(
    `The site grew by more than ${100 * mostGrowth} %. If that is worth it, say why: ` +
      'node tools/lib/site-bytes.mjs --update "the reason"',
  );
  process.exit(1);
}
