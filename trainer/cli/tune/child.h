// This program once more, as a child that ends when its parent does.
#pragma once

#include <string>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

// Runs this program with these arguments and gives its exit status.  Its stderr is ours, its stdout is
// nowhere. Fails when it cannot be started or a signal ended it.
Result<int> run_this_program(std::vector<std::string> arguments);

}  // namespace inkling
