// The commands under `inkling bench`, one file each.
#pragma once

#include "trainer/cli/commands.h"

namespace inkling {

void add_bench_reading(CLI::App& bench, int& status);
void add_bench_training(CLI::App& bench, int& status);
void add_bench_time_to_accuracy(CLI::App& bench, int& status);

}  // namespace inkling
