// The checkpoints of a run on disk.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "trainer/session/checkpoint.h"

namespace inkling {

// The checkpoints of one run: best, last, and the one before last.
class Checkpoints {
 public:
  explicit Checkpoints(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Each file is whole at every moment, and until the new last one is complete the old one stays.
  Result<void> save_last(const trainer::Checkpoint& checkpoint) const;
  Result<void> save_best(const trainer::Checkpoint& checkpoint) const;

  // The last one that is whole; nothing when none was ever written.  Calls say(message) for each that is
  // passed over, and fails when there are some and none is whole.
  Result<std::optional<trainer::Checkpoint>> load(const std::function<void(const std::string&)>& say) const;

  std::filesystem::path last() const { return folder_ / "last.safetensors"; }
  std::filesystem::path best() const { return folder_ / "best.safetensors"; }

 private:
  std::filesystem::path previous() const { return folder_ / "previous.safetensors"; }
  std::filesystem::path next() const { return folder_ / "next.safetensors"; }

  std::filesystem::path folder_;
};

}  // namespace inkling
