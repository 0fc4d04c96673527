#include "trainer/random.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <set>

using namespace inkling::trainer;

TEST_CASE("Philox gives the vectors that its authors published") {
  // Random123, tests/kat_vectors, philox4x32 10.
  using Four = std::array<uint32_t, 4>;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}) == Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Streams differ by seed, purpose, epoch and item, and repeat otherwise") {
  std::set<uint32_t> first;
  for (const uint64_t seed : {1ull, 2ull, 1ull << 32}) {
    for (const auto purpose : {Purpose::order, Purpose::dropout}) {
      for (const uint32_t epoch : {0u, 1u}) {
        for (const uint32_t item : {0u, 1u}) first.insert(Random(seed, purpose, epoch, item).bits());
      }
    }
  }
  CHECK(first.size() == 24);
  Random once(5, Purpose::order, 2, 3), again(5, Purpose::order, 2, 3);
  for (int draw = 0; draw < 9; ++draw) CHECK(once.bits() == again.bits());
}

TEST_CASE("Distributions have the moments they should") {
  constexpr int draws = 200'000;
  Random random(3, Purpose::weights);
  double uniform = 0, normal = 0, squares = 0;
  std::array<int, 7> counts{};
  for (int draw = 0; draw < draws; ++draw) {
    const float u = random.uniform(), n = random.normal();
    REQUIRE((u >= 0 && u < 1));
    uniform += u, normal += n, squares += double{n} * n;
    ++counts[random.below(7)];
  }
  // Five standard errors of each mean.
  CHECK_THAT(uniform / draws, Catch::Matchers::WithinAbs(0.5, 5 * 0.2887 / std::sqrt(draws)));
  CHECK_THAT(normal / draws, Catch::Matchers::WithinAbs(0, 5 / std::sqrt(draws)));
  CHECK_THAT(squares / draws, Catch::Matchers::WithinAbs(1, 5 * std::sqrt(2.0 / draws)));
  for (const int count : counts)
    CHECK_THAT(count, Catch::Matchers::WithinAbs(draws / 7.0, 5 * std::sqrt(draws / 7.0)));
}

TEST_CASE("A permutation holds every index once") {
  const auto order = permutation(1000, Random(1, Purpose::order));
  CHECK(std::set(order.begin(), order.end()).size() == 1000);
  CHECK(order[0] + order[1] + order[2] != 3);
  CHECK(permutation(1000, Random(2, Purpose::order)) != order);
}
