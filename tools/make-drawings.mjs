#!/usr/bin/env node
// Writes assets/drawings/digits.ndjson: drawn digits of our own making, in the ways that people write them.
//   tools/make-drawings.mjs                    writes the file
//   tools/make-drawings.mjs --print            prints it instead
//   tools/make-drawings.mjs --sheet FILE.svg   shows them all, to be looked at
//
// A digit is a text of points "x,y" on a sheet of 1000 by 1000, y growing downwards.  Points in a row are joined by a
// smooth curve, "/" is a corner in the stroke, "|" lifts the pen.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const digits = [
  ['0', 'oval', '520,150 360,230 290,500 350,770 500,860 650,770 715,510 660,250 520,150 470,165'],
  ['0', 'round', '540,210 330,240 200,440 240,690 440,810 670,740 790,530 720,300 530,205'],
  ['0', 'narrow', '560,120 470,240 410,500 420,780 490,880 570,770 620,500 620,240 550,125 530,140'],
  ['0', 'slanted', '640,160 480,240 350,480 330,740 430,850 570,760 690,520 730,260 640,155 590,180'],
  ['0', 'unclosed', '430,190 310,400 300,680 430,840 610,800 700,590 670,320 560,180 470,175'],
  ['0', 'clockwise', '400,190 560,150 690,290 710,540 630,790 470,850 320,730 280,480 350,240 450,160'],

  ['1', 'bar', '512,120 506,360 500,620 492,880'],
  ['1', 'slanted', '600,140 545,370 480,640 425,870'],
  ['1', 'flag', '395,330 480,250 545,140 / 540,500 530,880'],
  ['1', 'flag-and-foot', '390,300 460,245 525,150 / 522,500 520,850 | 360,862 520,850 690,855'],
  ['1', 'foot', '500,140 505,500 500,850 | 370,858 500,850 640,852'],
  ['1', 'slanted-flag', '470,290 560,230 630,130 / 560,500 490,870'],

  ['2', 'plain', '290,320 345,190 500,140 660,200 690,340 600,520 430,710 275,860 / 500,848 740,855'],
  ['2', 'looped', '300,300 370,185 520,140 660,215 675,380 560,600 380,800 290,835 265,775 335,735 460,795 600,860 745,810'],
  ['2', 'wavy', '310,300 400,170 570,150 680,270 630,460 460,670 305,830 / 430,800 570,850 730,815'],
  ['2', 'straight', '290,250 400,170 600,165 680,280 610,470 300,850 / 520,835 730,845'],
  ['2', 'wide', '200,370 290,250 500,200 700,280 700,430 520,600 220,780 / 500,760 820,770'],
  ['2', 'hooked', '345,370 290,300 350,190 510,140 650,210 660,370 520,600 300,840 / 480,830 700,845'],

  ['3', 'round', '300,240 420,145 590,165 660,295 590,420 450,475 / 610,510 700,640 650,800 480,870 295,790'],
  ['3', 'flat', '290,170 480,160 690,165 / 580,300 460,430 / 620,460 720,610 670,780 500,870 310,810'],
  ['3', 'looped', '310,250 430,155 590,180 645,310 560,430 440,480 400,445 450,415 560,450 680,560 690,710 590,830 430,860 280,785'],
  ['3', 'smooth', '320,210 470,140 620,200 640,340 540,450 480,485 560,510 680,600 690,740 570,850 400,865 290,810'],
  ['3', 'slanted', '390,210 520,140 680,180 700,300 600,420 470,460 / 600,500 640,640 550,800 380,860 240,790'],
  ['3', 'pointed', '300,200 440,150 620,190 640,300 520,410 400,480 / 580,520 690,650 620,800 430,850 270,800'],

  ['4', 'open', '340,150 315,330 290,530 / 520,520 745,515 | 625,170 615,500 600,880'],
  ['4', 'closed', '600,150 430,380 250,610 / 500,605 770,595 | 605,150 600,500 590,870'],
  ['4', 'one-stroke', '740,590 500,595 250,600 / 430,380 600,140 / 595,500 585,880'],
  ['4', 'round', '310,160 285,360 345,490 500,520 690,470 | 695,150 680,500 660,880'],
  ['4', 'slanted', '450,140 350,350 250,560 / 480,550 720,535 | 640,310 580,580 510,880'],
  ['4', 'right-angled', '360,200 350,380 340,550 / 500,550 690,540 | 690,200 685,550 680,860'],

  ['5', 'one-stroke', '690,160 530,165 370,170 / 350,310 335,450 / 480,390 640,450 700,620 620,800 450,860 290,800'],
  ['5', 'two-strokes', '370,190 350,320 335,455 / 500,400 655,470 695,640 610,800 440,860 290,790 | 375,180 530,172 700,150'],
  ['5', 'curved', '680,190 540,155 400,215 345,355 430,430 590,470 685,590 655,760 510,850 310,815'],
  ['5', 'angular', '670,170 510,175 350,180 / 340,300 330,430 / 480,420 600,440 660,560 640,760 540,850 300,850'],
  ['5', 'detached-hat', '350,250 340,370 330,480 / 470,430 620,490 665,640 590,800 430,855 280,800 | 400,190 540,180 690,165'],
  ['5', 'slanted', '760,150 610,155 450,165 / 410,300 370,440 / 520,390 640,450 650,620 550,790 390,850 250,790'],

  ['6', 'curved', '620,150 450,280 330,500 310,700 410,845 570,840 660,700 600,570 460,550 335,660'],
  ['6', 'straight', '540,120 450,330 350,560 320,720 400,850 560,850 640,720 580,600 440,610 345,700'],
  ['6', 'hooked', '660,230 560,150 420,220 320,440 300,680 400,840 570,850 680,720 620,570 450,550 330,650'],
  ['6', 'narrow', '540,120 450,300 410,550 420,780 500,880 590,800 600,660 530,590 440,650 415,730'],
  ['6', 'wide', '640,170 420,260 260,470 250,680 400,810 610,800 740,670 660,540 450,520 280,630'],
  ['6', 'curled', '610,140 430,310 330,560 360,780 510,860 640,770 640,620 520,560 410,640 430,740 480,760'],

  ['7', 'plain', '270,180 490,170 730,160 / 590,480 440,870'],
  ['7', 'crossed', '270,190 490,178 730,170 / 600,480 450,870 | 370,520 530,512 690,500'],
  ['7', 'serif', '280,290 270,230 275,180 / 490,172 720,165 / 580,490 450,880'],
  ['7', 'curved', '280,190 500,180 720,170 / 600,370 510,600 480,880'],
  ['7', 'crossed-serif', '290,280 280,190 / 500,180 740,165 / 600,500 480,870 | 390,540 540,525 680,520'],
  ['7', 'rounded', '270,220 420,165 600,170 700,190 690,290 600,490 520,690 470,870'],

  ['8', 's-shaped', '640,250 520,145 385,205 370,340 500,470 645,610 650,780 510,870 360,790 355,640 490,490 625,370 645,240'],
  ['8', 'two-circles', '510,140 385,210 375,350 490,440 620,365 630,220 515,138 490,142 | 505,450 345,560 330,750 490,870 660,770 665,570 515,448 490,452'],
  ['8', 'slanted', '720,240 620,140 480,190 430,330 510,460 610,600 580,780 430,870 310,790 330,640 470,500 650,400 725,270 700,200'],
  ['8', 'from-the-middle', '500,480 380,380 370,220 500,140 630,220 620,370 500,480 360,610 350,780 500,870 650,780 640,610 495,475'],
  ['8', 'narrow', '580,230 500,125 420,210 430,360 510,490 590,640 580,800 500,880 420,800 420,650 500,500 570,370 585,220'],
  ['8', 'open', '670,230 540,150 400,200 380,340 500,460 630,580 660,750 530,860 380,800 350,660 450,520 580,400 620,260'],

  ['9', 'straight', '650,260 540,150 390,200 330,340 390,460 530,470 640,370 665,230 / 655,540 640,870'],
  ['9', 'curved', '655,270 550,150 400,185 330,330 400,465 540,470 645,360 670,230 690,440 650,690 540,840 375,850'],
  ['9', 'slanted', '690,240 590,140 450,190 390,330 450,440 580,420 680,290 700,200 / 620,520 500,870'],
  ['9', 'two-strokes', '640,220 520,150 390,230 360,370 450,470 580,430 650,310 640,220 | 660,180 650,520 630,880'],
  ['9', 'hooked', '660,300 600,180 460,150 350,240 350,390 460,470 590,420 665,290 685,480 670,720 580,850 450,850 370,780'],
  ['9', 'round', '690,320 600,190 420,180 300,310 330,460 480,520 630,440 700,290 690,520 620,720 480,870'],
];

