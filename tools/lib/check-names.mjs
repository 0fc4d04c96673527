// Checks that C++ and JavaScript agree on the names that both list: the texts of a reading, the views, the modes and tools
// in their order, and the functions that one exports and the other calls.  Says what differs, and where.
//   node tools/lib/check-names.mjs
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

process.chdir(path.join(import.meta.dirname, '../..'));
const text = (file) => readFileSync(file, 'utf8');
const withoutComments = (code) => code.replace(/\/\/.*/g, '');
const filesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => path.join(folder, file));

function differ(message) {
  console.error(message);
  process.exitCode = 1;
}

function found(file, pattern) {
  const match = withoutComments(text(file)).match(pattern);
  if (!match) throw new Error(`${file}: ${pattern} is not in it; tools/lib/check-names.mjs looks for it there`);
  return match[1];
}
const words = (list) => [...list.matchAll(/\w+/g)].map(([word]) => word);
const enumerators = (file, name) => words(found(file, new RegExp(`enum (?:class )?${name}[^{]*\\{([^}]*)\\}`)));
const listOf = (file, name) => [...found(file, new RegExp(`const ${name} = \\[([^\\]]*)\\]`)).matchAll(/'([^']*)'/g)].map(([, item]) => item);
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function sameOrder(what, cpp, javaScript) {
  for (let i = 0; i < Math.max(cpp.length, javaScript.length); ++i) {
    if (cpp[i] === javaScript[i]) continue;
    return differ(`${what}: number ${i + 1} is ${cpp[i] ?? 'missing'} in C++, ${javaScript[i] ?? 'missing'} in JavaScript`);
  }
}

function sameSet(exported, called, where) {
  for (const name of called.filter((other) => !exported.includes(other)))
    differ(`${name} is called in ${where.called}, but not exported in ${where.exported}`);
  for (const name of exported.filter((other) => !called.includes(other)))
    differ(`${name} is exported in ${where.exported}, but nothing in ${where.called} calls it`);
}
const unique = (names) => [...new Set(names)].sort();
const namesIn = (files, pattern) => unique(files.flatMap((file) => [...withoutComments(text(file)).matchAll(pattern)].map(([, name]) => name)));

const appJs = 'web/site/app.js';
sameOrder('texts of a reading (web/app/texts.h, readingTexts in web/site/app.js)',
  enumerators('web/app/texts.h', 'Text').filter((name) => name !== 'count').map(camel), listOf(appJs, 'readingTexts'));
sameOrder('views (web/app/app.h, views in web/site/app.js)',
  enumerators('web/app/app.h', 'View').filter((name) => name !== 'view_count').map((name) => name.replace(/^view_/, '').replaceAll('_', '-')),
  listOf(appJs, 'views'));
sameOrder('modes (web/app/reader.h, modes in web/site/app.js)', enumerators('web/app/reader.h', 'Mode'), listOf(appJs, 'modes'));
sameOrder('tools (web/app/sheet.h, tools in web/site/app.js)', enumerators('web/app/sheet.h', 'Tool'),
  [...found(appJs, /const tools = \{([^}]*)\}/).matchAll(/(\w+): \d/g)].map(([, name]) => name));

const site = filesIn('web/site', '.js');
sameSet(namesIn(filesIn('web/app', '.cpp'), /EXPORTED [^;{]*?\b(app_\w+)\(/g),
  unique([...namesIn(site, /\._(app_\w+)\(/g), ...namesIn(site, /\.call\('(\w+)'/g).map((name) => `app_${name}`)]),
  { exported: 'web/app', called: 'web/site' });

// The headless modules: the header declares, CMake exports, the wrapper calls.
for (const folder of ['engine', 'trainer']) {
  const [header, cmake, wrapper] = [`${folder}/api/api.h`, `${folder}/CMakeLists.txt`, `${folder}/api/${folder}.mjs`];
  const declared = namesIn([header], /\b(inkling_\w+)\(/g);
  const called = namesIn([wrapper], /\._(inkling_\w+)/g);
  sameSet(declared, called, { exported: header, called: wrapper });
  sameSet(namesIn([cmake], /\b_(inkling_\w+)/g), declared, { exported: cmake, called: header });
}
