// The native program `inkling`: trains, evaluates and uses networks that read handwriting.
#include "trainer/cli/commands.h"

int main(int count, char** arguments) {
  CLI::App program("Inkling reads handwriting.  Train it here, use it in the browser.", "inkling");
  program.require_subcommand(1);
  program.get_formatter()->column_width(34);
  int status = inkling::cli::succeeded;
  for (const auto add : {inkling::cli::add_train}) add(program, status);
  try {
    program.parse(count, arguments);
  } catch (const CLI::Success& wanted) {  // --help
    return program.exit(wanted);
  } catch (const CLI::ParseError& error) {
    program.exit(error);
    return inkling::cli::wrong_usage;
  }
  return status;
}
