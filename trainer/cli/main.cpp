// The native program `inkling`: trains, evaluates and uses networks that read handwriting.
#include <csignal>
#include <cstdio>

#include "trainer/cli/commands.h"
#include "trainer/kernels/choose.h"

namespace inkling {

int exit_status(const Result<void>& result) {
  if (result) return 0;
  std::fprintf(stderr, "inkling: %s\n", result.error().message.c_str());
  return 1;
}

}  // namespace inkling

int main(int count, char** arguments) {
  using namespace inkling;
  CLI::App program("Inkling reads handwriting.  Train it here, use it in the browser.", "inkling");
  program.require_subcommand(1);
  program.get_formatter()->column_width(34);
  std::signal(SIGXFSZ, SIG_IGN);  // a file grown beyond its limit is an error to report, as a full disk is
  if (const auto checked = trainer::check_named_instruction_set(); !checked) {
    std::fprintf(stderr, "inkling: %s\n", checked.error().message.c_str());
    return wrong_usage;
  }
  int status = 0;
  for (const auto add : {add_train, add_adapt, add_tune, add_runs, add_evaluate, add_export, add_predict,
                         add_baselines, add_report, add_bench})
    add(program, status);
  try {
    program.parse(count, arguments);
  } catch (const CLI::Success& help) {
    return program.exit(help);
  } catch (const CLI::ParseError& error) {
    program.exit(error);
    return wrong_usage;
  }
  return status;
}
