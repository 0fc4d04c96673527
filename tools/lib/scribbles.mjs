// Scribbles that nobody wrote, as ink: hatchings, loops, a pen that wanders about, and strokes across each other.
import { randomNumbers } from './random.mjs';

const sequence = (count, item) => Array.from({ length: count }, (_, at) => item(at));

// Each in a box about 100 wide; `between` draws a number, `whole` a whole one.
const kinds = {
  hatching({ between, whole }) {
    const width = between(60, 120), step = between(4, 14), slant = between(-40, 40);
    return [sequence(whole(8, 18), (at) => [(at % 2 ? width : 0) + slant * at / 10 + between(-8, 8), at * step + between(-3, 3)])];
  },
  loops({ between, whole }) {
    const width = between(15, 45), height = between(20, 50), advance = between(2, 14), turns = whole(4, 9);
    return [sequence(turns * 16, (at) => [
      advance * at / 16 + width * Math.cos(at * Math.PI / 8) + between(-2, 2),
      height * Math.sin(at * Math.PI / 8) + between(-2, 2)])];
  },
  wandering({ between, whole }) {
    let [x, y, way, turn] = [50, 50, between(0, 2 * Math.PI), 0];
    return [sequence(whole(120, 240), () => {
      turn = 0.9 * turn + between(-0.12, 0.12);
      // Back towards the middle before it leaves the box.
      way += turn + 0.02 * Math.hypot(x - 50, y - 50) / 50 * Math.sign(Math.sin(Math.atan2(50 - y, 50 - x) - way));
      return [x += 5 * Math.cos(way), y += 5 * Math.sin(way)];
    })];
  },
  strokes({ between, whole }) {
    return sequence(whole(5, 9), () => {
      const [from, to] = [[between(0, 100), between(0, 100)], [between(0, 100), between(0, 100)]], bend = between(-20, 20);
      return sequence(12, (at) => {
        const way = at / 11, bulge = bend * 4 * way * (1 - way);
        return [from[0] + way * (to[0] - from[0]) + bulge, from[1] + way * (to[1] - from[1]) - bulge];
      });
    });
  },
};

// `count` drawings {label, writer, strokes}, each kind as often; the same seed gives the same ones.
export function scribbles(count, seed, writer) {
  const random = randomNumbers(seed);
  const between = (least, most) => least + (most - least) * random();
  const whole = (least, most) => Math.floor(between(least, most + 1));
  const names = Object.keys(kinds);
  return sequence(count, (at) => {
    const name = names[at % names.length];
    const rounded = (stroke) => stroke.map((point) => point.map((value) => Math.round(100 * value) / 100));
    return { label: `scribble: ${name}`, writer, strokes: kinds[name]({ between, whole }).map(rounded) };
  });
}
