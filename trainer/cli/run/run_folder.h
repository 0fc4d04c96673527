// The folder that keeps one run of `inkling train`:
//
//   runs/<id>/                 id: the local time, and the name that was given
//     config.toml              every value of the configuration; `inkling train --config` makes the run again
//     revision.txt             the git revision that the run was started in, if any
//     data.json                what it learns from: samples of each class, and what was left out
//     log.txt                  what was said while it ran, with the time
//     metrics.ndjson, .csv     a line for each epoch (trainer/cli/run/metrics.h)
//     checkpoints/             last, previous and best (trainer/cli/run/checkpoint.h)
//     weights.safetensors      of the best epoch, or the last (--keep), once the run is done
//     summary.txt              the outcome in a few lines, once the run is done
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "engine/core/error.h"

namespace inkling {

class RunFolder {
 public:
  // A new folder that nobody had before, with revision.txt.  `name` may be empty; it has letters, digits, and
  // "-_." inside.
  static Result<RunFolder> create(const std::filesystem::path& runs, const std::string& name);
  // An id in the folder `runs`, or the path of a run's folder.  Fails while another program trains in it.
  static Result<RunFolder> open(const std::filesystem::path& runs, const std::string& id_or_path);

  RunFolder(RunFolder&& other) noexcept
      : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}
  RunFolder& operator=(RunFolder&&) = delete;
  ~RunFolder();

  std::string id() const { return path_.filename().string(); }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const char* file) const { return path_ / file; }

  // A line of log.txt.  A log that cannot be written stops nothing.
  void log(const std::string& message) const;

 private:
  RunFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  static Result<RunFolder> locked(std::filesystem::path path);

  std::filesystem::path path_;
  int lock_ = -1;  // an open file that holds the lock
};

// The folder of a run that is there: an id in the folder `runs`, or a path.
Result<std::filesystem::path> find_run(const std::filesystem::path& runs, const std::string& id_or_path);

}  // namespace inkling
