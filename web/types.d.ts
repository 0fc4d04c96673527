// The types of what goes between the page's modules, for the compiler that checks their JSDoc
// (tests/web/types.test.mjs).  Nothing of it reaches a browser.

type Bytes = Uint8Array<ArrayBuffer>;
type Simd = 'simd128' | 'relaxed';
// How ink is read: as what it seems to be, as one digit, or as a number of several.
type Mode = 'automatic' | 'digit' | 'number';

// ---- Ink and readings

interface Box { x: number; y: number; width: number; height: number }
// CSS pixels, milliseconds, 0 to 1.
type Point = [x: number, y: number, milliseconds: number, pressure: number];
interface Drawing { sheet: [width: number, height: number]; strokes: Point[][] }
// In any unit; what follows x and y is left out.
type Strokes = number[][][];

// engine/reading/reading.h
interface Digit {
  label: string;
  confidence: number;
  probabilities: number[];
  top: { label: string; probability: number }[];
  box: [x: number, y: number, width: number, height: number];
}
interface Reading { text: string; confidence: number; rejected: boolean; digits: Digit[] }
// glyphs: [digits, 28, 28], what the network saw of each.
interface PictureReading { reading: Reading; glyphs: Bytes }
// To web/site/picture-worker.js, and from it.
type PictureRequest = { simd: Simd; weights: Bytes; picture?: undefined; mode?: undefined }
  | { simd?: undefined; weights?: undefined; picture: Pixels; mode: 'digit' | 'number' };
interface PictureAnswer extends Partial<PictureReading> { id: number; error?: string }
interface Pixels { data: Uint8ClampedArray | Uint8Array; width: number; height: number }

// ---- Programs in WebAssembly

interface WasmModule {
  HEAPU8: Bytes;
  UTF8ToString(address: number): string;
}
// web/app/app.h
interface AppModule extends WasmModule {
  GL: {
    registerContext(context: WebGL2RenderingContext, how: object): number;
    makeContextCurrent(handle: number): void;
  };
  [call: `_app_${string}`]: (...values: (number | boolean)[]) => number;
}
// engine/api/api.cpp and trainer/api/api.h
interface HeadlessModule extends WasmModule {
  [call: `_inkling_${string}`]: (...values: (number | boolean)[]) => number;
}
// engine/network/rejection.h
type Rejection = { confidence: number } | { membership: number };
// Of inkling_model() in engine/api/api.cpp
interface Model { labels: string[]; temperature: number; rejection: Rejection; bytes: number; trainedOn: string; history: string }
// Of inkling_step() in trainer/api/api.h
interface TrainingStep {
  step: number; steps: number; loss: number; accuracy: number; learningRate: number;
  validation: { samples: number; accuracy: number; loss: number } | null;
}
interface Look { colours: number[]; textSizes: number[]; motion: boolean }

// ---- The page

interface Weights { name: string; bytes: number; file: Bytes }
interface Layout { measure(): void; observe(target: Element): void }
// What main.js puts together, as the tabs have it.
interface Page {
  app: import('./site/app.js').App;
  frames: import('./site/frames.js').Frames;
  layout: Layout;
  notify: (text: string) => void;
  simd: Simd;
  weights(): Weights;
}
// What main.js hands to scripting.js and offline.js.
interface Started extends Omit<Actions, 'toggleEraser'> {
  app: import('./site/app.js').App;
  frames: import('./site/frames.js').Frames;
  simd: Simd;
  hasRead(): boolean;
  isWriting(): boolean;
  recognizePicture(pixels: Pixels, how: Mode): Promise<Reading>;
}
interface Tab { show(): void; hide(): void; update(): void }
interface Actions { undo(): void; redo(): void; clear(): void; toggleEraser(): void }
// A title and an advice of texts.js, and the exact words for whoever wants them.
interface Trouble { title: string; advice: string; exactly?: string }

// What web/site/pointer.js tells of.
interface PenListener {
  down(isEraser: boolean): void;
  move(points: Point[], event: PointerEvent): void;
  expect(points: Point[]): void;
  up(): void;
  cancel(): void;
  tapTwice(): void;
}

// ---- The tab Inside

type Shape = number[];   // [height, width, maps]
// engine/network/layers.h
interface Layer { type: string; kernel?: number; size?: number }
interface Network { members: number; planes: PlaneName[]; labels: string[]; layers: Layer[]; shapes: Shape[] }
type PlaneName = 'ink' | 'path-x' | 'path-y' | 'path-time';
interface Part { stroke: number; fall: number }
interface Reasons { output: number; strokes: number[]; parts: Part[] }

// ---- The tab Evidence

// Of one image: indices of labels.
interface ImageReading { label: number; reading: number; confidence: number }
interface Summary {
  labels: string[]; count: number; right: number; rejected: number; confusion: Uint32Array; readings: ImageReading[];
  accuracy: number; accuracyError: number; loss: number; calibrationError: number;
}
interface TestRun { outcome: Summary; images: Bytes; milliseconds: number }
// To web/site/evidence/worker.js, and from it: while it reads, and in the end.
interface TestRequest { simd: Simd; weights: Bytes; files: File[] | null }
interface TestProgress { done: number; total: number }
type TestAnswer = (TestRun & { missing?: undefined; error?: undefined })
  | { outcome?: undefined; missing: string; error?: undefined } | { outcome?: undefined; missing?: undefined; error: string };
