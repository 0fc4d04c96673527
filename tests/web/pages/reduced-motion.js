// A browser whose user wants no motion.
{
  const { matchMedia } = globalThis;
  globalThis.matchMedia = (query) =>
    /prefers-reduced-motion: reduce/.test(query) ? matchMedia.call(globalThis, 'all') : matchMedia.call(globalThis, query);
}
