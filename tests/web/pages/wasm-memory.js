// Loaded before the page's own scripts: keeps hold of the memories of its WebAssembly programs.
globalThis.wasmMemories = [];
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...values) => {
    const result = await original.apply(WebAssembly, values);
    const { exports } = result.instance ?? result;
    globalThis.wasmMemories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
    return result;
  };
}
