// Smooth curves through the places that a pen passes.

// Between `from` and `to`, after the share `way` of the piece, on the curve that comes from `before` and goes on to `after`:
// Catmull and Rom, "A class of local interpolating splines", 1974.  A place is [x, y].
export const pointBetween = (before, from, to, after, way) => [0, 1].map((axis) => {
  const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
  return b + 0.5 * way * (c - a + way * (2 * a - 5 * b + 4 * c - d + way * (3 * (b - c) + d - a)));
});