const pointsApart = 24;   // along the stroke, as a quick pen on a tablet leaves them
const wobble = 4;         // how far a hand strays, in the sheet's units

// The smooth curve through the points, finely sampled: a Catmull-Rom spline whose ends lean on themselves.
function spline(points) {
  const at = (index) => points[Math.min(Math.max(index, 0), points.length - 1)];
  const curve = [points[0]];
  for (let i = 0; i + 1 < points.length; ++i) {
    for (let step = 1; step <= 40; ++step) {
      const t = step / 40;
      curve.push([0, 1].map((axis) => {
        const [a, b, c, d] = [at(i - 1)[axis], at(i)[axis], at(i + 1)[axis], at(i + 2)[axis]];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      }));
    }
  }
  return curve;
}

// The points of a stroke's text: its smooth pieces, each beginning where the one before ended.
function strokeOf(text) {
  let last = [];
  return text.split('/').flatMap((piece) => {
    const points = [...last, ...piece.trim().split(/\s+/).map((point) => point.split(',').map(Number))];
    last = [points.at(-1)];
    return spline(points);
  });
}

// The same line with points at even distances, its ends kept.
function resample(line) {
  const lengths = [0];
  for (let i = 1; i < line.length; ++i) {
    lengths.push(lengths[i - 1] + Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]));
  }
  const count = Math.max(2, Math.round(lengths.at(-1) / pointsApart) + 1);
  let next = 1;
  return Array.from({ length: count }, (_, i) => {
    const target = (lengths.at(-1) * i) / (count - 1);
    while (next + 1 < line.length && lengths[next] < target) ++next;
    const t = (target - lengths[next - 1]) / (lengths[next] - lengths[next - 1] || 1);
    return [0, 1].map((axis) => line[next - 1][axis] + t * (line[next][axis] - line[next - 1][axis]));
  });
}

