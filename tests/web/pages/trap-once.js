// A browser whose WebAssembly traps while the first page of a tab starts.
if (!sessionStorage.trapped) {
  WebAssembly.instantiate = async () => {
    sessionStorage.trapped = 'yes';
    throw new WebAssembly.RuntimeError('a trap of this test');
  };
}
