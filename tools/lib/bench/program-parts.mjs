// Where the bytes of a program in WebAssembly go: its functions and constants by what they were compiled from.  It reads a
// module that was linked with the names of its functions, and the linker's map of its constants, whose sizes are those
// before Binaryen.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// The first that fits names the part; demangled names of functions, or mangled ones of constants with their object file.
const parts = [
  ['stb_truetype', /\bstb(tt|rp)_|ImFontAtlasBuildWithStbTruetype/],
  ['XNNPACK', /libXNNPACK|\bxnn_|^(init|create|reshape|setup)_\w+(_config|_nhwc|_nc\w*)$|pthreadpool/],
  ['yyjson', /yyjson|^(read|write)_(string|number|root|raw|val)/],
  ['app', /inkling::page|inkling4page|\bapp_[a-z]/],
  ['engine', /inkling::|libengine|7inkling/],
  ['Dear ImGui', /\bIm[A-Z]|FONT_ATLAS|GCrc32|proggy/],
  ['C++ library', /std::|\boperator (new|delete)|libc\+\+|_ZNSt|_ZNKSt|__cxa/],
];
const rest = 'C library';
const partOf = (name) => parts.find(([, pattern]) => pattern.test(name))?.[0] ?? rest;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  // An unsigned LEB128.
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  slice() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function sectionsOf(file) {
  const reader = new Reader(readFileSync(file));
  reader.at = 8;
  const sections = [];
  while (reader.at < reader.bytes.length) {
    const id = reader.bytes[reader.at++];
    sections.push({ id, content: reader.slice() });
  }
  return sections;
}

// How many functions come from outside: the first indices are theirs.  Nothing else does.
const importsOf = (sections) => new Reader(sections.find(({ id }) => id === 2).content).number();

// The names of all functions by their index.
function namesOf(sections) {
  for (const { id, content } of sections) {
    const reader = new Reader(content);
    if (id !== 0 || reader.slice().toString() !== 'name') continue;
    while (reader.at < content.length) {
      const kind = content[reader.at++];
      const names = new Reader(reader.slice());
      if (kind !== 1) continue;
      return new Map(Array.from({ length: names.number() }, () => [names.number(), names.slice().toString()]));
    }
  }
  throw new Error('the program has no names of functions: link it with --profiling-funcs');
}

function bodiesOf(sections) {
  const reader = new Reader(sections.find(({ id }) => id === 10).content);
  return Array.from({ length: reader.number() }, () => reader.slice());
}

// Each line of the map that tells of one constant: address, offset, size, object file with section and symbol.
function constantsOf(map) {
  const lines = readFileSync(map, 'utf8').matchAll(/^ *[0-9a-f-]+ +[0-9a-f]+ +([0-9a-f]+) +(\S+:\(\.(?:ro)?data\S*\))$/gm);
  return Array.from(lines, ([, size, name]) => [name.startsWith('<internal>') ? 'texts of all' : partOf(name), parseInt(size, 16)]);
}

// [{part, code, packed, constants}] in bytes, largest first; `packed` is the code of a part gzipped by itself.
export function programParts(file, map) {
  const sections = sectionsOf(file), names = namesOf(sections), bodies = bodiesOf(sections);
  const all = new Map();
  const partNamed = (part) => {
    if (!all.has(part)) all.set(part, { part, bodies: [], constants: 0 });
    return all.get(part);
  };
  const first = importsOf(sections);
  for (const [i, body] of bodies.entries()) partNamed(partOf(names.get(first + i) ?? '')).bodies.push(body);
  for (const [part, size] of constantsOf(map)) partNamed(part).constants += size;
  return Array.from(all.values(), ({ part, bodies: own, constants }) => {
    const code = Buffer.concat(own);
    return { part, code: code.length, packed: code.length && gzipSync(code, { level: 9 }).length, constants };
  }).sort((one, other) => other.code - one.code);
}
