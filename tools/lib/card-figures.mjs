// Writes what a model card says as JSON beside it, NAME.json, with the training curves: the page's Evidence tab shows it
// (web/site/evidence/card.js), programs may read it.
//
//   {
//     "version": 1,                          raised when a reader of the earlier form would be wrong
//     "name": "default", "bytes": 47852,     of the weights it is about, NAME.safetensors
//     "purpose": "what the page reads with. …",
//     "facts": [["network", "conv 8, …"], …],                the card's first table, in words
//     "networks": [{                         all that were trained; those of a committee are all in it
//       "name": "ink/default 1",             recipe and seed
//       "shipped": true,                     whether it is the file, or a part of it
//       "held_out": 0.9955, "accuracy": 0.9958,              read right of what was held out, of MNIST's test half
//       "epochs": [{"epoch": 1, "loss": 1.446, "training_accuracy": 0.845, "validation_loss": 0.118,
//                   "validation_accuracy": 0.9811}, …]       of what is shipped; where the run is gone, some epochs'
//     }],                                                    `loss` and `validation_accuracy` alone
//     "figures": [{"kind": "MNIST", "data": "MNIST's test half", "samples": 10000, "accuracy": 0.9958,
//                  "accuracy_error": 0.0006, "balanced_accuracy": 0.9958, "ece": 0.0086, "rejected": 0.0072}, …],
//                                          kind: MNIST, ink (pen strokes of writers in fold 0) or photographs
//     "outsiders": [{"kind": "capital letters", "drawings": 2586, "rejected": 0.9536, "auc": 0.9965}, …],
//     "numbers": {"lines": 2000, "accuracy": 0.9375, "accuracy_error": 0.0054, "digit_error_rate": 0.0151} or null,
//     "weakness": "In UNIPEN's fold 0 most often misread: …",
//     "sources": "UNIPEN train_r01_v07 (CC BY 4.0; …"
//   }
//
// Shares are from 0 to 1, of the last epoch's weights; loss is the mean over an epoch, with all that augments it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

// Seven figures of what is no count: rounded to fewer, they are as the card has them.
const short = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(7)));
const kept = (object, keys) => Object.fromEntries(keys.filter((key) => key in object).map((key) =>
  [key, typeof object[key] === 'number' ? short(object[key]) : object[key]]));

const ofAnEpoch = ['epoch', 'loss', 'training_accuracy', 'validation_loss', 'validation_accuracy'];
const ofData = ['samples', 'accuracy', 'accuracy_error', 'balanced_accuracy', 'ece', 'rejected'];

// Every epoch, where the run is still there; else the few that the outcome of a training has.
function epochsOf({ run, outcome }) {
  const file = run && `${run}/metrics.ndjson`;
  const all = file && existsSync(file)
    ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    : outcome.history.map(({ accuracy, ...rest }) => ({ ...rest, validation_accuracy: accuracy }));
  return all.map((epoch) => kept(epoch, ofAnEpoch));
}

// A line for each key, and for each part of a list.
function inLines(card) {
  const parts = (list) => `[\n${list.map((part) => `  ${JSON.stringify(part)}`).join(',\n')}\n ]`;
  const keys = Object.entries(card).map(([key, value]) =>
    ` ${JSON.stringify(key)}: ${Array.isArray(value) ? parts(value) : JSON.stringify(value)}`);
  return `{\n${keys.join(',\n')}\n}\n`;
}

// figures: as for writeCard(); words: {purpose, facts, readings [{kind, data, result}], weakness, sources}, as the card has them.
export function writeFigures(file, { name, bytes, networks, chosen, tests, outsiders, lines }, words) {
  const card = {
    version: 1,
    name: name.replace('ink/', ''), bytes, purpose: words.purpose, facts: words.facts,
    networks: networks.map((one, at) => {
      const shipped = !chosen || one === chosen;
      return {
        name: `${one.recipe} ${one.seed}`, shipped,
        held_out: short(one.outcome.validation_accuracy), accuracy: short(tests[at].accuracy),
        ...(shipped && { epochs: epochsOf(one) }),
      };
    }),
    figures: words.readings.map(({ kind, data, result }) => ({ kind, data, ...kept(result, ofData) })),
    outsiders: Object.entries(outsiders).map(([kind, result]) => ({
      kind, drawings: result.outsiders, rejected: short(result.outsiders_rejected), auc: short(result.outsiders_auc) })),
    numbers: lines && { lines: lines.samples, ...kept(lines, ['accuracy', 'accuracy_error', 'digit_error_rate']) },
    weakness: words.weakness, sources: words.sources,
  };
  writeFileSync(file, inLines(card));
}
