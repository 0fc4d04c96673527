// Digits that nobody wrote: a table of the ways in which people write each digit, its allographs, drawn anew each time with
// other proportions.  A network that has met few writers learns from them how others may write.
//
// The table names what handwriting knows and was not taken from the ink that measures: slashed and looped zeros, ones with
// flags and feet, looped twos, open and closed fours, fives in one stroke or two, crossed sevens, eights begun anywhere.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';

import { randomNumbers } from './random.mjs';

// Each allograph is what the pen passes, "x,y" in a square from 0,0 at the top left to 100,100; * is a corner or the end of a
// straight line, everything else is rounded; | lifts the pen.
const ways = [
  ['50,2 15,25 8,60 30,97 65,95 90,60 85,20 50,2', '60,4 25,10 8,45 20,88 55,99 88,70 84,25 55,3 35,10',
    '50,2 88,25 90,65 60,98 20,90 8,50 20,15 52,2', '15,80 8,35 45,2 88,30 85,75 45,99 12,72',
    '50,2 15,25 8,60 30,97 65,95 90,60 85,20 50,2 | 85,10* 15,95*', '50,2 15,25 8,60 30,97 65,95 90,60 85,20 50,2 | 12,92* 90,8*',
    '50,25 62,6 25,10 8,50 25,92 60,98 90,60 80,20 55,5 38,18', '70,3 30,15 12,60 30,97 75,90 92,40 72,4 60,14 95,5',
    '50,2 15,25 8,60 30,97 65,95 90,60 85,20 50,2 75,15* 20,90*', '15,98 60,90 88,40 60,2 25,30 20,75 45,90',
    '50,10 20,30 15,60 35,88 60,88 82,60 80,28 52,10 | 100,-8* 5,110*', '50,10 20,30 15,60 35,88 60,88 82,60 80,28 52,10 | 0,105* 100,-5*'],
  ['50,0* 50,100*', '50,100* 50,0*', '20,35* 50,0* 50,100*', '5,45* 50,0* 50,100*', '5,75* 50,0* 50,100*', '10,20* 55,0* 50,100*',
    '0,12* 55,0* 50,100*', '20,35* 50,0* 50,100* | 20,100* 80,100*', '5,45* 50,0* 50,100* | 15,100* 85,100*',
    '50,0* 50,100* | 20,100* 80,100*', '8,30 32,25 52,0* 50,100*', '8,38 20,40 40,22 55,0* 52,100*', '0,55 30,40 52,0* 48,50 42,100*',
    '20,30* 50,0* 50,100* 20,100* 80,100*', '50,0* 50,100* | 50,0* 15,35*', '15,35* 50,0* | 50,0* 50,100*', '10,10* 55,3* 60,50 50,100*'],
  ['10,20 45,2 80,20 60,55 10,98* 90,98*', '10,22 45,2 80,22 55,60 20,96 10,84 30,76 60,92 95,90',
    '25,25 30,5 55,5 68,40 40,85 15,98 5,85 30,66 98,28', '8,30 30,3 70,5 78,35 50,70 5,97* 40,88 90,98',
    '25,26 14,12 35,3 75,8 78,38 45,75 8,98* 88,96', '10,12* 70,3 80,20 8,97* 90,97*', '5,30 25,3 60,8 62,45 35,90 8,95 10,75 40,78 65,98 100,85',
    '15,8* 60,0 82,18 60,55 12,95 10,99* 92,92*', '20,30 22,5 55,3 60,35 30,88 5,92 15,70 45,80 98,55'],
  ['10,10 50,0 80,20 45,45* 85,65 60,98 10,88', '12,12 50,0 80,22 48,48 40,42 55,45 85,70 55,100 8,85', '10,3* 80,3* 40,42* 85,65 60,98 10,88',
    '15,15 45,0 75,15 60,40 35,47* 70,50 82,75 50,100 15,92', '10,5* 85,5* 45,40 80,55 82,80 50,100 8,90',
    '20,5 70,2 78,25 35,46 25,42 38,40 82,58 75,90 20,98', '12,18 30,2 72,8 62,38 38,46* 78,62 60,95 0,100'],
  ['20,0* 10,60* 90,60* | 65,25* 65,100*', '25,0 10,50 22,62 92,58 | 70,20* 60,100*', '60,0* 5,65* 95,65* | 62,0* 62,100*',
    '95,62* 5,68* 60,3* 60,100*', '90,65* 8,62 55,0 58,10 50,100*', '30,0* 8,60 95,55 82,25 66,40 60,100*', '62,0* 62,100* | 62,0* 5,65* 95,65*',
    '40,0* 5,60* 80,55* 50,100*', '15,0* 15,50* 85,50* | 85,0* 85,100*', '15,0 12,40 35,52 85,40 | 88,0* 82,100*', '15,0 10,40 35,55 80,40 88,2* 80,100*',
    '65,30* 62,100* | 25,0* 8,60* 92,58*', '60,0 30,35 5,62 30,66 95,60 | 66,25* 58,60 55,100*', '68,0* 5,65* 60,66* 95,62* | 66,30* 66,100*',
    '62,100* 62,0* 5,65* 95,65*', '20,0 18,55 40,68 75,50* 75,30* 78,100*', '30,5 35,0 40,15 38,65 50,85 75,80 85,55* 85,100*'],
  ['25,3* 18,45* 55,35 88,65 60,98 10,90 | 25,3* 88,0*', '25,3* 88,0* | 25,3* 18,45* 55,38 85,68 55,99 8,90', '85,2* 25,5* 18,45* 55,38 88,68 55,99 8,88',
    '85,5 40,3 20,25 45,45 80,65 60,97 10,92', '22,12* 15,48 60,42 85,70 50,98 5,92 | 30,8* 95,0*', '85,3* 28,3* 22,40 60,45 82,70 55,96 15,99',
    '35,5* 15,45* 70,40 75,80 40,99 10,90 | 35,6* 70,12 98,2', '90,0 55,8 30,5* 20,42* 50,38 80,60 60,95 0,95', '22,5* 20,50 70,45 80,80 20,98 | 12,5* 85,5*'],
  ['70,0 30,35 12,75 40,100 80,85 75,55 45,50 15,75', '45,0 12,40 8,75 35,95 60,85 90,30 75,32 60,60 65,94 98,72', '30,0* 15,60 25,98 75,92 78,58 40,52 18,70',
    '80,5 40,10 12,50 20,92 65,98 85,68 50,48 15,65', '60,0 25,40 15,80 45,100 78,78 55,58 25,75', '40,0 15,45 25,95 70,95 85,65 60,55 30,85',
    '20,0 12,50 25,98 80,92 75,55 20,62', '55,0 20,45 15,85 50,100 82,78 60,50 30,70 45,80 98,75', '35,0 12,55 28,95 70,70 78,45 62,48 58,80 90,92',
    '60,0 20,45 10,80 40,90 85,62 75,55 45,75 35,98'],
  ['10,5* 90,5* 40,100*', '10,5* 90,5* 40,100* | 30,50* 80,48*', '8,20* 10,3* 90,3* 45,100*', '5,15 35,2 90,5* 60,45 45,100*',
    '5,20 10,3 45,10 92,0* 50,50 38,100*', '10,5* 88,8* 55,50 50,100* | 25,55* 85,45*', '5,25 12,5 50,12 95,2* 45,100* | 28,55* 78,48*',
    '10,5* 90,5* 60,100* | 35,50* 90,50*', '8,10 70,0 85,10 50,60 45,100*', '5,5* 85,3* 70,95 82,90', '10,5* 88,5* 40,100* 60,50* | 25,52* 75,50*',
    '5,22* 5,5* 85,5* 55,50 35,100* | 25,50* 80,50*', '15,35 30,3 80,30 25,100*',
    '10,5* 85,5 60,50 50,100* | 50,55* 95,68*', '10,15* 75,2 80,15 50,100 | 35,62* 80,58*'],
  ['75,12 45,0 20,20 50,48 85,75 50,100 15,75 50,48 78,22 72,10', '25,12 55,0 80,20 50,48 15,75 50,100 85,75 50,48 22,22 28,10',
    '50,2 25,22 50,46 75,24 50,2 | 50,46 15,72 50,100 85,72 50,46', '50,48 80,22 50,0 22,22 50,48 85,74 50,100 15,74 50,48',
    '85,5 40,5 22,25 55,50 80,78 45,100 18,78 50,50 92,8', '50,48 20,22 50,0 80,22 50,48 15,74 50,100 85,74 50,48',
    '60,5 20,15 35,42 75,60 70,95 25,95 25,65 70,40 85,10 65,2', '15,5 40,50 60,98 25,90 50,50 90,5', '80,10 30,2 25,30 75,65 60,98 20,90 30,60 90,0',
    '50,45 30,20 52,2 72,20 50,48 20,75 48,100 80,75 52,46', '30,20 60,0 75,20 55,65 35,98 40,75 55,50 15,30',
    '40,25 65,2 72,25 50,70 38,98 45,85 65,60 30,40', '85,8 40,5 45,30 65,60 60,95 25,95 25,60 65,10', '60,0 15,25 50,55 75,80 50,100 25,85 30,65'],
  ['80,15 45,0 12,25 40,50 78,25* 75,100*', '78,18 45,0 12,28 40,52 80,20 78,65 50,100 15,88', '75,25 45,3 12,28 42,52 75,28 | 78,5* 76,100*',
    '78,10 40,2 15,30 45,50 80,15* 70,55 60,100*', '15,98 60,70 85,25 60,2 35,20 45,50 70,45', '70,20 30,5 15,35 50,45 75,10* 78,70 40,100 10,80 95,60',
    '45,50 15,30 40,2 75,15 78,60 70,100*', '80,5 35,5 15,35 50,48 80,8* 55,100*', '60,50 20,40 25,5 70,5 75,45 55,95 15,98',
    '75,20 48,0 20,22 45,48 74,22* 72,80 82,98 98,85', '65,100* 75,10 45,0 15,25 45,50 78,25'],
];