// Slow waves along the stroke, different for every one of them: no hand draws a perfect curve.
function wobbled(points, seed) {
  const wave = (i, k) => Math.sin(i / (2.3 + 1.7 * k) + seed * (k + 1.37)) / (1 + 0.4 * k);
  return points.map(([x, y], i) => [
    x + 0.5 * wobble * (wave(i, 0) + wave(i, 1)),
    y + 0.5 * wobble * (wave(i + 50, 1) + wave(i, 2)),
  ]);
}

const drawings = digits.map(([label, style, text], index) => ({
  label,
  writer: `inkling-${style}`,
  strokes: text
    .split('|')
    .map((stroke, s) => wobbled(resample(strokeOf(stroke)), 7 * index + s).map((point) => point.map(Math.round))),
}));

function contactSheet() {
  const columns = 10;
  const cells = drawings.map(({ label, writer, strokes }, i) => {
    const lines = strokes.map((stroke) => `<polyline points="${stroke.join(' ')}"/>`).join('');
    return `<g transform="translate(${(i % columns) * 1000},${Math.floor(i / columns) * 1000})">${lines}
      <text x="40" y="970">${label} ${writer}</text></g>`;
  });
  const height = Math.ceil(drawings.length / columns) * 1000;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * 1000} ${height}" width="1500">
    <rect width="100%" height="100%" fill="#FBF8F1"/>
    <g fill="none" stroke="#1B2440" stroke-width="45" stroke-linecap="round" stroke-linejoin="round">
    ${cells.join('\n').replaceAll('<text', '<text stroke="none" fill="#6F6B5E" font-size="80"')}</g></svg>`;
}

const file = path.join(import.meta.dirname, '../assets/drawings/digits.ndjson');
const ink = drawings.map((drawing) => `${JSON.stringify(drawing)}\n`).join('');
const [option, sheet] = process.argv.slice(2);
if (option === '--print') {
  process.stdout.write(ink);
} else if (option === '--sheet' && sheet) {
  await writeFile(sheet, contactSheet());
} else if (option) {
  console.error(`usage: make-drawings.mjs [--print | --sheet FILE.svg], not '${option}'`);
  process.exitCode = 2;
} else {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, ink);
}
