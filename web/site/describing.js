// What there is to say of the network's layers and maps, and of why a digit is read as it is, for inside.js: which of
// the words in texts.js, and of what.  network: {planes, labels, layers, shapes}, as inside.js has it; layer 0 is what
// comes in.
import { inside as texts } from './texts.js';

/** @param {Network} network @param {number} layer */
const layerOf = (network, layer) => network.layers[layer - 1];
/** @param {Network} network @param {number} layer */
const mapsOf = (network, layer) => network.shapes[layer][2];
/** @param {Network} network @param {number} layer */
const isAnswer = (network, layer) => layer === network.layers.length;

/** @param {number} layer */
export const titleOf = (layer) => (layer === 0 ? texts.input : texts.layer(layer));

/** @param {Network} network @param {number} layer @returns {string} */
export function explanationOf(network, layer) {
  const { explanation } = texts;
  if (layer === 0) return network.planes.length > 1 ? explanation.inkAndPath : explanation.ink;
  const { type, kernel = 0, size = 0 } = layerOf(network, layer), maps = mapsOf(network, layer);
  switch (type) {
    case 'convolution':
    case 'depthwise':
      if (layer === 1) return explanation.firstStencils(maps, kernel);
      return layer < 4 ? explanation.earlyStencils(maps) : explanation.lateStencils(maps);
    case 'max_pool': return explanation.strongest(size);
    case 'average_pool': return explanation.mean(size);
    case 'global_average_pool': return explanation.meanOfAll;
    case 'add': return explanation.sum;
    default: return isAnswer(network, layer) && maps > network.labels.length ? explanation.answer : explanation.votes;
  }
}

/** @param {Network} network @param {number} layer @param {number} map */
export function mapName(network, layer, map) {
  if (layer === 0) return texts.mapOfInput(texts.planes[network.planes[map]]);
  if (!isAnswer(network, layer)) return texts.map(layer, map + 1, mapsOf(network, layer));
  return map < network.labels.length ? texts.answer(network.labels[map]) : texts.answerNoDigit;
}

// field: one of nine, or -1.
/** @param {Network} network @param {number} layer @param {number} field */
export function placeOf(network, layer, field) {
  if (field < 0) return texts.empty;
  const [height, width] = network.shapes[layer];
  return height * width === 1 ? texts.oneNumber : texts.strongestAt(texts.fields[field]);
}

// What the kernels show that are drawn beside an enlarged map.
/** @param {Network} network @param {number} layer @param {number} map @returns {string} */
export function lookedAt(network, layer, map) {
  const { beside } = texts;
  if (layer === 0) return beside.input;
  const { type, size = 0 } = layerOf(network, layer);
  const before = mapsOf(network, layer - 1);
  const shown = Math.min(4, before);
  switch (type) {
    case 'convolution': return layer === 1 ? beside.firstStencils : beside.stencils(shown, before);
    case 'depthwise': return beside.ownStencil;
    case 'dense': return beside.votes(shown, network.labels[map]);
    case 'add': return '';
    default: return size ? beside.timesSmaller(map + 1, layer - 1, size) : beside.smaller(map + 1, layer - 1);
  }
}

/** @param {number} stroke @param {number} strokes */
const strokeName = (stroke, strokes) => (strokes < 2 ? texts.onlyStroke : texts.stroke(stroke + 1));

// "the end of the second stroke"
/** @param {Part} part @param {Reasons} reasons */
function partName(part, reasons) {
  const strokes = Math.max(1, reasons.strokes.length);
  const own = reasons.parts.filter(({ stroke }) => stroke === part.stroke);
  const name = strokeName(part.stroke, strokes);
  if (own.length < 3) return name;
  const share = own.indexOf(part) / (own.length - 1);
  return texts[share < 1 / 3 ? 'beginning' : share > 2 / 3 ? 'end' : 'middle'](name);
}

const leastAgainst = -0.3;   // of the log-odds

// What speaks against the answer: a whole stroke, or a part of one; null if nothing does.
/** @param {Reasons} reasons */
function againstIn(reasons) {
  const worst = Math.min(...reasons.strokes);
  if (worst < leastAgainst) return strokeName(reasons.strokes.indexOf(worst), reasons.strokes.length);
  const part = reasons.parts.reduce((least, other) => (other.fall < least.fall ? other : least));
  return part.fall < leastAgainst ? partName(part, reasons) : null;
}

// reasons: as App.reasons() gives them.
/** @param {Network} network @param {Reasons | null} reasons */
export function why(network, reasons) {
  if (!reasons || reasons.parts.length === 0) return texts.whyWithoutInk;
  const best = reasons.parts.reduce((most, other) => (other.fall > most.fall ? other : most));
  const label = network.labels[reasons.output];
  const sentences = [texts.why(label, partName(best, reasons))];
  const against = againstIn(reasons);
  if (against) sentences.push(texts.against(label, against));
  return sentences.join(' ');
}
