// A training as bytes: everything that a program killed at any moment needs to go on to the same bits.
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
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "trainer/data/dataset.h"
#include "trainer/fit/trainer.h"
#include "trainer/session/epoch_metrics.h"

namespace inkling::trainer {

// Sums over the images that the epoch under way has seen.
struct EpochSums {
  int64_t images = 0, correct = 0;
  double loss = 0, seconds = 0;
};

struct Checkpoint {
  TrainerState state;
  EpochSums epoch;
  std::vector<EpochMetrics> metrics;  // of the epochs that are done
  int64_t best_epoch = 0;             // from 1; 0 before the first is done
  TrainerState best;                  // after that epoch
  uint32_t data = 0;                  // checksum_of() the samples
  std::string instruction_set;        // that the run began with; empty if unknown
};

uint32_t checksum_of(const Dataset& training, const Dataset& validation);

std::vector<uint8_t> checkpoint_to_bytes(const Checkpoint& checkpoint);
// Refuses whatever is damaged, cut off or of another version, and says what is wrong.
Result<Checkpoint> checkpoint_from_bytes(std::span<const uint8_t> bytes);

}  // namespace inkling::trainer
