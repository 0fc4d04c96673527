// Puts ahead.js into the page itself, where it need not be waited for, and its hash into the page's policy, which allows
// no other script there.
//   node tools/lib/inline-ahead.mjs FOLDER
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
const page = path.join(folder, 'index.html');
const script = path.join(folder, 'ahead.js');

function replaced(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`${page}: expected ${from} once`);
  return text.replace(from, () => to);
}

const code = readFileSync(script, 'utf8').trim();
const hash = createHash('sha256').update(code).digest('base64');
const inlined = replaced(readFileSync(page, 'utf8'), '<script type="module" async src="ahead.js"></script>', `<script>${code}</script>`);
writeFileSync(page, replaced(inlined, "script-src 'self'", `script-src 'self' 'sha256-${hash}'`));
rmSync(script);
