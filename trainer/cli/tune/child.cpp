#include "trainer/cli/tune/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace inkling {
namespace {

// In the child: becomes the program, or ends with the status that shells give for what cannot be run.
[[noreturn]] void become_this_program(char* const* arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a search that is killed leaves no training behind; runs bear it
  const int nowhere = ::open("/dev/null", O_WRONLY);
  if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) execv("/proc/self/exe", arguments);
  _exit(127);
}

}  // namespace

Result<int> run_this_program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "inkling");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) return fail("no program can be started: %s", std::strerror(errno));
  if (child == 0) become_this_program(pointers.data());
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return fail("a program that was started is lost: %s", std::strerror(errno));
  if (WIFSIGNALED(status)) return fail("the training was ended by signal %d", WTERMSIG(status));
  if (WEXITSTATUS(status) == 127) return fail("the program cannot start itself from /proc/self/exe");
  return WEXITSTATUS(status);
}

}  // namespace inkling
