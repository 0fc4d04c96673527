// Which drawings of a data set are of the same character, in as many strokes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/random.h"

namespace inkling::trainer {

class Relatives {
 public:
  Relatives() = default;
  // Outsiders and samples without strokes have none: they show no character, or nothing that a pen drew.
  explicit Relatives(const Dataset& data);

  // The number of one of them, each as likely; nothing if the sample is the only one of its kind.
  std::optional<uint32_t> one_of(size_t sample, Random& random) const;

 private:
  std::vector<std::vector<uint32_t>> groups_;  // of samples that are related to each other
  std::vector<uint32_t> group_of_;             // [samples]; the number of groups for those without
};

}  // namespace inkling::trainer
