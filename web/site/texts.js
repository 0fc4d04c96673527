// Every word that people see or hear on the page, in English.  To translate it, copy this file, translate what stands
// in quotes (and how numbers are written), put the copy in its place, and run tools/build web.  ${…} and {0} are places
// for what comes at run time: they may move.  The app draws the letters of Western Europe only (web/app/screen.cpp).
//
// Elsewhere stay the name in manifest.webmanifest, the model cards (assets/weights) and, below "What exactly went
// wrong", the messages of the engine.

// index.html: tools/lib/fill-page puts these where it says {{shell.…}}.  Plain texts, without HTML.
export const shell = {
  language: 'en',
  name: 'Inkling',
  title: 'Inkling: write a digit',
  description: 'Write a digit or a number with finger, pen or mouse, and it is read as you write. On your device alone.',

  mode: 'What you write',
  automatic: 'Auto',
  digit: 'Digit',
  number: 'Number',

  sheet: 'Sheet to write a digit or a number on, with finger, pen or mouse',
  hint: 'Write a digit',

  controls: 'Drawing',
  eraser: 'Eraser',
  undo: 'Undo',
  redo: 'Redo',
  picture: 'Picture',
  details: 'Details',
  clear: 'Clear',
  photograph: 'Take a photo',
  choose: 'Choose a picture',

  answer: 'The number read: the arrow keys go from digit to digit',
  reading: 'Reading',
  inside: 'Inside',
  evidence: 'Evidence',
  bars: 'How likely each digit is',
  glyph: 'What the network sees',

  network: 'Network',
  tiny: 'Tiny',
  default: 'Default',
  max: 'Max',

  share: 'Take with you',
  copy: 'Copy',
  copyLabel: 'Copy the number',
  png: 'PNG',
  pngLabel: 'Download the drawing as a picture, PNG',
  ink: 'Ink',
  inkLabel: 'Download the drawing as ink',

  privacy: 'Your drawing never leaves this device. It waits in this browser until you clear it.',
  licences: 'Licences',
  exactly: 'What exactly went wrong',
  noScript: 'Inkling needs JavaScript',
  noScriptAdvice: 'It reads your handwriting on this device, with a program that runs in this page. Please allow JavaScript, then reload.',
};

// What was read, and how sure that is.  The app puts these together and draws or speaks them (web/app/texts.h says what
// stands in their places), so they are texts, not functions.
export const reading = {
  percent: '{0} %',
  underOnePercent: '<1 %',
  sure: '{0} sure',                       // 99 % sure
  noDigit: 'Not a digit',
  noNumber: 'Not a number',
  notSure: 'Not sure: {0}',               // Not sure: 4 or 9?
  notQuiteSure: 'Not quite sure',
  notOnlyDigits: 'Not only digits',
  perhaps: '{0}?',                        // 4?
  either: '{0} or {1}?',                  // 4 or 9?
  orElse: 'or',                           // before the rivals of a sure reading: or 9 1 %
  closest: 'closest',                     // before those of what is no digit: closest 4 30 %
  ofDigit: 'digit {0}',                   // before those of one digit of a number: digit 3 4 52 %
  said: '{0}, {1}',                       // 7, 99 % sure
  saidClosest: '{0}, closest to {1}',     // Not a digit, closest to 7
  saidNotSure: 'Not sure: {0}. Digit {1}: {2}',
  saidOfDigit: 'digit {0}: {1}',          // digit 2: 4, 99 % sure
};

// What the page tells as it goes.
/** @satisfies {NoticeTexts} */
export const notices = {
  badPicture: 'This is no picture that the browser can open. PNG and JPEG always work.',
  pictureNotRead: 'The picture could not be read here. A smaller one may work.',
  noDigits: 'No digits found. Dark on light, and larger, is easier to read.',
  severalDigits: 'There is more than one digit here, so all are read.',
  noWeights: 'These weights could not be loaded. The former ones are still in use.',
  tabNotLoaded: 'This part of the page could not be loaded. Please check the connection.',
  restarted: 'Inkling had stopped and was started anew.',
  nothingYet: 'Nothing is written yet.',
  notCopied: 'The browser does not allow copying here.',
  copied: (text) => `Copied ${text}`,
  fileName: (text) => `inkling-${text || 'drawing'}`,
  labelOfWeights: (bytes) => `${Math.round(bytes / 1000)} KB`,

  // The small print: "default weights, 48 KB · 190 µs a reading · relaxed SIMD"
  weights: (name, bytes) => `${name} weights, ${Math.round(bytes / 1000)} KB`,
  milliseconds: (milliseconds) => `${milliseconds.toFixed(1)} ms a reading`,
  microseconds: (microseconds) => `${microseconds} µs a reading`,
  simd: { simd128: 'SIMD', relaxed: 'relaxed SIMD' },
};

