// How well a test set was read: what `inkling evaluate` says of it, by the same formulas (trainer/metrics/evaluation.cpp).

const bins = 15;
const leastProbability = 1e-12;

export class Outcome {
  #calibration = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }));
  #loss = 0;
  #rejection;

  // rejection: the model's (engine/network/rejection.h): {confidence: least} or {membership: least}.
  /** @param {string[]} labels @param {Rejection} rejection */
  constructor(labels, rejection) {
    this.labels = labels;                                              // their texts
    this.count = 0;
    this.right = 0;
    this.rejected = 0;
    this.confusion = new Uint32Array(labels.length * labels.length);   // [true, read]
    /** @type {ImageReading[]} */
    this.readings = [];
    this.#rejection = rejection;
  }

  // label: the index of the true one.  probabilities: [labels].
  /** @param {number} label @param {Float32Array} probabilities */
  add(label, probabilities) {
    const confidence = Math.max(...probabilities);
    const reading = probabilities.indexOf(confidence);
    const isRight = Number(reading === label);
    this.readings.push({ label, reading, confidence });
    this.count += 1;
    this.right += isRight;
    this.rejected += Number(this.#isRejected(confidence, probabilities));
    this.confusion[label * this.labels.length + reading] += 1;
    this.#loss -= Math.log(Math.max(probabilities[label], leastProbability));
    const bin = this.#calibration[Math.min(Math.floor(confidence * bins), bins - 1)];
    bin.confidence += confidence;
    bin.right += isRight;
  }

  /** @param {number} confidence @param {Float32Array} probabilities */
  #isRejected(confidence, probabilities) {
    if ('confidence' in this.#rejection) return confidence < this.#rejection.confidence;
    return probabilities.reduce((sum, probability) => sum + probability, 0) < this.#rejection.membership;
  }

  /** @returns {Summary} */
  summary() {
    const { labels, count, right, rejected, confusion, readings } = this;
    const accuracy = right / count;
    const difference = this.#calibration.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0);
    return {
      labels, count, right, rejected, confusion, readings, accuracy,
      accuracyError: Math.sqrt(accuracy * (1 - accuracy) / count),
      loss: this.#loss / count, calibrationError: difference / count,
    };
  }
}
