// `inkling bench`: how fast this machine is.
#include "trainer/cli/bench.h"

namespace inkling {

void add_bench(CLI::App& program, int& status) {
  CLI::App* bench = program.add_subcommand("bench", "Say how fast reading and training are on this machine");
  bench->require_subcommand(1);
  for (const auto add : {add_bench_reading, add_bench_training, add_bench_time_to_accuracy})
    add(*bench, status);
}

}  // namespace inkling
