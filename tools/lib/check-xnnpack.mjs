// Names the sources of XNNPACK that tools/cmake/XnnpackSources.cmake lists and no program links.
//   node tools/lib/check-xnnpack.mjs wasm|native MAP…      (the linker's maps of all programs, as --Map writes them)
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [build, ...maps] = process.argv.slice(2);
const kernelsOf = { wasm: ['wasm', 'simd128', 'relaxed'], native: ['sse2', 'avx', 'fma3', 'avx512f'] }[build];
if (!kernelsOf || maps.length === 0) {
  console.error('usage: node tools/lib/check-xnnpack.mjs wasm|native MAP…');
  process.exit(2);
}
const list = path.join(import.meta.dirname, '../cmake/XnnpackSources.cmake');
const wanted = ['xnnpack_common', ...kernelsOf.map((name) => `xnnpack_kernels_${name}`)];
const listed = [...readFileSync(list, 'utf8').matchAll(/^set\((\w+)([^)]*)\)/gm)]
  .filter(([, name]) => wanted.includes(name))
  .flatMap(([, , files]) => files.trim().split(/\s+/));

// A line of a map for what was kept: its address, its size, and last the object, as libXNNPACK.a(init.c.o).  GNU's ld
// lists what it has dropped as well, before all else and at address 0.
const kept = / (?:0x)?0*[1-9a-f][0-9a-f]* +(?:0x)?[0-9a-f]+ .*XNNPACK\w*\.a\((.+?)\.o\)/gm;
const linked = new Set(maps.flatMap((map) =>
  [...readFileSync(map, 'utf8').split('Linker script and memory map').at(-1).matchAll(kept)].map(([, file]) => file)));
const superfluous = listed.filter((file) => !linked.has(path.basename(file)));
if (listed.length === 0) superfluous.push(`nothing at all is listed in ${list}`);
for (const file of superfluous) console.error(`${list}: no program links ${file}: take it out of the list`);
process.exitCode = superfluous.length > 0 ? 1 : 0;
