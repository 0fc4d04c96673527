#include "trainer/data/dataset.h"

#include "engine/reading/see.h"
#include "trainer/random.h"

namespace inkling::trainer {

Seen seen(const Dataset& data, size_t at) {
  auto drawn = data.inks.empty() ? std::nullopt : see(data.inks[at]);
  return drawn ? std::move(*drawn) : Seen{data.glyphs[at], {}, {}, {}};
}

Dataset chosen(const Dataset& all, std::span<const uint32_t> samples) {
  Dataset part;
  part.classes = all.classes;
  part.outsiders = all.outsiders;
  for (const uint32_t sample : samples) {
    part.glyphs.push_back(all.glyphs[sample]);
    part.labels.push_back(all.labels[sample]);
    if (!all.inks.empty()) part.inks.push_back(all.inks[sample]);
  }
  return part;
}

void append(Dataset& all, const Dataset& part) {
  const bool strokes = !all.inks.empty() || !part.inks.empty();
  all.glyphs.insert(all.glyphs.end(), part.glyphs.begin(), part.glyphs.end());
  all.labels.insert(all.labels.end(), part.labels.begin(), part.labels.end());
  if (!strokes) return;
  all.inks.resize(all.size() - part.size());
  all.inks.insert(all.inks.end(), part.inks.begin(), part.inks.end());
  all.inks.resize(all.size());
}

Result<std::pair<Dataset, Dataset>> split_off_validation(const Dataset& all, size_t validation,
                                                         uint64_t seed) {
  if (validation < 1 || validation >= all.size()) {
    return fail("%zu validation samples: expected 1 to %zu, fewer than the %zu samples there are", validation,
                all.size() > 0 ? all.size() - 1 : 0, all.size());
  }
  const auto order = permutation(static_cast<uint32_t>(all.size()), Random(seed, Purpose::split));
  const std::span samples(order);
  return std::pair{chosen(all, samples.first(all.size() - validation)),
                   chosen(all, samples.last(validation))};
}

}  // namespace inkling::trainer
