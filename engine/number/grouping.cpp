#include "engine/number/grouping.h"

#include <algorithm>
#include <array>
#include <limits>

namespace inkling {
namespace {

constexpr float impossible = -std::numeric_limits<float>::infinity();
constexpr size_t none = std::numeric_limits<size_t>::max();

// The best way to come to a stroke with some of those behind it taken already.
struct Way {
  float score = impossible;
  size_t group = none;  // the last one chosen; none where the stroke before was taken already
  uint8_t taken = 0;    // where it came from: what was taken there
};

// By what is taken: bit k for stroke k behind this one.
using Ways = std::array<Way, size_t{1} << group_window>;

void offer(Way& way, float score, size_t group, uint8_t taken) {
  if (score > way.score) way = {score, group, taken};
}

}  // namespace

std::vector<size_t> best_grouping(size_t strokes, std::span<const Group> groups) {
  std::vector<Ways> ways(strokes + 1);  // to each stroke, and to the end
  ways[0][0].score = 0;
  size_t begin = 0, end = 0;  // of the groups that begin with the stroke
  for (size_t stroke = 0; stroke < strokes; ++stroke, begin = end) {
    while (end < groups.size() && groups[end].first == stroke) ++end;
    for (size_t state = 0; state < ways[stroke].size(); ++state) {
      const float score = ways[stroke][state].score;
      if (score == impossible) continue;
      const auto taken = static_cast<uint8_t>(state);
      if (taken & 1) {
        offer(ways[stroke + 1][taken >> 1], score, none, taken);
        continue;
      }
      for (size_t group = begin; group < end; ++group)
        if (!(groups[group].members & taken))
          offer(ways[stroke + 1][(taken | groups[group].members) >> 1], score + groups[group].score, group,
                taken);
    }
  }
  std::vector<size_t> chosen;
  uint8_t taken = 0;
  for (size_t stroke = strokes; stroke > 0; --stroke) {
    const Way& way = ways[stroke][taken];
    if (way.group != none) chosen.push_back(way.group);
    taken = way.taken;
  }
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace inkling
