// Puts the list of the site's files into its service worker: {version, files: {path: SHA-256}}, the version being a
// hash of them all, so that the same site has the same version.
//   node tools/lib/list-site.mjs FOLDER
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [site] = process.argv.slice(2);
const worker = 'service-worker.js';
// What the page itself does not need.
const isLeftOut = (file) => file === worker || file === 'licences.txt' || file.startsWith('data/');
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

const files = Object.fromEntries(
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .filter((file) => !isLeftOut(file))
    .sort()
    .map((file) => [file, sha256(readFileSync(path.join(site, file)))]),
);
const source = readFileSync(path.join(site, worker), 'utf8');
const version = sha256(JSON.stringify(files) + source).slice(0, 16);
writeFileSync(path.join(site, worker), `self.site = ${JSON.stringify({ version, files })};\n${source}`);
