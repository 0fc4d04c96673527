#include "trainer/data/mixture.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

#include "trainer/random.h"

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("A single source of weight 1 is shuffled, each sample once an epoch") {
  const Share all{1000, 1};
  for (const uint32_t epoch : {0u, 1u, 77u}) {
    const auto draws = draws_of_epoch({&all, 1}, 5, epoch);
    CHECK(draws == permutation(1000, Random(5, Purpose::order, epoch)));
  }
  CHECK(draws_of_epoch({&all, 1}, 6, 0) != draws_of_epoch({&all, 1}, 5, 0));
  CHECK(most_draws({&all, 1}) == 1000);
}

TEST_CASE("Sources appear in proportion to their weights, and their samples as often as one another") {
  const std::vector<Share> mixture = {{100, 1}, {40, 2.5}, {70, 0.3}, {9, 0.5}};
  const std::vector<size_t> firsts = {0, 100, 140, 210}, expected = {100, 100, 21, 5};
  constexpr size_t samples = 219, epochs = 60;
  CHECK(draws_per_epoch(mixture) == 226);
  std::vector<size_t> appearances(samples);
  for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
    const auto draws = draws_of_epoch(mixture, 1, epoch);
    REQUIRE(draws.size() == 226);
    CHECK(std::set<uint32_t>(draws.begin(), draws.end()).size() == draws.size());
    CHECK(*std::ranges::max_element(draws) < most_draws(mixture));
    std::vector<size_t> of_source(4);
    for (const uint32_t draw : draws) {
      const size_t sample = draw % samples;
      ++appearances[sample];
      ++of_source[static_cast<size_t>(std::ranges::upper_bound(firsts, sample) - firsts.begin() - 1)];
    }
    CHECK(of_source == expected);
  }
  for (size_t source = 0; source < 4; ++source) {
    const auto first = appearances.begin() + static_cast<ptrdiff_t>(firsts[source]);
    const auto [least, most] =
        std::minmax_element(first, first + static_cast<ptrdiff_t>(mixture[source].samples));
    CAPTURE(source, *least, *most);
    CHECK(*most - *least <= 1);
    CHECK(*least == epochs * expected[source] / mixture[source].samples);
  }
}

TEST_CASE("Mixtures that make no epoch are refused") {
  const auto refusal = [](std::vector<Share> mixture, size_t samples) {
    const auto checked = check(mixture, samples);
    return checked ? std::string() : checked.error().message;
  };
  CHECK(refusal({{100, 1}, {40, 2.5}}, 140).empty());
  CHECK_THAT(refusal({{100, 1}}, 140), ContainsSubstring("100 samples, but there are 140"));
  CHECK_THAT(refusal({{100, 0}}, 100), ContainsSubstring("weight 0"));
  CHECK_THAT(refusal({{100, -1}}, 100), ContainsSubstring("weight -1"));
  CHECK_THAT(refusal({{100, NAN}}, 100), ContainsSubstring("weight"));
  CHECK_THAT(refusal({{100, 1e9}}, 100), ContainsSubstring("1000"));
  CHECK_THAT(refusal({{100, 0.004}}, 100), ContainsSubstring("it leaves none"));
  CHECK_THAT(refusal({{0, 1}}, 0), ContainsSubstring("it leaves none"));
  CHECK_THAT(refusal({{40'000'000, 1000}}, 40'000'000), ContainsSubstring("more than an epoch"));
}
