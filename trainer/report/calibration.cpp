#include "trainer/report/calibration.h"

#include <algorithm>
#include <cmath>

#include "trainer/report/numbers.h"

namespace inkling::report {
namespace {

constexpr double width = 400, left = 44, right = 388, top = 12, bottom = 268;         // the diagram
constexpr double counts_top = 284, counts_bottom = 332, height = counts_bottom + 40;  // the counts below it

Position at(double confidence, double accuracy) {
  return {left + confidence * (right - left), bottom - accuracy * (bottom - top)};
}

void draw_frame(Svg& svg) {
  for (int percent = 0; percent <= 100; percent += 20) {
    const Position mark = at(percent / 100., percent / 100.);
    svg.line({left, mark.y}, {right, mark.y}, "lines");
    svg.text({left - 8, mark.y + 4}, std::to_string(percent) + " %", "end");
    svg.text({mark.x, counts_bottom + 18}, std::to_string(percent) + " %", percent == 100 ? "end" : "middle");
  }
  svg.line(at(0, 0), at(1, 1), "quiet");
  svg.text({left + 8, top + 18}, "share read right", "");
  svg.text({(left + right) / 2, counts_bottom + 36}, "confidence", "middle");
}

// Wilson's interval, two standard errors either way: it stays within 0 to 1 and is honest about few samples.
void draw_interval(Svg& svg, const CalibrationBin& bin) {
  const double n = static_cast<double>(bin.samples), p = bin.accuracy, z = 2;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  svg.line(at(bin.confidence, std::max(0., middle - half)), at(bin.confidence, std::min(1., middle + half)),
           "accent");
}

void draw_counts(Svg& svg, const std::vector<CalibrationBin>& bins) {
  size_t most = 1;
  for (const CalibrationBin& bin : bins) most = std::max(most, bin.samples);
  const double step = (right - left) / static_cast<double>(bins.size());
  for (size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].samples == 0) continue;
    const double share =
        std::log1p(static_cast<double>(bins[i].samples)) / std::log1p(static_cast<double>(most));
    const double tall = share * (counts_bottom - counts_top - 12), x = left + step * static_cast<double>(i);
    svg.rectangle({x + 1, counts_bottom - tall}, step - 2, tall, "quiet", 0.5);
    svg.text({x + step / 2, counts_bottom - tall - 3}, std::to_string(bins[i].samples), "count middle");
  }
}

}  // namespace

Svg reliability_diagram(const Evaluation& evaluation) {
  Svg svg(width, height, "Reliability diagram");
  draw_frame(svg);
  for (const CalibrationBin& bin : evaluation.calibration)
    if (bin.samples) draw_interval(svg, bin);
  for (const CalibrationBin& bin : evaluation.calibration)
    if (bin.samples) svg.circle(at(bin.confidence, bin.accuracy), 4, "accent");
  draw_counts(svg, evaluation.calibration);
  svg.text({right - 8, bottom - 12}, "calibration error " + percent(evaluation.ece, 2), "ink end strong");
  return svg;
}

}  // namespace inkling::report
