// A weights file (engine/weights/safetensors.h) of given layers with random values, always the same ones.
//   layers: as engine/network/layers.h has them; shapes: {<layer>: the shape of its weight}; outputs: of the last layer
export function randomWeights(layers, shapes, outputs = 10) {
  const header = {
    __metadata__: {
      format: 'inkling', version: '1', layers: JSON.stringify(layers), planes: '["ink"]', temperature: '1.25',
      labels: JSON.stringify(Array.from({ length: outputs }, (_, label) => String(label))), rejection: '{"confidence":0.5}',
    },
  };
  const values = [];
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;   // Park and Miller's
  for (const [name, shape] of Object.entries(shapes))
    for (const [tensor, size] of [[`${name}.bias`, [shape[0]]], [`${name}.weight`, shape]]) {
      const count = size.reduce((product, extent) => product * extent, 1);
      header[tensor] = { dtype: 'F32', shape: size, data_offsets: [4 * values.length, 4 * (values.length + count)] };
      for (let i = 0; i < count; ++i) values.push((random() - 0.5) * Math.sqrt(12 * shape[0] / count));
    }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.from(new Float32Array(values).buffer)]);
}
