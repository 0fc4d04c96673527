#include "trainer/data/relatives.h"

#include <map>
#include <utility>

namespace inkling::trainer {

Relatives::Relatives(const Dataset& data) {
  std::map<std::pair<uint8_t, size_t>, std::vector<uint32_t>> kinds;  // by label and number of strokes
  for (uint32_t sample = 0; sample < data.inks.size(); ++sample)
    if (const size_t strokes = data.inks[sample].strokes.size();
        strokes > 0 && data.labels[sample] < data.classes.size())
      kinds[{data.labels[sample], strokes}].push_back(sample);
  group_of_.assign(data.size(), static_cast<uint32_t>(kinds.size()));
  for (auto& [kind, samples] : kinds) {
    for (const uint32_t sample : samples) group_of_[sample] = static_cast<uint32_t>(groups_.size());
    groups_.push_back(std::move(samples));
  }
}

std::optional<uint32_t> Relatives::one_of(size_t sample, Random& random) const {
  if (sample >= group_of_.size() || group_of_[sample] == groups_.size()) return std::nullopt;
  const std::vector<uint32_t>& group = groups_[group_of_[sample]];
  const uint32_t other = group[random.below(static_cast<uint32_t>(group.size()))];
  if (other == sample) return std::nullopt;
  return other;
}

}  // namespace inkling::trainer
