// The words of the Evidence tab.  The page's others are in ../texts.js, ../index.html and web/app/texts.cpp.

const thousands = (count) => count.toLocaleString('en-US');
const hex = (bytes) => bytes.length ? [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') : 'nothing';
const nounOf = { images: 'a file of images', labels: 'a file of labels' };

// What is wrong with a file: its name, the place, the value, and what was expected.
export const badFile = {
  notIdx: (name, first) => `${name} begins with ${hex(first)}; expected an IDX file, gzipped or not: 00 00 08 03 (images) or 00 00 08 01 (labels).`,
  noHeader: (name, bytes, header) => `${name} ends after ${bytes} bytes, within its header of ${header}. Is it whole?`,
  count: (name, count, most) => `${name} says, at byte 4, that it holds ${thousands(count)}; expected 1 to ${thousands(most)}.`,
  size: (name, width, height, side) => `${name} has images of ${width} x ${height} pixels; expected ${side} x ${side}, as MNIST's.`,
  length: (name, bytes, expected, count, kind) => `${name} has ${thousands(bytes)} bytes; expected ${thousands(expected)} for its ${thousands(count)} ${kind}. Is it whole?`,
  tooLarge: (name, most) => `${name} holds more than ${thousands(most)} bytes, the most that is read here.`,
  damagedGzip: (name, bytes) => `${name} is gzipped, but damaged after ${thousands(bytes)} unpacked bytes. Please fetch it again.`,
  noUnzipping: (name) => `${name} is gzipped, and this browser cannot unpack it: unpack it first, and choose it again.`,
};

// What is wrong with files together.
export const badSet = {
  halves: (names, missing) => `${names.join(' and ') || 'No file'}: ${nounOf[missing]} is missing. Choose images and labels in one go.`,
  twice: (kind, first, second) => `${first} and ${second} are both files of ${kind}; expected one of images and one of labels.`,
  counts: (images, labels) => `${images.name} has ${thousands(images.count)} images and ${labels.name} ${thousands(labels.count)} labels; expected as many of each.`,
  label: (name, value, place, known) => `${name} has the label ${value} at place ${thousands(place + 1)}; expected one of ${known.join(' ')}.`,
};

// Why the page's host gave no test set.
export const notThere = {
  offline: 'The test images could not be fetched: there is no connection.',
  refused: (name, status) => `This site does not carry the test images (data/${name}: status ${status}).`,
};

export const workerFailed = (message) => message || 'A part of the page could not be loaded; is there a connection?';

export const percent = (share) => `${(100 * share).toFixed(2)} %`;
export const withError = ({ accuracy, error }) => `${percent(accuracy)} ± ${(100 * error).toFixed(2)}`;
export { thousands };

const times = (count) => (count === 1 ? 'once' : `${thousands(count)} times`);
const rounded = (value) => thousands(Number(value.toPrecision(3)));

export const test = {
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
    ['time in the network', `${(milliseconds / 1000).toFixed(2)} s, one thread, ${simd === 'relaxed' ? 'relaxed SIMD' : 'SIMD'}`],
  ],
};

export const confusion = {
  heading: 'What was taken for what',
  about: 'A row for each digit that was written, a column for what it was read as. Off the diagonal are the mistakes; choose a cell to see them.',
  label: 'Written digits by what they were read as; the arrow keys go from cell to cell',
  written: 'Written', readAs: (label) => `read as ${label}`,
  cell: (label, reading, count) => `${label} read as ${reading}: ${count === 0 ? 'never' : times(count)}`,
};

export const digits = {
  misread: (count) => (count === 0 ? 'No digit was misread' : `${count === 1 ? 'The one digit' : `All ${thousands(count)} digits`} misread`),
  ofCell: (label, reading, count) => `${label} read as ${reading}: ${count === 0 ? 'never' : times(count)}`,
  about: 'Below each, what was written and, in colour, what was read. Those it was surest of come first.',
  one: ({ index, label, reading, confidence }) => `Image ${thousands(index + 1)}: ${label}, read as ${reading}, ${percent(confidence)} sure`,
  all: 'All misread', before: 'Before', next: 'Next',
  range: (first, last, count) => `${thousands(first)} to ${thousands(last)} of ${thousands(count)}`,
};

export const card = {
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
};
