// A browser without SIMD in WebAssembly: it refuses every module that uses it.
WebAssembly.validate = () => false;
for (const name of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']) {
  WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError('invalid value type: v128'));
}
