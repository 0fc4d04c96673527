// Reads and writes weights files in the safetensors format.
//
//   8 bytes        N, little endian: the length of the header
//   N bytes        JSON: {"__metadata__": {"<key>": "<text>", …}, "<tensor>": {"dtype": …, "shape": […],
//                  "data_offsets": [begin, end]}, …}, padded with spaces
//   the rest       the tensors' bytes, little endian; offsets count from here; no gap, no overlap
//
// Of the dtypes, F32, F16 and I8 are read.  Inkling's metadata, all texts:
//   format         "inkling"
//   version        "1", with members or outsiders "2", with outsider_odds "3"; a newer one is refused
//   layers         JSON, see engine/network/layers.h
//   labels         JSON: ["0", …], one per output; one output more says: none of them, an outsider
//   planes         JSON: ["ink", …], what each input channel holds: "ink", the grey levels, is the first;
//   then
//                  any of "path-x", "path-y", "path-time", the pen's way, which is 0 for pictures
//                  (engine/glyph/path.h)
//   temperature    a number > 0: logits are divided by it before the softmax
//   rejection      JSON: {"confidence": c}: a reading less sure than c is rejected; or {"membership": c}: one
//                  whose labels together are less probable than c is, the rest being that of an outsider
//   outsider_odds  a number > 0, 1 if missing: what the softmax says of an outsider's odds is multiplied by
//                  it, as a page sees fewer of them than a training does
//   trained_on     where the weights come from
//   history        JSON: the training curve, [{"epoch":1,"loss":…,"accuracy":…}, …]
// A committee has instead of `layers`
//   members        JSON: ["a", "b", …], the names of its networks, without '/'
//   <member>/layers, <member>/temperature
//                  as above, of each; its tensors are called `<member>/<layer>.weight` and so on
// and answers with the mean of its members' probabilities, to which `temperature` is applied again.
// An I8 tensor `<layer>.weight` has an F32 tensor `<layer>.scale` with one factor per output channel.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

enum class DType { f32, f16, i8 };

struct Tensor {
  DType dtype = DType::f32;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;  // [shape…] of dtype, little endian
};

struct Safetensors {
  std::map<std::string, std::string> metadata;
  std::map<std::string, Tensor> tensors;
};

// Checks every count and offset before it is used.  Errors name the tensor or key, the value and what was
// expected.
Result<Safetensors> parse_safetensors(std::span<const uint8_t> file);

// The bytes of the file; tensors in the order of their names, so that equal weights give equal bytes.
std::vector<uint8_t> write_safetensors(const Safetensors& weights);

// One-dimensional views of a tensor's values.
Tensor tensor_f32(std::vector<int64_t> shape, std::span<const float> values);
Tensor tensor_f16(std::vector<int64_t> shape, std::span<const float> values);

// A weight tensor in 8 bits, and what its values are multiplied by.
struct ScaledTensor {
  Tensor values;  // I8 [shape…], -127 to 127
  Tensor scale;   // F32 [shape[0]]
};

// Every channel of the first dimension is rounded to the nearest of 255 steps, its largest magnitude being
// the last.  Values that lie on those steps come back from to_floats() within float's rounding.  values:
// finite.
ScaledTensor tensor_i8(std::vector<int64_t> shape, std::span<const float> values);

// The values as floats.  `scale` holds one factor per first-dimension index for I8 and is null otherwise.
Result<std::vector<float>> to_floats(const Tensor& tensor, const Tensor* scale);

}  // namespace inkling
