// The words of the tab Inside.

const fields = ['at the upper left', 'at the top', 'at the upper right', 'on the left', 'in the middle', 'on the right',
  'at the lower left', 'at the bottom', 'at the lower right'];
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const planes = {
  ink: 'the ink', 'path-x': 'where the pen went right or left', 'path-y': 'where it went down or up',
  'path-time': 'how late it came there',
};

const square = (size) => `${size}×${size}`;
const layerOf = (network, layer) => network.layers[layer - 1];
const mapsOf = (network, layer) => network.shapes[layer][2];
const isAnswer = (network, layer) => layer === network.layers.length;

export const committee = (members) => `This network is a committee of ${members} that vote. Here is the first of them.`;

export const title = (network, layer) => (layer === 0 ? 'What comes in' : `Layer ${layer}`);

// What the layer does, in one plain sentence that follows its title.
export function explanation(network, layer) {
  if (layer === 0)
    return network.planes.length > 1
      ? 'your ink, and the pen’s way: right or left, down or up, early or late.' : 'your ink, small and in the middle.';
  const { type, kernel, size } = layerOf(network, layer), maps = mapsOf(network, layer);
  switch (type) {
    case 'convolution':
    case 'depthwise':
      return layer === 1
        ? `${maps} stencils of ${square(kernel)} points slide over your drawing. Blue is where one fits.`
        : `${maps} stencils slide over all maps before: ${layer < 4 ? 'corners, bends, crossings' : 'loops, bars, parts of digits'}.`;
    case 'max_pool': return `of every ${square(size)} points the strongest stays. Small shifts no longer matter.`;
    case 'average_pool': return `of every ${square(size)} points the mean stays, so that small shifts do not matter.`;
    case 'global_average_pool': return 'of every map the mean stays.';
    case 'add': return 'the maps of an earlier layer are added.';
    default: return isAnswer(network, layer) && maps > network.labels.length
      ? 'the answer. All points before vote on each digit, and on “no digit”.'
      : 'all points before vote for or against each of these.';
  }
}

export function mapName(network, layer, map) {
  if (layer === 0) return `What comes in, ${planes[network.planes[map]]}`;
  if (!isAnswer(network, layer)) return `Layer ${layer}, map ${map + 1} of ${mapsOf(network, layer)}`;
  return map < network.labels.length ? `The answer ${network.labels[map]}` : 'The answer “no digit”';
}

// field: one of nine, or -1.
export function place(network, layer, field) {
  if (field < 0) return 'empty';
  const [height, width] = network.shapes[layer];
  return height * width === 1 ? 'one number' : `strongest ${fields[field]}`;
}

// What the kernels show that are drawn beside an enlarged map.
export function lookedAt(network, layer, map) {
  if (layer === 0) return 'This is what all stencils of layer 1 slide over.';
  const { type, size } = layerOf(network, layer);
  const before = mapsOf(network, layer - 1);
  const shown = Math.min(4, before);
  switch (type) {
    case 'convolution':
      return layer === 1
        ? `Beside it what it looks at, and its stencils: blue squares want ink there, small grey ones want none.`
        : `Beside it the ${shown} strongest of its ${before} stencils, each under the map it slides over: blue squares count for it, small grey ones against it.`;
    case 'depthwise': return 'Beside it its stencil, under the map it slides over.';
    case 'dense': return `Beside it the ${shown} maps that count most: blue squares count for ${network.labels[map] ?? 'it'}, small grey ones against it.`;
    case 'add': return '';
    default: return `It is map ${map + 1} of layer ${layer - 1}, ${size ? `${size} times ` : ''}smaller.`;
  }
}

const strokeName = (stroke, strokes) =>
  strokes < 2 ? 'the stroke' : ordinals[stroke] ? `the ${ordinals[stroke]} stroke` : `stroke ${stroke + 1}`;

// "the end of the second stroke"
function partName(part, reasons) {
  const strokes = Math.max(1, reasons.strokes.length);
  const own = reasons.parts.filter(({ stroke }) => stroke === part.stroke);
  const name = strokeName(part.stroke, strokes);
  if (own.length < 3) return name;
  const share = own.indexOf(part) / (own.length - 1);
  return `the ${share < 1 / 3 ? 'beginning' : share > 2 / 3 ? 'end' : 'middle'} of ${name}`;
}

const leastAgainst = -0.3;   // of the log-odds

// What speaks against the answer: a whole stroke, or a part of one; null if nothing does.
function againstIn(reasons) {
  const worst = Math.min(...reasons.strokes);
  if (worst < leastAgainst) return strokeName(reasons.strokes.indexOf(worst), reasons.strokes.length);
  const part = reasons.parts.reduce((least, other) => (other.fall < least.fall ? other : least));
  return part.fall < leastAgainst ? partName(part, reasons) : null;
}

export const whyWithoutStrokes = 'A picture has no strokes to ask. Write on the sheet instead, and look inside.';

// reasons: as App.reasons() gives them.
export function why(network, reasons) {
  if (!reasons || reasons.parts.length === 0)
    return 'Write, and lift the pen: your ink shows why it is read as it is. Blue under what speaks for the answer, dashed what speaks against it.';
  const best = reasons.parts.reduce((most, other) => (other.fall > most.fall ? other : most));
  const label = network.labels[reasons.output];
  const sentences = [`Why ${label}? The broader the blue under a part, the less sure it would be without it: most of all ${partName(best, reasons)}.`];
  const against = againstIn(reasons);
  if (against) sentences.push(`Dashed is what speaks against ${label}: ${against}.`);
  return sentences.join(' ');
}
