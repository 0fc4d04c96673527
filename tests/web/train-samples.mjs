// Trains with the trainer's module and writes the weights.  A program of its own.
//   node train-samples.mjs TRAINER_FOLDER JOB OUT [INTERRUPTED]
// JOB: JSON {options, idx: [images, labels], ink: {training, validation}}, the last two being names of files and
// optional.  INTERRUPTED: after the first epoch a new module goes on from the state.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, jobFile, out, interrupted] = process.argv.slice(2);
const { options, idx, ink } = JSON.parse(readFileSync(jobFile));
const { createTrainer } = await import(pathToFileURL(path.join(folder, 'trainer.mjs')));

async function started() {
  const trainer = await createTrainer();
  trainer.begin(options);
  if (idx) trainer.addIdx(...idx.map((file) => readFileSync(file)));
  if (ink) {
    trainer.addInk(readFileSync(ink.training));
    trainer.addInk(readFileSync(ink.validation), { as: 'validation' });
  }
  trainer.start();
  return trainer;
}

let trainer = await started();
let progress = trainer.step(1);
while (progress.step < progress.steps) {
  progress = trainer.step(25);
  if (progress.validation && interrupted && progress.step < progress.steps) {
    const state = trainer.state();
    trainer = await started();
    trainer.restore(state);
  }
}
writeFileSync(out, trainer.weights());
console.log(JSON.stringify(progress));
