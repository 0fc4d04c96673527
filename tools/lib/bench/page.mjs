// What reading costs in the page: one more stroke on a sheet full of digits, and a photograph.
import { launch } from '../../../tests/web/browsers.mjs';
import { besideEachOther, fitStrokes, readInk } from '../../../tests/web/ink.mjs';
import { ownDrawings } from '../../../tests/web/project.mjs';
import { keptOffline, openReady, serveSite } from '../../../tests/web/site.mjs';

const own = readInk(ownDrawings);

// Runs in the page: writes each number's strokes by pointer events of its own and takes the time of the reading after
// each stroke of the last digit.  numbers: [{strokes, before}], `before` strokes not being timed.
function timesOfStrokes(numbers) {
  const sheet = document.getElementById('sheet');
  const send = (type, [x, y], buttons) => sheet.dispatchEvent(new PointerEvent(type, {
    pointerId: 99, pointerType: 'mouse', button: type === 'pointermove' ? -1 : 0, buttons, clientX: x, clientY: y, bubbles: true }));
  const times = [];
  for (const { strokes, before } of numbers) {
    globalThis.inkling.clear();
    for (const [i, stroke] of strokes.entries()) {
      send('pointerdown', stroke[0], 1);
      for (const point of stroke.slice(1)) send('pointermove', point, 1);
      send('pointerup', stroke.at(-1), 0);
      const start = performance.now();
      globalThis.inkling.current();
      if (i >= before) times.push(performance.now() - start);
    }
  }
  globalThis.inkling.clear();
  return times;
}

// Runs in the page: a photograph of that size with these strokes on it, read so many times, whole way.
async function timesOfPicture({ strokes, width, height, times }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const light = pen.createLinearGradient(0, 0, width, height);
  light.addColorStop(0, '#f2ecdf');
  light.addColorStop(1, '#b9b2a4');
  pen.fillStyle = light;
  pen.fillRect(0, 0, width, height);
  Object.assign(pen, { lineWidth: width / 120, lineCap: 'round', lineJoin: 'round', strokeStyle: '#2b3150' });
  for (const stroke of strokes) {
    pen.beginPath();
    for (const [x, y] of stroke) pen.lineTo(x, y);
    pen.stroke();
  }
  const pixels = pen.getImageData(0, 0, width, height);
  const { text } = await globalThis.inkling.recognize(pixels);   // starts the worker
  const taken = [];
  for (let i = 0; i < times; ++i) {
    const start = performance.now();
    await globalThis.inkling.recognize(pixels);
    taken.push(performance.now() - start);
  }
  return { text, taken };
}

const labels = '0123456789';
const digitOf = (label, round) => own.filter((drawing) => drawing.label === label)[round % 6].strokes;

// 120 numbers of nine digits, each digit in all its styles and at every place.
function numbersOn(area) {
  return Array.from({ length: 120 }, (_, k) => {
    const digits = Array.from({ length: 9 }, (_, i) => digitOf(labels[(k + 7 * i) % 10], k + i));
    const strokes = fitStrokes(besideEachOther(digits), area, 0.95);
    return { strokes, before: strokes.length - digits[8].length };
  });
}

// [median, 99 %, most], as the headings say.
const shares = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return [sorted[sorted.length >> 1], sorted[Math.floor(0.99 * (sorted.length - 1))], sorted.at(-1)]
    .map((time) => time.toFixed(2));
};

// `row` and `heading` print.
export async function measurePage({ row, heading }) {
  const site = await serveSite();
  const browser = await launch('chromium');
  await openReady(browser, site.address);
  await keptOffline(browser);
  const area = await browser.evaluate('inkling.drawArea()');
  const strokes = await browser.evaluate(`(${timesOfStrokes})(${JSON.stringify(numbersOn(area))})`);
  heading('One more stroke with eight digits on the sheet: its reading, milliseconds (Chromium; budget: 2)');
  row('', 'median', '99 %', 'most');
  row(`${strokes.length} strokes`, ...shares(strokes));

  const [width, height] = [1632, 1224];
  const lines = ['360', '5274', '91'].flatMap((text, i) => fitStrokes(
    besideEachOther([...text].map((label) => digitOf(label, 0))), { x: 0, y: 408 * i, width, height: 408 }, 0.7));
  const picture = await browser.evaluate(
    `(${timesOfPicture})(${JSON.stringify({ strokes: lines, width, height, times: 40 })})`);
  heading('A picture of 2 megapixels with nine digits on three lines, milliseconds (Chromium; budget: 150)');
  row('', 'median', '99 %', 'most');
  row(`${picture.taken.length} times "${picture.text}"`, ...shares(picture.taken));
  await browser.close();
  await site.close();
}
