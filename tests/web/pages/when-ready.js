// Loaded before the page's own scripts: takes the time, in milliseconds since the page was asked for, of its first reading.
globalThis.firstReading = new Promise((resolve) => {
  let inkling;
  Object.defineProperty(globalThis, 'inkling', {
    configurable: true,
    get: () => inkling,
    set(value) {
      inkling = value;
      value.ready
        .then(() => value.recognize({ strokes: [[[50, 0], [50, 100]]] }))
        .then(({ text }) => resolve({ text, milliseconds: performance.now() }));
    },
  });
});
