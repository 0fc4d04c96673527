// Runs the trainer in a browser: globalThis.trainerRun is what the benchmark calls.
// The server mounts /trainer/ (the built module) and /mnist/ (the four files).
import { createTrainer } from '/trainer/trainer.mjs';

const bytesOf = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());
// The first images of MNIST's files, or their labels: the header has another count then.
const first = (file, header, each, count) => {
  const part = file.slice(0, header + each * count);
  new DataView(part.buffer).setUint32(4, count);
  return part;
};

globalThis.trainerRun = {
  // Images a second in training a network on images that are not distorted, over so many seconds.
  async speed(network, batch, seconds) {
    const trainer = await createTrainer();
    const [images, labels] = await Promise.all(
      ['images-idx3-ubyte', 'labels-idx1-ubyte'].map((name) => bytesOf(`/mnist/train-${name}`)));
    trainer.begin({ classes: [...'0123456789'], network, batch, epochs: 1000, dropout: 0, augment: false, validation: 16 });
    trainer.addIdx(first(images, 16, 784, 12_816), first(labels, 8, 1, 12_816));
    trainer.start();
    let { step } = trainer.step(10);   // compiled and warm
    const begin = step, start = performance.now();
    let now = start;
    while (now - start < 1000 * seconds) {
      ({ step } = trainer.step(1));
      now = performance.now();
    }
    return (1000 * batch * (step - begin)) / (now - start);
  },
};
