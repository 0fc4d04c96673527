#include "trainer/data/dataset.h"

#include "trainer/random.h"

namespace inkling::trainer {

Result<std::pair<Dataset, Dataset>> split_off_validation(const Dataset& all, size_t validation,
                                                         uint64_t seed) {
  if (validation < 1 || validation >= all.size()) {
    return fail("%zu validation samples: expected 1 to %zu, fewer than the %zu samples there are", validation,
                all.size() > 0 ? all.size() - 1 : 0, all.size());
  }
  Dataset training, held_out;
  training.classes = held_out.classes = all.classes;
  const auto order = permutation(static_cast<uint32_t>(all.size()), Random(seed, Purpose::split));
  for (size_t at = 0; at < order.size(); ++at) {
    Dataset& part = at < order.size() - validation ? training : held_out;
    part.glyphs.push_back(all.glyphs[order[at]]);
    part.labels.push_back(all.labels[order[at]]);
  }
  return std::pair{std::move(training), std::move(held_out)};
}

}  // namespace inkling::trainer
