// The weights a command works with: a file, or the default ones that are built into the program.
#pragma once

#include <string>

#include "engine/reading/recogniser.h"

namespace inkling {

// An empty path means the built-in weights.
Result<Recogniser> load_recogniser(const std::string& path);

}  // namespace inkling
