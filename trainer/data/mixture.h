// Which samples an epoch is made of when several sources are mixed.
//
// A source of weight 3 gives each of its samples three times an epoch, one of weight 0.5 gives half of them:
// the next half in the next epoch, so that all are seen as often.  Each such appearance of a sample is a
// draw.  Draws are numbered copy * samples + sample, so that each has random numbers of its own, and those of
// samples that appear once are the samples' own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/error.h"

namespace inkling::trainer {

// One source: so many samples, each `weight` times an epoch on average.
struct Share {
  size_t samples = 0;
  double weight = 1;
};

// How many draws of a source make an epoch: the nearest whole number.
size_t draws_per_epoch(const Share& share);
size_t draws_per_epoch(std::span<const Share> mixture);

// Draws are numbered below this, in every epoch.
size_t most_draws(std::span<const Share> mixture);

// Fails unless the shares make up `samples`, each weight is from 0.001 to 1000 and gives at least one draw,
// and the draws can be numbered in 32 bits.
Result<void> check(std::span<const Share> mixture, size_t samples);

// The draws of an epoch (from 0) in random order.  They depend on nothing but the arguments.
std::vector<uint32_t> draws_of_epoch(std::span<const Share> mixture, uint64_t seed, uint32_t epoch);

}  // namespace inkling::trainer
