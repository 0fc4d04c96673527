// A test set from IDX files, the format of MNIST: four bytes 0, 0, 8 (values are bytes) and the number of dimensions,
// the length of each dimension in four bytes, most significant first, then the values.  Gzipped or not.
import { evidence } from '../texts.js';

const { badFile, badSet } = evidence;

const side = 28;
/** @type {HalfOfTestSet[]} */
const halves = ['images', 'labels'];
const magics = { images: [0, 0, 8, 3], labels: [0, 0, 8, 1] };
const headers = { images: 16, labels: 8 };
const mostImages = 100_000;
const mostBytes = headers.images + mostImages * side * side;

/** @param {Bytes} bytes @param {number[]} magic */
const begins = (bytes, magic) => magic.every((byte, i) => bytes[i] === byte);

/** @param {string} name @param {Bytes} bytes */
async function unzipped(name, bytes) {
  if (!globalThis.DecompressionStream) throw new Error(badFile.noUnzipping(name));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw new Error(badFile.damagedGzip(name, length)); });
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > mostBytes) {
      reader.cancel().catch(() => {});
      throw new Error(badFile.tooLarge(name, mostBytes));
    }
  }
  const whole = new Uint8Array(length);
  for (let i = 0, at = 0; i < chunks.length; at += chunks[i++].length) whole.set(chunks[i], at);
  return whole;
}

// {kind: 'images' | 'labels', count, values}
/** @param {string} name @param {Bytes} bytes */
function parsed(name, bytes) {
  const kind = halves.find((one) => begins(bytes, magics[one]));
  if (!kind) throw new Error(badFile.notIdx(name, bytes.subarray(0, 4)));
  const header = headers[kind];
  if (bytes.length < header) throw new Error(badFile.noHeader(name, bytes.length, header));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const count = view.getUint32(4);
  if (count < 1 || count > mostImages) throw new Error(badFile.count(name, count, mostImages));
  let each = 1;
  if (kind === 'images') {
    const [height, width] = [view.getUint32(8), view.getUint32(12)];
    if (height !== side || width !== side) throw new Error(badFile.size(name, width, height, side));
    each = side * side;
  }
  const expected = header + count * each;
  if (bytes.length !== expected) throw new Error(badFile.length(name, bytes.length, expected, count, kind));
  return { kind, count, values: bytes.subarray(header) };
}

// files: a list of {name, bytes}, one of images and one of labels, in any order; known: the labels that the network
// has, texts.  Returns {images [count, 28, 28], labels [count], indices into `known`}.
/** @param {TestFile[]} files @param {string[]} known */
export async function testSetOf(files, known) {
  /** @type {Partial<Record<HalfOfTestSet, { name: string, count: number, values: Bytes }>>} */
  const found = {};
  for (const { name, bytes } of files) {
    if (bytes.length > mostBytes) throw new Error(badFile.tooLarge(name, mostBytes));
    const file = { name, ...parsed(name, begins(bytes, [0x1f, 0x8b]) ? await unzipped(name, bytes) : bytes) };
    const first = found[file.kind];
    if (first) throw new Error(badSet.twice(file.kind, first.name, name));
    found[file.kind] = file;
  }
  const { images, labels } = found;
  if (!images || !labels) throw new Error(badSet.halves(files.map(({ name }) => name), images ? 'labels' : 'images'));
  if (images.count !== labels.count) throw new Error(badSet.counts(images, labels));
  const indexOf = Array.from({ length: 256 }, (_, value) => known.indexOf(String(value)));
  const unknown = labels.values.findIndex((value) => indexOf[value] < 0);
  if (unknown >= 0) throw new Error(badSet.label(labels.name, labels.values[unknown], unknown, known));
  return { images: images.values, labels: labels.values.map((value) => indexOf[value]) };
}
