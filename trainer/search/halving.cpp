#include "trainer/search/halving.h"

#include <algorithm>

namespace inkling::trainer {
namespace {

// The largest exponent with which factor^exponent is at most `bound`, 1 or more.
int whole_logarithm(int factor, int bound) {
  int exponent = 0;
  while (bound /= factor) ++exponent;
  return exponent;
}

int divided(int number, int factor, int times) {
  while (times-- > 0) number /= factor;
  return number;
}

}  // namespace

Result<std::vector<Rung>> rungs_of(const Halving& halving) {
  const auto& [trials, epochs, factor, wanted] = halving;
  if (trials < 1 || trials > 100'000) return fail("trials %d: expected 1 to 100000", trials);
  if (epochs < 1 || epochs > 100'000) return fail("epochs %d: expected 1 to 100000", epochs);
  if (factor < 2 || factor > 100'000) return fail("factor %d: expected 2 to 100000", factor);
  const int most = 1 + std::min(whole_logarithm(factor, trials), whole_logarithm(factor, epochs));
  if (wanted < 0 || wanted > most)
    return fail("rungs %d: expected 1 to %d with %d trials, %d epochs and a factor of %d, or 0 for as many",
                wanted, most, trials, epochs, factor);
  const int count = wanted > 0 ? wanted : most;
  std::vector<Rung> rungs;
  for (int at = 0; at < count; ++at)
    rungs.push_back({divided(trials, factor, at), divided(epochs, factor, count - 1 - at)});
  return rungs;
}

}  // namespace inkling::trainer
