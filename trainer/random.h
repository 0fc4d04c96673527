// Random numbers that depend on nothing but a key and a counter: the same on every machine, for every thread.
//
// The generator is Philox 4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// 2011). The distributions are written out here because those of <random> differ between libraries.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace inkling::trainer {

// Ten rounds of Philox: 128 random bits for each counter and key.
constexpr std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t left = uint64_t{0xD2511F53} * counter[0];
    const uint64_t right = uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<uint32_t>(right >> 32) ^ counter[1] ^ key[0], static_cast<uint32_t>(right),
               static_cast<uint32_t>(left >> 32) ^ counter[3] ^ key[1], static_cast<uint32_t>(left)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

// What numbers are drawn for.  Two purposes never see the same numbers.
enum class Purpose : uint32_t {
  weights = 1,
  split,
  order,
  augmentation,
  dropout,
  mixture,
  strokes,
  search,
  path,
  path_reversal
};

// The stream of numbers of one (seed, purpose, epoch, item).
class Random {
 public:
  Random(uint64_t seed, Purpose purpose, uint32_t epoch = 0, uint32_t item = 0)
      : key_{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)},
        counter_{0, item, epoch, static_cast<uint32_t>(purpose)} {}

  uint32_t bits() {
    if (used_ == 4) {
      drawn_ = philox(counter_, key_);
      ++counter_[0];
      used_ = 0;
    }
    return drawn_[used_++];
  }

  // In [0, 1), a multiple of 2^-24.
  float uniform() { return static_cast<float>(bits() >> 8) * 0x1p-24f; }
  float uniform(float least, float most) { return least + (most - least) * uniform(); }

  // Mean 0, deviation 1 (Box and Muller).
  float normal() {
    const double radius = std::sqrt(-2 * std::log((bits() + 1.0) * 0x1p-32));
    return static_cast<float>(radius * std::cos(2 * std::numbers::pi * uniform()));
  }

  // In [0, bound), for a bound > 0, each as likely (Lemire, "Fast random integer generation in an interval",
  // 2019).
  uint32_t below(uint32_t bound) {
    uint64_t product = uint64_t{bits()} * bound;
    const uint32_t least = -bound % bound;
    while (static_cast<uint32_t>(product) < least) product = uint64_t{bits()} * bound;
    return static_cast<uint32_t>(product >> 32);
  }

 private:
  std::array<uint32_t, 2> key_;
  std::array<uint32_t, 4> counter_, drawn_{};
  int used_ = 4;
};

// 0 … count - 1 in random order (Fisher and Yates).
inline std::vector<uint32_t> permutation(uint32_t count, Random random) {
  std::vector<uint32_t> order(count);
  for (uint32_t at = 0; at < count; ++at) order[at] = at;
  for (uint32_t at = count; at > 1; --at) std::swap(order[at - 1], order[random.below(at)]);
  return order;
}

}  // namespace inkling::trainer