// What is shown instead of the page when it cannot run: a title and an advice.
/** @satisfies {FailureTexts} */
export const failures = {
  noSimd: {
    title: 'This browser is a little too old',
    advice: 'Inkling reads with WebAssembly SIMD, which Chrome and Edge 91, Firefox 90 and Safari 16.4 have, and newer ones.',
  },
  noWebGl: {
    title: 'This browser cannot draw here',
    advice: 'Inkling draws with WebGL 2, which is missing or switched off. Turning on hardware acceleration in the browser’s settings often helps.',
  },
  badWeights: {
    title: 'The network did not arrive whole',
    advice: 'The file with its weights, what it has learnt, is damaged. Reloading the page usually mends it.',
  },
  notLoaded: {
    title: 'Inkling could not be loaded',
    advice: 'A part of the page is missing. Please check the connection and reload.',
  },
  stopped: {
    title: 'Inkling has stopped',
    advice: 'It failed twice in a row. Reloading the page starts it anew, with an empty sheet.',
  },
  answered: (file, status, text) => `${file}: the server answered ${status} ${text}`,
};

/** @param {number} size */
const square = (size) => `${size}×${size}`;
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

// The tab Inside.
/** @satisfies {InsideTexts} */
export const inside = {
  committee: (members) => `This network is a committee of ${members} that vote. Here is the first of them.`,
  input: 'What comes in',
  layer: (layer) => `Layer ${layer}`,
  heading: (title) => `${title}: `,

  // What each layer does, in one plain sentence that follows its heading.
  explanation: {
    ink: 'your ink, small and in the middle.',
    inkAndPath: 'your ink, and the pen’s way: right or left, down or up, early or late.',
    firstStencils: (maps, size) => `${maps} stencils of ${square(size)} points slide over your drawing. Blue is where one fits.`,
    earlyStencils: (maps) => `${maps} stencils slide over all maps before: corners, bends, crossings.`,
    lateStencils: (maps) => `${maps} stencils slide over all maps before: loops, bars, parts of digits.`,
    strongest: (size) => `of every ${square(size)} points the strongest stays. Small shifts no longer matter.`,
    mean: (size) => `of every ${square(size)} points the mean stays, so that small shifts do not matter.`,
    meanOfAll: 'of every map the mean stays.',
    sum: 'the maps of an earlier layer are added.',
    votes: 'all points before vote for or against each of these.',
    answer: 'the answer. All points before vote on each digit, and on “no digit”.',
  },

  mapOfInput: (plane) => `What comes in, ${plane}`,
  planes: {
    ink: 'the ink', 'path-x': 'where the pen went right or left', 'path-y': 'where it went down or up',
    'path-time': 'how late it came there',
  },
  map: (layer, map, maps) => `Layer ${layer}, map ${map} of ${maps}`,
  answer: (label) => `The answer ${label}`,
  answerNoDigit: 'The answer “no digit”',

  // Where a map is strongest: one of nine fields, row by row.
  mapAt: (map, place) => `${map}: ${place}`,
  empty: 'empty',
  oneNumber: 'one number',
  strongestAt: (field) => `strongest ${field}`,
  fields: ['at the upper left', 'at the top', 'at the upper right', 'on the left', 'in the middle', 'on the right',
    'at the lower left', 'at the bottom', 'at the lower right'],

  // What the stencils show that are drawn beside an enlarged map.
  beside: {
    input: 'This is what all stencils of layer 1 slide over.',
    firstStencils: 'Beside it what it looks at, and its stencils: blue squares want ink there, small grey ones want none.',
    stencils: (shown, all) =>
      `Beside it the ${shown} strongest of its ${all} stencils, each under the map it slides over: blue squares count for it, small grey ones against it.`,
    ownStencil: 'Beside it its stencil, under the map it slides over.',
    votes: (shown, label) =>
      `Beside it the ${shown} maps that count most: blue squares count for ${label ?? 'it'}, small grey ones against it.`,
    smaller: (map, layer) => `It is map ${map} of layer ${layer}, smaller.`,
    timesSmaller: (map, layer, times) => `It is map ${map} of layer ${layer}, ${times} times smaller.`,
  },

  // Why the digit is read so.
  whyWithoutStrokes: 'A picture has no strokes to ask for reasons: write on the sheet for those. Its maps are below.',
  whyWithoutInk: 'Write, and lift the pen: your ink shows why it is read as it is. Blue under what speaks for the answer, dashed what speaks against it.',
  why: (label, part) =>
    `Why ${label}? The broader the blue under a part, the less sure it would be without it: most of all ${part}.`,
  against: (label, part) => `Dashed is what speaks against ${label}: ${part}.`,
  onlyStroke: 'the stroke',
  stroke: (number) => (ordinals[number - 1] ? `the ${ordinals[number - 1]} stroke` : `stroke ${number}`),
  beginning: (stroke) => `the beginning of ${stroke}`,
  middle: (stroke) => `the middle of ${stroke}`,
  end: (stroke) => `the end of ${stroke}`,
};

