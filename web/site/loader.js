// Loads what the page needs, all at once: the program in the variant that this browser runs best, weights and font.
import { isTrap } from './restarting.js';
import { bestSimd } from './simd.js';
import { failures } from './texts.js';

// What a person can be told: a title, an advice, and the exact words for whoever wants them.
export class Failure extends Error {
  /** @param {Trouble} trouble */
  constructor({ title, advice }, exactly = '') {
    super(exactly || title);
    this.title = title;
    this.advice = advice;
    this.exactly = exactly;
  }
}

// The instruction set of the variant to load.
function chooseSimd() {
  const simd = bestSimd();
  if (!simd) throw new Failure(failures.noSimd);
  return simd;
}

// What ahead.js has asked for; once, since an answer can be read once.
/** @param {string} file */
function takenAhead(file) {
  const response = globalThis.askedAhead?.get(file);
  globalThis.askedAhead?.delete(file);
  return response;
}

/** @param {string} file */
async function responseOf(file) {
  const response = await (takenAhead(file) ?? fetch(new URL(file, import.meta.url)));
  if (!response.ok) throw new Failure(failures.notLoaded, failures.answered(file, response.status, response.statusText));
  return response;
}

/** @param {string} file */
const bytesOf = async (file) => new Uint8Array(await (await responseOf(file)).arrayBuffer());

// The running program.  Its two files are fetched at the same time; without the right type, as some hosts send it, the
// code cannot be compiled while it arrives.
/** @param {Simd} simd @returns {Promise<AppModule>} */
async function programOf(simd) {
  const file = `app.${simd}.wasm`;
  const compiled = responseOf(file).then((response) => response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then(WebAssembly.compile));
  /** @type {[WebAssembly.Module, { default(options: object): Promise<AppModule> }]} */
  const [code, { default: create }] = await Promise.all([compiled, import(`./app.${simd}.mjs`)]);
  // Emscripten waits for done() for ever, so a program and code that do not fit each other are told of here.
  return new Promise((resolve, reject) => {
    create({
      /**
       * @param {WebAssembly.Imports} imports
       * @param {(instance: WebAssembly.Instance, code: WebAssembly.Module) => void} done
       */
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(code, imports).then((instance) => done(instance, code), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

// The same file serves the document and the app, so it is fetched once, here, and not by the style sheet.
/** @param {string} file */
async function fontOf(file) {
  const bytes = await bytesOf(file);
  const face = await new FontFace('Figtree', bytes, { weight: '500' }).load();
  document.fonts.add(face);
  return bytes;
}

// The bytes of the weights of that name: tiny, default or max.
/** @param {string} name */
export const weightsOf = (name) => bytesOf(`weights/${name}.safetensors`);

// {module, simd, name, weights, font}: the running program, the weights' name, and the files' bytes.
/** @param {string} name */
export async function load(name) {
  const simd = chooseSimd();
  try {
    const [module, weights, font] = await Promise.all(
      [programOf(simd), weightsOf(name), fontOf('fonts/figtree.ttf')]);
    return { module, simd, name, weights, font };
  } catch (error) {
    throw error instanceof Failure || isTrap(error) ? error : new Failure(failures.notLoaded, String(error));
  }
}
