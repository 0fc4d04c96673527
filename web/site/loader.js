// Loads what the page needs, all at once: the program in the variant that this browser runs best, weights and font.
import * as texts from './texts.js';

// What a person can be told: a title, an advice, and the exact words for whoever wants them.
export class Failure extends Error {
  constructor({ title, advice }, exactly = '') {
    super(exactly || title);
    Object.assign(this, { title, advice, exactly });
  }
}

// The smallest modules that use one instruction of each kind: v128.const; f32x4.relaxed_madd.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const vector = [253, 12, ...Array(16).fill(0)];
const moduleWith = (code) => new Uint8Array([
  ...header, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
  10, code.length + 5, 1, code.length + 3, 0, ...code, 26, 11]);
const simd128 = moduleWith(vector);
const relaxed = moduleWith([...vector, ...vector, ...vector, 253, 133, 2]);

// The instruction set of the variant to load, 'relaxed' or 'simd128'.
export function chooseSimd() {
  if (globalThis.WebAssembly?.validate(relaxed)) return 'relaxed';
  if (globalThis.WebAssembly?.validate(simd128)) return 'simd128';
  throw new Failure(texts.noSimd);
}

async function bytesOf(address) {
  const response = await fetch(new URL(address, import.meta.url), { credentials: 'same-origin' });
  if (!response.ok) throw new Failure(texts.notLoaded, `${address}: the server answered ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

// {module, simd, weights, font}: the running program, and the files' bytes.
export async function load() {
  const simd = chooseSimd();
  const start = import(`./app.${simd}.mjs`).then(({ default: create }) => create());
  try {
    const [module, weights, font] = await Promise.all(
      [start, bytesOf('weights/default.safetensors'), bytesOf('fonts/figtree.ttf')]);
    return { module, simd, weights, font };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(texts.notLoaded, String(error));
  }
}