/** @param {number} count */
const thousands = (count) => count.toLocaleString('en-US');
/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`;
/** @param {{ accuracy: number, error: number }} figure */
const withError = ({ accuracy, error }) => `${percent(accuracy)} ± ${(100 * error).toFixed(2)}`;
/** @param {number} value */
const rounded = (value) => thousands(Number(value.toPrecision(3)));
/** @param {number} count */
const times = (count) => (count === 0 ? 'never' : count === 1 ? 'once' : `${thousands(count)} times`);
/** @param {string} label @param {string} reading @param {number} count */
const cell = (label, reading, count) => `${label} read as ${reading}: ${times(count)}`;
/** @param {Uint8Array} bytes */
const hex = (bytes) => bytes.length ? [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') : 'nothing';

// The tab Evidence.
/** @satisfies {EvidenceTexts} */
export const evidence = {
  thousands, percent, withError,
  percentBeside: (share) => `${Number((100 * share).toFixed(1))} %`,   // a curve
  partMissing: 'A part of the page could not be loaded; is there a connection?',

  test: {
    heading: 'Try it here',
    about: 'MNIST’s test half: 10,000 digits by people from whose writing nothing here has learnt. They are fetched when you ask (1.6 MB), and read on this device.',
    run: 'Read MNIST’s 10,000 test images here',
    runChosen: 'Read your files again',
    choose: 'Files of your own',
    howToChoose: 'Choose two files, or drop them here: t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, gzipped or not. They stay on this device.',
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    fetching: 'Getting the images …',
    progress: (done, total) => `${thousands(done)} of ${thousands(total)}`,
    progressLabel: 'Images read',
    failed: (why) => `These could not be read. ${why}`,
    none: (weights) => `Nothing has been read with ${weights} yet.`,
    said: ({ right, count }) => `${thousands(right)} of ${thousands(count)} read right.`,
    readRight: 'read right',
    summary: ({ count, right, source, weights, speed }) =>
      `${thousands(count - right)} of ${thousands(count)} ${source} misread by the ${weights} weights, ${rounded(speed)} images a second. ± is the standard error.`,
    mnist: 'MNIST test images',
    own: (names) => `images of ${names.join(' and ')}`,
    others: (all) => `So far: ${all.map(({ name, accuracy, error }) => `${name} ${withError({ accuracy, error })}`).join(', ')}.`,
    exactly: 'Exactly',
    figures: ({ outcome, milliseconds, simd }) => [
      ['read right', `${thousands(outcome.right)} of ${thousands(outcome.count)}`],
      ['rejected as no digit', percent(outcome.rejected / outcome.count)],
      ['loss (cross-entropy)', outcome.loss.toFixed(4)],
      ['calibration error (15 bins)', percent(outcome.calibrationError)],
      ['time in the network', `${(milliseconds / 1000).toFixed(2)} s, one thread, ${notices.simd[simd]}`],
    ],
  },

  confusion: {
    heading: 'What was taken for what',
    about: 'A row for each digit that was written, a column for what it was read as. Off the diagonal are the mistakes; choose a cell to see them.',
    label: 'Written digits by what they were read as; the arrow keys go from cell to cell',
    written: 'Written', readAs: (label) => `read as ${label}`,
    cell,
  },

  digits: {
    misread: (count) => (count === 0 ? 'No digit was misread' : `${count === 1 ? 'The one digit' : `All ${thousands(count)} digits`} misread`),
    ofCell: cell,
    about: 'Below each, what was written and, in colour, what was read. Those it was surest of come first.',
    one: ({ index, label, reading, confidence }) => `Image ${thousands(index + 1)}: ${label}, read as ${reading}, ${percent(confidence)} sure`,
    all: 'All misread', before: 'Before', next: 'Next',
    range: (first, last, count) => `${thousands(first)} to ${thousands(last)} of ${thousands(count)}`,
  },

  card: {
    heading: (name) => `Model card: ${name}`,
    loading: 'Fetching the model card …',
    missing: 'The model card of these weights could not be loaded.',
    unfit: 'This card is of other weights than those in use: a reload may mend it.',
    about: ({ purpose, bytes }) => `${purpose[0].toUpperCase()}${purpose.slice(1)} ${thousands(bytes)} bytes.`,
    figures: ['', 'samples', 'read right', 'rejected'],
    kinds: { MNIST: '', ink: 'Pen strokes of people it has not met', photographs: 'Photographs' },
    outsiders: 'What is no digit',
    outsidersHead: ['', 'drawings', 'rejected'],
    numbers: ({ lines, accuracy, accuracy_error, digit_error_rate }) =>
      `Of ${thousands(lines)} numbers of 2 to 8 digits, composed from strokes of writers it never met, ${withError({ accuracy, error: accuracy_error })} are read whole; ${percent(digit_error_rate)} of the digits are wrong.`,
    made: 'How it was made',
    learnt: 'How it learnt',
    curveOf: 'Network',
    committee: (count) => `These weights are a committee of ${count} networks, each trained by itself.`,
    loss: 'Loss: the thick line while learning, from distorted digits, the thin one on what was held out',
    accuracy: 'Read right, of what was held out',
    epoch: 'Epoch', table: 'As a table',
    tableHead: ['Epoch', 'loss', 'held out', 'read right', 'held out'],
    at: ({ epoch, loss, validation_loss, validation_accuracy }) => [
      `Epoch ${epoch}: loss ${loss.toPrecision(3)}`, validation_loss === undefined ? '' : ` (held out ${validation_loss.toPrecision(3)})`,
      `, ${percent(validation_accuracy)} read right`].join(''),
  },

  // What is wrong with a file: its name, the place, the value, and what was expected.
  badFile: {
    notIdx: (name, first) => `${name} begins with ${hex(first)}; expected an IDX file, gzipped or not: 00 00 08 03 (images) or 00 00 08 01 (labels).`,
    noHeader: (name, bytes, header) => `${name} ends after ${bytes} bytes, within its header of ${header}. Is it whole?`,
    count: (name, count, most) => `${name} says, at byte 4, that it holds ${thousands(count)}; expected 1 to ${thousands(most)}.`,
    size: (name, width, height, side) => `${name} has images of ${width} x ${height} pixels; expected ${side} x ${side}, as MNIST's.`,
    length: (name, bytes, expected, count, kind) => `${name} has ${thousands(bytes)} bytes; expected ${thousands(expected)} for its ${thousands(count)} ${kind}. Is it whole?`,
    tooLarge: (name, most) => `${name} holds more than ${thousands(most)} bytes, the most that is read here.`,
    damagedGzip: (name, bytes) => `${name} is gzipped, but damaged after ${thousands(bytes)} unpacked bytes. Please fetch it again.`,
    noUnzipping: (name) => `${name} is gzipped, and this browser cannot unpack it: unpack it first, and choose it again.`,
  },

  // What is wrong with files together.
  badSet: {
    halves: (names, missing) => `${names.join(' and ') || 'No file'}: ${{ images: 'a file of images', labels: 'a file of labels' }[missing]} is missing. Choose images and labels in one go.`,
    twice: (kind, first, second) => `${first} and ${second} are both files of ${kind}; expected one of images and one of labels.`,
    counts: (images, labels) => `${images.name} has ${thousands(images.count)} images and ${labels.name} ${thousands(labels.count)} labels; expected as many of each.`,
    label: (name, value, place, known) => `${name} has the label ${value} at place ${thousands(place + 1)}; expected one of ${known.join(' ')}.`,
  },

  // Why the page's host gave no test set.
  notThere: {
    offline: 'The test images could not be fetched: there is no connection.',
    refused: (name, status) => `This site does not carry the test images (data/${name}: status ${status}).`,
  },
};