interface TestFile { name: string; bytes: Bytes }

// tools/lib/card-figures.mjs
interface Epoch {
  epoch: number; loss: number; training_accuracy?: number; validation_loss?: number; validation_accuracy: number;
}
interface TrainedNetwork { name: string; shipped: boolean; epochs: Epoch[] }
interface DataFigures { kind: string; data: string; samples: number; accuracy: number; accuracy_error: number; rejected: number }
interface OutsiderFigures { kind: string; drawings: number; rejected: number }
interface NumberFigures { lines: number; accuracy: number; accuracy_error: number; digit_error_rate: number }
interface Card {
  bytes: number; purpose: string; facts: [string, string][]; networks: TrainedNetwork[]; figures: DataFigures[];
  outsiders: OutsiderFigures[]; numbers: NumberFigures | null; weakness: string; sources: string;
}

// ---- Words: what the functions of web/site/texts.js are given

interface NoticeTexts {
  copied(text: string): string;
  fileName(text: string): string;
  labelOfWeights(bytes: number): string;
  weights(name: string, bytes: number): string;
  milliseconds(milliseconds: number): string;
  microseconds(microseconds: number): string;
  [text: string]: unknown;
}
interface FailureTexts {
  answered(file: string, status: number, text: string): string;
  [text: string]: unknown;
}
interface InsideTexts {
  committee(members: number): string;
  layer(layer: number): string;
  heading(title: string): string;
  explanation: {
    firstStencils(maps: number, size: number): string;
    earlyStencils(maps: number): string;
    lateStencils(maps: number): string;
    strongest(size: number): string;
    mean(size: number): string;
    [text: string]: unknown;
  };
  mapOfInput(plane: string): string;
  map(layer: number, map: number, maps: number): string;
  answer(label: string): string;
  mapAt(map: string, place: string): string;
  strongestAt(field: string): string;
  beside: {
    stencils(shown: number, all: number): string;
    votes(shown: number, label: string | undefined): string;
    smaller(map: number, layer: number): string;
    timesSmaller(map: number, layer: number, times: number): string;
    [text: string]: unknown;
  };
  why(label: string, part: string): string;
  against(label: string, part: string): string;
  stroke(number: number): string;
  beginning(stroke: string): string;
  middle(stroke: string): string;
  end(stroke: string): string;
  [text: string]: unknown;
}
type HalfOfTestSet = 'images' | 'labels';
interface EvidenceTexts {
  percentBeside(share: number): string;
  test: {
    progress(done: number, total: number): string;
    failed(why: string): string;
    none(weights: string): string;
    said(outcome: { right: number; count: number }): string;
    summary(run: { count: number; right: number; source: string; weights: string; speed: number }): string;
    own(names: string[]): string;
    others(all: { name: string; accuracy: number; error: number }[]): string;
    figures(run: { outcome: Summary; milliseconds: number; simd: Simd }): string[][];
    [text: string]: unknown;
  };
  confusion: { readAs(label: string): string; [text: string]: unknown };
  digits: {
    misread(count: number): string;
    one(digit: { index: number; label: string; reading: string; confidence: number }): string;
    range(first: number, last: number, count: number): string;
    [text: string]: unknown;
  };
  card: {
    heading(name: string): string;
    about(card: { purpose: string; bytes: number }): string;
    numbers(figures: NumberFigures): string;
    committee(count: number): string;
    at(epoch: Epoch): string;
    [text: string]: unknown;
  };
  badFile: {
    notIdx(name: string, first: Uint8Array): string;
    noHeader(name: string, bytes: number, header: number): string;
    count(name: string, count: number, most: number): string;
    size(name: string, width: number, height: number, side: number): string;
    length(name: string, bytes: number, expected: number, count: number, kind: HalfOfTestSet): string;
    tooLarge(name: string, most: number): string;
    damagedGzip(name: string, bytes: number): string;
    noUnzipping(name: string): string;
  };
  badSet: {
    halves(names: string[], missing: HalfOfTestSet): string;
    twice(kind: HalfOfTestSet, first: string, second: string): string;
    counts(images: { name: string; count: number }, labels: { name: string; count: number }): string;
    label(name: string, value: number, place: number, known: string[]): string;
  };
  notThere: { offline: string; refused(name: string, status: number): string };
  [text: string]: unknown;
}

// ---- What the build puts beside the modules

declare module '*/weights/sizes.js' {
  const sizes: Record<string, number>;
  export default sizes;
}
declare module '*/engine/engine.mjs' {
  export { createEngine, Engine } from 'inkling-engine';
}
declare module '*/trainer.simd128.mjs' {
  export default function create(options: object): Promise<HeadlessModule>;
}
// The files that web/site/ahead.js has asked for, by their names.
declare var askedAhead: Map<string, Promise<Response>> | undefined;
// The DOM makes texts of what attributes are set to.
interface Element { setAttribute(name: string, value: string | number | boolean): void }
// What the page gives to scripts: web/site/scripting.js.
declare var inkling: object;
