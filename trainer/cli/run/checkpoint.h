// A training on disk: everything that a program killed at any moment needs to go on to the same bits.
//
// A checkpoint is a safetensors file (engine/weights/safetensors.h).  Its metadata, all texts:
//   format      "inkling checkpoint"
//   version     "1"; another one is refused
//   checksum    CRC-32, eight hexadecimal digits, of the file as write_safetensors() writes it without this
//               key
//   data        CRC-32 of the training and the validation samples, their strokes and their mixture
//   instruction_set   of the kernels that the run began with; files from before this was kept have none
//   best_epoch, epoch.images, epoch.correct, epoch.loss, epoch.seconds, and the numbers of the two states
// Its tensors: the state's arrays (trainer/fit/state_tensors.h), those of the best state after "best.", and
// `metrics`: the bytes of metrics.ndjson.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "trainer/cli/run/metrics.h"
#include "trainer/data/dataset.h"
#include "trainer/fit/trainer.h"

namespace inkling {

// Sums over the images that the epoch under way has seen.
struct EpochSums {
  int64_t images = 0, correct = 0;
  double loss = 0, seconds = 0;
};

struct Checkpoint {
  trainer::TrainerState state;
  EpochSums epoch;
  std::vector<EpochMetrics> metrics;  // of the epochs that are done
  int64_t best_epoch = 0;             // from 1; 0 before the first is done
  trainer::TrainerState best;         // after that epoch
  uint32_t data = 0;                  // checksum_of() the samples
  std::string instruction_set;        // that the run began with; empty if unknown
};

uint32_t checksum_of(const trainer::Dataset& training, const trainer::Dataset& validation);

std::vector<uint8_t> checkpoint_to_bytes(const Checkpoint& checkpoint);
// Refuses whatever is damaged, cut off or of another version, and says what is wrong.
Result<Checkpoint> checkpoint_from_bytes(std::span<const uint8_t> bytes);

// The checkpoints of one run: best, last, and the one before last.
class Checkpoints {
 public:
  explicit Checkpoints(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Each file is whole at every moment, and until the new last one is complete the old one stays.
  Result<void> save_last(const Checkpoint& checkpoint) const;
  Result<void> save_best(const Checkpoint& checkpoint) const;

  // The last one that is whole; nothing when none was ever written.  Calls say(message) for each that is
  // passed over, and fails when there are some and none is whole.
  Result<std::optional<Checkpoint>> load(const std::function<void(const std::string&)>& say) const;

  std::filesystem::path last() const { return folder_ / "last.safetensors"; }
  std::filesystem::path best() const { return folder_ / "best.safetensors"; }

 private:
  std::filesystem::path previous() const { return folder_ / "previous.safetensors"; }
  std::filesystem::path next() const { return folder_ / "next.safetensors"; }

  std::filesystem::path folder_;
};

}  // namespace inkling
