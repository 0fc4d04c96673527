#include "trainer/data/mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trainer/random.h"

namespace inkling::trainer {
namespace {

constexpr double least_weight = 0.001, most_weight = 1000;

size_t samples_of(std::span<const Share> mixture) {
  size_t samples = 0;
  for (const Share& share : mixture) samples += share.samples;
  return samples;
}

}  // namespace

size_t draws_per_epoch(const Share& share) {
  return static_cast<size_t>(std::llround(static_cast<double>(share.samples) * share.weight));
}

size_t draws_per_epoch(std::span<const Share> mixture) {
  size_t draws = 0;
  for (const Share& share : mixture) draws += draws_per_epoch(share);
  return draws;
}

size_t most_draws(std::span<const Share> mixture) {
  size_t copies = 0;
  for (const Share& share : mixture)
    copies = std::max(copies, (draws_per_epoch(share) + share.samples - 1) / share.samples);
  return copies * samples_of(mixture);
}

Result<void> check(std::span<const Share> mixture, size_t samples) {
  if (samples_of(mixture) != samples)
    return fail("the sources make up %zu samples, but there are %zu", samples_of(mixture), samples);
  for (const Share& share : mixture) {
    if (!(share.weight >= least_weight && share.weight <= most_weight))
      return fail("weight %g: expected %g to %g", share.weight, least_weight, most_weight);
    if (draws_per_epoch(share) == 0)
      return fail("weight %g: of %zu samples it leaves none; give a larger weight, or the source away",
                  share.weight, share.samples);
  }
  if (most_draws(mixture) > std::numeric_limits<uint32_t>::max())
    return fail("the weights are more than an epoch of %zu samples can hold: give smaller ones", samples);
  return {};
}

std::vector<uint32_t> draws_of_epoch(std::span<const Share> mixture, uint64_t seed, uint32_t epoch) {
  const size_t samples = samples_of(mixture);
  std::vector<uint32_t> draws;
  size_t first = 0;
  for (uint32_t source = 0; source < mixture.size(); ++source) {
    const size_t size = mixture[source].samples, count = draws_per_epoch(mixture[source]);
    const size_t copies = count / size, rest = count % size;
    for (size_t copy = 0; copy < copies; ++copy)
      for (size_t at = 0; at < size; ++at)
        draws.push_back(static_cast<uint32_t>(copy * samples + first + at));
    // The rest goes on in the source where that of the epoch before it ended.
    const auto round =
        permutation(static_cast<uint32_t>(rest > 0 ? size : 0), Random(seed, Purpose::mixture, 0, source));
    for (size_t at = 0; at < rest; ++at)
      draws.push_back(static_cast<uint32_t>(copies * samples + first + round[(epoch * rest + at) % size]));
    first += size;
  }
  const auto order = permutation(static_cast<uint32_t>(draws.size()), Random(seed, Purpose::order, epoch));
  std::vector<uint32_t> shuffled(draws.size());
  std::ranges::transform(order, shuffled.begin(), [&](uint32_t at) { return draws[at]; });
  return shuffled;
}

}  // namespace inkling::trainer
