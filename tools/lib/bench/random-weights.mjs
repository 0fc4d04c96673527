// A weights file (engine/weights/safetensors.h) of the benchmark's network with random values.
const layers = [
  { type: 'convolution', name: 'c1', channels: 16, kernel: 3, relu: true },
  { type: 'convolution', name: 'c2', channels: 16, kernel: 3, relu: true },
  { type: 'max_pool', size: 2 },
  { type: 'convolution', name: 'c3', channels: 32, kernel: 3, relu: true },
  { type: 'convolution', name: 'c4', channels: 32, kernel: 3, relu: true },
  { type: 'max_pool', size: 2 },
  { type: 'dense', name: 'd', channels: 10, relu: false },
];
const shapes = { c1: [16, 3, 3, 1], c2: [16, 3, 3, 16], c3: [32, 3, 3, 16], c4: [32, 3, 3, 32], d: [10, 7 * 7 * 32] };

export function randomWeights() {
  const header = {
    __metadata__: {
      format: 'inkling', version: '1', layers: JSON.stringify(layers), planes: '["ink"]', temperature: '1',
      labels: JSON.stringify([...'0123456789']), rejection: '{"confidence":0}',
    },
  };
  const values = [];
  for (const [name, shape] of Object.entries(shapes))
    for (const [tensor, size] of [[`${name}.bias`, [shape[0]]], [`${name}.weight`, shape]]) {
      const count = size.reduce((product, extent) => product * extent, 1);
      header[tensor] = { dtype: 'F32', shape: size, data_offsets: [4 * values.length, 4 * (values.length + count)] };
      for (let i = 0; i < count; ++i) values.push((Math.random() - 0.5) / Math.sqrt(count / shape[0]));
    }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.from(new Float32Array(values).buffer)]);
}
