// Drawings for the tests: read, chosen, and fitted to a place on the screen.  A point is [x, y], y growing downwards.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

// The drawings {label, writer, strokes} of a file of ink, .ndjson or .ndjson.gz.
export function readInk(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

// FNV-1a (32 bit) of the UTF-8 writer id, modulo 5.
export function foldOfWriter(writer) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(writer, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % 5;
}

// `count` of the items, evenly spread over them and always the same.
export const spread = (items, count) =>
  Array.from({ length: Math.min(count, items.length) }, (_, i) => items[Math.floor((i * items.length) / count)]);

// Drawings (lists of strokes) side by side, as the digits of a number: each as tall as the others, on one line.
export function besideEachOther(drawings, gap = 0.25) {
  let right = 0;
  return drawings.flatMap((strokes) => {
    const points = strokes.flat();
    const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const height = Math.max(...ys) - top;
    const start = right;
    right += (Math.max(...xs) - left) / height + gap;
    return strokes.map((stroke) => stroke.map(([x, y]) => [start + (x - left) / height, (y - top) / height]));
  });
}

// The strokes as a pen would draw them within `area` {x, y, width, height}: in its middle, `share` of its shorter side
// tall or wide, without the points that less than a pixel depends on, in whole pixels, no two alike in a row.
export function fitStrokes(strokes, area, share = 0.7) {
  const points = strokes.flat();
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (share * Math.min(area.width, area.height)) / Math.max(right - left, bottom - top, 1e-9);
  const place = ([x, y]) => [
    area.x + area.width / 2 + scale * (x - (left + right) / 2),
    area.y + area.height / 2 + scale * (y - (top + bottom) / 2),
  ];
  const onScreen = (stroke) => simplified(stroke.map(place), 0.7).map((point) => point.map(Math.round));
  return strokes.map((stroke) => withoutRepeats(onScreen(stroke)));
}

const withoutRepeats = (points) =>
  points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);

// Ramer, Douglas and Peucker: fewer points, none of those left out further than `tolerance` from the line.
function simplified(points, tolerance) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let [farthest, distance] = [0, tolerance];
  for (let i = 1; i + 1 < points.length; ++i) {
    const far = distanceToSegment(points[i], first, last);
    if (far > distance) [farthest, distance] = [i, far];
  }
  if (farthest === 0) return [first, last];
  return [
    ...simplified(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...simplified(points.slice(farthest), tolerance),
  ];
}

function distanceToSegment([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