const joined = 0.15;     // how often a digit begins, and ends, with the line that would join it to a neighbour
const backwards = 0.05;  // how often all strokes are drawn the other way round
const reordered = 0.1;   // how often the last stroke is the first

const strokesOf = (allograph) => allograph.split('|').map((stroke) => stroke.trim().split(' ').map((place) => {
  const [x, y] = place.replace('*', '').split(',').map(Number);
  return { x, y, corner: place.endsWith('*') };
}));

// A curve through all places, by cubic Hermite splines with Catmull and Rom's tangents; corners have none.
function curve(places, spacing) {
  const points = [[places[0].x, places[0].y]];
  for (let at = 1; at < places.length; ++at) {
    const [from, to] = [places[at - 1], places[at]];
    const before = places[at - 2] ?? from, after = places[at + 1] ?? to;
    const tangent = (place, last, next) => (place.corner ? [to.x - from.x, to.y - from.y] : [(next.x - last.x) / 2, (next.y - last.y) / 2]);
    const [begin, end] = [tangent(from, before, to), tangent(to, from, after)];
    const steps = Math.max(2, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / spacing));
    for (let step = 1; step <= steps; ++step) {
      const way = step / steps, rest = 1 - way;
      const along = (a, b, axis) => a * rest * rest * (1 + 2 * way) + begin[axis] * way * rest * rest + b * way * way * (3 - 2 * way) - end[axis] * way * way * rest;
      points.push([along(from.x, to.x, 0), along(from.y, to.y, 1)]);
    }
  }
  return points;
}

