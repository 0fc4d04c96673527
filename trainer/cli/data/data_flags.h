// The flags that say what to learn from (trainer/cli/data/training_data.h), and the same names in a
// configuration file.
#pragma once

#include <CLI/CLI.hpp>

#include "trainer/cli/data/training_data.h"

namespace inkling {

// `options` has to outlive the command.
void add_data_flags(CLI::App& command, DataOptions& options);

}  // namespace inkling
