#include "trainer/search/halving.h"

#include <catch2/catch_test_macros.hpp>

using namespace inkling::trainer;

TEST_CASE("The rungs are those of the brackets of Hyperband for R = 81 and a factor of 3") {
  // Li et al. 2018, table 1: n_i and r_i for s = 4, 3, 2, 1, 0.
  const std::vector<std::vector<Rung>> brackets = {{{81, 1}, {27, 3}, {9, 9}, {3, 27}, {1, 81}},
                                                   {{34, 3}, {11, 9}, {3, 27}, {1, 81}},
                                                   {{15, 9}, {5, 27}, {1, 81}},
                                                   {{8, 27}, {2, 81}},
                                                   {{5, 81}}};
  for (const auto& bracket : brackets) {
    const Halving halving{bracket.front().trials, 81, 3, static_cast<int>(bracket.size())};
    CHECK(rungs_of(halving) == bracket);
  }
}

TEST_CASE("With powers of two every rung costs the same, as successive halving divides its budget") {
  // Jamieson and Talwalkar 2016, figure 1: log2(n) rounds of B / log2(n), half of the arms left after each.
  const auto rungs = rungs_of({64, 64, 2, 0});
  REQUIRE(rungs);
  REQUIRE(rungs->size() == 7);  // the last has the one arm that is left
  for (size_t at = 0; at < rungs->size(); ++at) {
    CHECK((*rungs)[at].trials == 64 >> at);
    CHECK((*rungs)[at].trials * (*rungs)[at].epochs == 64);
  }
}

TEST_CASE("As many rungs as lead to one trial, none of them without an epoch") {
  CHECK(rungs_of({27, 5, 3, 0}) == std::vector<Rung>{{27, 1}, {9, 5}});
  CHECK(rungs_of({2, 81, 3, 0}) == std::vector<Rung>{{2, 81}});
  CHECK(rungs_of({1, 1, 2, 0}) == std::vector<Rung>{{1, 1}});
}

TEST_CASE("Rungs that cannot be are refused with the value and the bounds") {
  const auto message = [](const Halving& halving) {
    const auto rungs = rungs_of(halving);
    REQUIRE(!rungs);
    return rungs.error().message;
  };
  CHECK(message({0, 9, 3, 0}) == "trials 0: expected 1 to 100000");
  CHECK(message({9, 0, 3, 0}) == "epochs 0: expected 1 to 100000");
  CHECK(message({9, 9, 1, 0}) == "factor 1: expected 2 to 100000");
  CHECK(message({9, 3, 3, 3}) ==
        "rungs 3: expected 1 to 2 with 9 trials, 3 epochs and a factor of 3, or 0 for as many");
}
