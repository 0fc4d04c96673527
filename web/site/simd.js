// Which variant of the program this browser runs best.

// The smallest modules that use one instruction of each kind: v128.const; f32x4.relaxed_madd.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const vector = [253, 12, ...Array(16).fill(0)];
/** @param {number[]} code */
const moduleWith = (code) => new Uint8Array([
  ...header, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
  10, code.length + 5, 1, code.length + 3, 0, ...code, 26, 11]);
const instructions = {
  relaxed: moduleWith([...vector, ...vector, ...vector, 253, 133, 2]),
  simd128: moduleWith(vector),
};

// The instruction set of that variant, 'relaxed' or 'simd128'; undefined if the browser has neither.
export const bestSimd = () =>
  /** @type {Simd[]} */ (['relaxed', 'simd128']).find((name) => globalThis.WebAssembly?.validate(instructions[name]));
