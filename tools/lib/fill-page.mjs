// Puts the texts of the site's texts.js into its index.html, so that the page has its words before any script runs.
//   node tools/lib/fill-page.mjs FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const htmlOf = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => text.replace(/[&<>"]/g, (character) => htmlOf[character]);
const lineOf = (page, offset) => page.slice(0, offset).split('\n').length;

// `page` with shell.name in every place {{shell.name}}.  Fails for a place without a text, and for a text without a place.
export function filled(page, shell) {
  const unused = new Set(Object.keys(shell));
  const whole = page.replace(/\{\{(.*?)\}\}/g, (place, key, offset) => {
    const name = key.replace(/^shell\./, '');
    if (name === key || typeof shell[name] !== 'string')
      throw new Error(`index.html, line ${lineOf(page, offset)}: ${place}, but texts.js has no text ${key}; expected one of its section shell`);
    unused.delete(name);
    return escaped(shell[name]);
  });
  if (unused.size > 0)
    throw new Error(`texts.js: index.html has no place for shell.${[...unused].join(', shell.')}; take it out, or put {{shell.…}} into the page`);
  return whole;
}

// The site's modules are named .js, which Node would take for another kind of module.
export const moduleOf = (file) => import(`data:text/javascript;base64,${readFileSync(file).toString('base64')}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  const page = path.join(folder, 'index.html');
  const { shell } = await moduleOf(path.join(folder, 'texts.js'));
  try {
    writeFileSync(page, filled(readFileSync(page, 'utf8'), shell));
  } catch (error) {
    console.error(`fill-page: ${error.message}`);
    process.exitCode = 1;
  }
}
