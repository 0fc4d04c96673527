// The parts that weights files are put together from (engine/weights/safetensors.h has the format).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/network/rejection.h"
#include "engine/weights/safetensors.h"

namespace inkling::trainer {

// The tensor `<layer>.weight` as numbers of `type`, I8 with its `<layer>.scale`; what stood there is
// replaced. values: [shape…].
void put_weight(Safetensors& file, const std::string& layer, DType type, std::vector<int64_t> shape,
                std::span<const float> values);

// JSON: ["…", …].
std::string json_list(const std::vector<std::string>& texts);

// A number as the metadata have it.
std::string number_text(float number);
// The value of `rejection`.
std::string rejection_text(const Rejection& rejection);

}  // namespace inkling::trainer