// The strokes of a digit as a writer might draw it, [x, y] in whole numbers, the digit about 1000 high.
function drawn(digit, random) {
  const between = (least, most) => least + (most - least) * random();
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const known = ways[digit], strayed = between(2, 6), spacing = between(3, 10);
  const strokes = strokesOf(known[Math.floor(random() * known.length)]);
  for (const place of strokes.flat()) {
    place.x += strayed * normal();
    place.y += strayed * normal();
  }
  const first = strokes[0][0], last = strokes.at(-1).at(-1);
  if (random() < joined) strokes[0].unshift({ x: first.x - between(10, 40), y: first.y + between(-10, 35), corner: true });
  if (random() < joined) {
    last.corner = random() < 0.5;
    strokes.at(-1).push({ x: last.x + between(10, 45), y: last.y + between(-40, 5), corner: true });
  }
  const width = 0.7 * Math.exp(0.25 * normal()), slant = 0.2 * normal() - 0.05, turn = 0.08 * normal();
  const placed = ([x, y]) => {
    const across = width * (x - 50) - slant * (y - 50), down = y - 50;
    return [Math.cos(turn) * across - Math.sin(turn) * down, Math.sin(turn) * across + Math.cos(turn) * down].map((value) => Math.round(10 * value));
  };
  const ink = strokes.map((places) => curve(places, spacing).map(placed));
  if (random() < backwards) ink.forEach((stroke) => stroke.reverse());
  if (random() < reordered) ink.unshift(ink.pop());
  return ink;
}

// `count` drawings {label, strokes}, each digit as often; the same seed gives the same ones.
export function allographDrawings(count, seed) {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, at) => ({ label: `${at % 10}`, strokes: drawn(at % 10, random) }));
}

export const allographs = 'data/allographs.ndjson';

// Writes the file, at once or not at all, unless it is there.
export function writeAllographs() {
  if (existsSync(allographs)) return;
  mkdirSync('data', { recursive: true });
  writeFileSync(`${allographs}.unfinished`, allographDrawings(20000, 1).map((drawing) => `${JSON.stringify(drawing)}\n`).join(''));
  renameSync(`${allographs}.unfinished`, allographs);
}
