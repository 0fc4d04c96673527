#include "trainer/report/class_distribution.h"

#include <algorithm>

#include "trainer/report/numbers.h"

namespace inkling::report {
namespace {

constexpr double width = 400, left = 28, row_height = 28, column = 56, top = 24;

}  // namespace

Svg class_distribution(const std::vector<ClassCounts>& sets, const std::vector<std::string>& labels) {
  const double most_length = width - left - column * static_cast<double>(sets.size());
  Svg svg(width, top + row_height * static_cast<double>(labels.size()), "Samples of each class");
  for (size_t set = 0; set < sets.size(); ++set) {
    const bool first = set == 0;
    const double right = width - column * static_cast<double>(sets.size() - 1 - set);
    const double thickness = first ? 8 : 4, offset = sets.size() == 1 ? 8 : first ? 4 : 14;
    const double most = static_cast<double>(
        std::max<int64_t>(1, *std::max_element(sets[set].counts.begin(), sets[set].counts.end())));
    svg.text({right, 12}, sets[set].name, first ? "ink end" : "end");
    for (size_t label = 0; label < labels.size(); ++label) {
      const double y = top + row_height * static_cast<double>(label);
      if (first) svg.text({left - 12, y + 16}, labels[label], "ink end strong");
      svg.rectangle({left, y + offset}, most_length * static_cast<double>(sets[set].counts[label]) / most,
                    thickness, first ? "ink" : "quiet");
      svg.text({right, y + 16}, grouped(sets[set].counts[label]), first ? "ink end" : "end");
    }
  }
  return svg;
}

}  // namespace inkling::report
