#include "trainer/cli/run/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>

#include "trainer/cli/files.h"

namespace inkling {
namespace {

std::string local_time(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

Result<void> check_name(const std::string& name) {
  constexpr const char* allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  if (name.size() > 100 || name.find_first_not_of(allowed) != name.npos)
    return fail("--name \"%s\": expected at most 100 letters, digits, - _ and .", name.c_str());
  return {};
}

// One line, empty outside of a git repository or without git.
std::string git_revision() {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      popen("git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null", "r"), pclose);
  char line[128];
  return pipe && std::fgets(line, sizeof line, pipe.get()) ? line : "";
}

}  // namespace

Result<RunFolder> RunFolder::create(const std::filesystem::path& runs, const std::string& name) {
  if (auto checked = check_name(name); !checked) return std::unexpected(checked.error());
  const std::string id = local_time("%Y-%m-%d_%H-%M-%S") + (name.empty() ? "" : "-" + name);
  std::error_code code;
  std::filesystem::create_directories(runs, code);
  for (int counter = 1; !code; ++counter) {
    const auto path = runs / (counter == 1 ? id : id + "-" + std::to_string(counter));
    if (!std::filesystem::create_directory(path, code)) continue;  // somebody has it: the next counter
    auto folder = locked(path);
    if (!folder) return folder;
    if (const std::string revision = git_revision(); !revision.empty())
      if (auto written = write_file(path / "revision.txt", revision); !written)
        return std::unexpected(written.error());
    return folder;
  }
  return fail("%s: no folder for the run can be made: %s", runs.c_str(), code.message().c_str());
}

Result<RunFolder> RunFolder::open(const std::filesystem::path& runs, const std::string& id_or_path) {
  auto path = find_run(runs, id_or_path);
  if (!path) return std::unexpected(path.error());
  return locked(std::move(*path));
}

Result<RunFolder> RunFolder::locked(std::filesystem::path path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return fail("%s: cannot be opened: %s", path.c_str(), std::strerror(errno));
  if (::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(file);
    return fail("%s: another program is training in this run: wait for it or stop it", path.c_str());
  }
  return RunFolder(std::move(path), file);
}

RunFolder::~RunFolder() {
  if (lock_ >= 0) ::close(lock_);
}

void RunFolder::log(const std::string& message) const {
  const auto path = path_ / "log.txt";
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "a"), std::fclose);
  if (file) std::fprintf(file.get(), "%s  %s\n", local_time("%Y-%m-%d %H:%M:%S").c_str(), message.c_str());
}

Result<std::filesystem::path> find_run(const std::filesystem::path& runs, const std::string& id_or_path) {
  for (const std::filesystem::path& path : {runs / id_or_path, std::filesystem::path(id_or_path)}) {
    std::error_code code;
    if (std::filesystem::is_regular_file(path / "config.toml", code))
      return path.has_filename() ? path : path.parent_path();
  }
  return fail("%s: no such run in %s, and no folder with a config.toml: `inkling runs` lists what is there",
              id_or_path.c_str(), runs.c_str());
}

}  // namespace inkling
