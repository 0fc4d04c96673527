// Turns weights into a model in the ONNX format, which other programs run.
//
// The model is one message ModelProto of Protocol Buffers (trainer/export/protobuf.h) after onnx.proto as
// published with ONNX 1.8: IR version 7, operators of opset 13.  Its parts, with their field numbers:
//   ModelProto          ir_version 1, producer_name 2, graph 7, opset_import 8, metadata_props 14
//   OperatorSetIdProto  version 2                    StringStringEntryProto  key 1, value 2
//   GraphProto          node 1, name 2, initializer 5, input 11, output 12
//   NodeProto           input 1, output 2, name 3, op_type 4, attribute 5
//   AttributeProto      name 1, i 3, ints 8, type 20 (INT 2, INTS 7)
//   TensorProto         dims 1, data_type 2 (FLOAT 1, INT8 3, INT64 7, FLOAT16 10), name 8, raw_data 9
//   ValueInfoProto      name 1, type 2, doc_string 3; type is {tensor_type 1: {elem_type 1, shape 2}} and
//                       shape {dim 1: {dim_value 1 or dim_param 2}} for each dimension
//
// The graph, [batch] being free:
//   input          [batch, planes, 28, 28] floats, the planes in the order of the metadata `planes`: "ink" is
//   a
//                  glyph as engine/glyph makes it, / 255, from 0 (paper) to 1; those of the pen's path
//                  (engine/glyph/path.h) are 0 for pictures
//   logits         [batch, labels]; of a committee the logarithm of the mean of its members' probabilities
//   probabilities  [batch, labels], the softmax of logits / temperature
// Weights stay the numbers they are in the file: F16 is cast, I8 goes through DequantizeLinear.  The metadata
// are labels, planes, temperature, rejection, trained_on and history as engine/weights/safetensors.h has
// them.
#pragma once

#include <string>

#include "trainer/export/convert.h"

namespace inkling::trainer {

// The bytes of the file; equal weights give equal bytes.
std::string onnx_model(const LoadedWeights& weights);

}  // namespace inkling::trainer
