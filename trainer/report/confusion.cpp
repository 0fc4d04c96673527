#include "trainer/report/confusion.h"

#include <algorithm>
#include <cmath>

namespace inkling::report {
namespace {

constexpr double cell = 36, left = 36, top = 40;

int64_t most_mistakes(const std::vector<std::vector<int64_t>>& confusion) {
  int64_t most = 1;
  for (size_t row = 0; row < confusion.size(); ++row)
    for (size_t column = 0; column < confusion.size(); ++column)
      if (row != column) most = std::max(most, confusion[row][column]);
  return most;
}

}  // namespace

Svg confusion_map(const Evaluation& evaluation, const std::vector<std::string>& labels) {
  const auto& confusion = evaluation.confusion;
  const double side = cell * static_cast<double>(labels.size());
  const double most = std::sqrt(static_cast<double>(most_mistakes(confusion)));
  Svg svg(left + side + 4, top + side + 4, "Confusion matrix");
  svg.text({left + side / 2, 12}, "read as", "middle");
  svg.turned_text({10, top + side / 2}, "written as", "middle");
  for (size_t row = 0; row < labels.size(); ++row) {
    const double y = top + cell * static_cast<double>(row),
                 along = left + cell * (static_cast<double>(row) + 0.5);
    svg.text({along, top - 8}, labels[row], "ink middle strong");
    svg.text({left - 8, y + cell / 2 + 4}, labels[row], "ink end strong");
    for (size_t column = 0; column < labels.size(); ++column) {
      const double x = left + cell * static_cast<double>(column);
      const int64_t count = confusion[row][column];
      svg.rectangle({x + 1, y + 1}, cell - 2, cell - 2, "lines", row == column ? 1 : 0.4);
      if (count == 0) continue;
      // The root lets single mistakes be seen beside the frequent ones.
      if (row != column)
        svg.rectangle({x + 1, y + 1}, cell - 2, cell - 2, "accent",
                      0.1 + 0.5 * std::sqrt(static_cast<double>(count)) / most);
      svg.text({x + cell / 2, y + cell / 2 + 4}, std::to_string(count),
               row == column ? "middle" : "ink middle strong");
    }
  }
  return svg;
}

}  // namespace inkling::report
