// What a run's folder tells about the run, while it is trained and afterwards.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "trainer/cli/toml_file.h"
#include "trainer/session/epoch_metrics.h"

namespace inkling {

struct KeptRun {
  std::filesystem::path folder;
  std::string id;
  std::string revision;  // of git; empty if there was none
  std::vector<TomlEntry> configuration;
  std::vector<trainer::EpochMetrics> metrics;
  std::optional<trainer::EpochMetrics> best;  // nothing before the first epoch is done
  double started = 0;        // seconds since 1970: what the id says, or when config.toml was written
  double seconds = 0;        // of all epochs
  std::uintmax_t bytes = 0;  // of the weights; 0 while there are none
};

// Errors name the file, the line and the key.
Result<KeptRun> read_kept_run(const std::filesystem::path& folder);

}  // namespace inkling
