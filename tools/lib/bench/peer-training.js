// globalThis.peerTraining(network): images a second that TensorFlow.js trains with its cpu backend; the one in
// WebAssembly has no gradients of convolutions.
const batch = 32, steps = 3;

// network: 3x3 convolutions by their channels, and pool, with commas between.
function modelOf(network) {
  const { tf } = globalThis;
  const model = tf.sequential();
  let first = { inputShape: [28, 28, 1] };
  for (const word of network.split(',')) {
    if (word === 'pool') {
      model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
      continue;
    }
    model.add(tf.layers.conv2d({ filters: Number(word), kernelSize: 3, padding: 'same', useBias: false, ...first }));
    model.add(tf.layers.batchNormalization({}));
    model.add(tf.layers.activation({ activation: 'relu' }));
    first = {};
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
  return model;
}

globalThis.peerTraining = async (network) => {
  const { tf } = globalThis;
  await tf.setBackend('cpu');
  const model = modelOf(network);
  const images = tf.randomUniform([batch, 28, 28, 1]), labels = tf.oneHot(tf.tensor1d(Array.from({ length: batch }, (_, i) => i % 10), 'int32'), 10);
  await model.trainOnBatch(images, labels);
  const start = performance.now();
  for (let step = 0; step < steps; ++step) await model.trainOnBatch(images, labels);
  return (1000 * batch * steps) / (performance.now() - start);
};
