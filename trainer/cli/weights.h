// The weights a command works with: a file, or the default ones that are built into the program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/reading/recogniser.h"

namespace inkling {

// An empty path means the built-in weights.
Result<std::vector<uint8_t>> read_weights(const std::string& path);
// What messages call them.
std::string weights_name(const std::string& path);
Result<Recogniser> load_recogniser(const std::string& path);

}  // namespace inkling
