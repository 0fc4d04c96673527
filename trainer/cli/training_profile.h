// Where a training's time goes: times every kernel through a table that stands in for the chosen one, and the
// threads through their ParallelFor.  The clock costs a few percent, so speed is measured without it.
#pragma once

#include <array>

#include "trainer/parallel.h"

namespace inkling {

// multiplying: the matrix products of convolutions.  packing: what is rearranged for them, that is weights,
// borders, and the transforms of Winograd's algorithm.
enum class Part {
  multiplying,
  packing,
  depthwise,
  batch_norm,
  pool,
  dense,
  optimiser,
  loading,
  loss,
  waiting
};
constexpr std::array part_names{"GEMM of convolutions",
                                "packing and transforms",
                                "depthwise",
                                "batch norm and ReLU",
                                "pool",
                                "dense",
                                "optimiser",
                                "loading",
                                "loss",
                                "waiting"};
static_assert(part_names.size() == static_cast<size_t>(Part::waiting) + 1);

using TrainingProfile = std::array<double, part_names.size()>;  // share of the threads' time

// Puts the timed table in place; once, before any network is made.
void time_kernels();

// The shares while `training` runs with the given threads.  It gets the ParallelFor to use.
TrainingProfile profile_training(int threads, const trainer::ParallelFor& parallel_for,
                                 const std::function<void(const trainer::ParallelFor&)>& training);

}  // namespace inkling
