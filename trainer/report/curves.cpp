#include "trainer/report/curves.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>

namespace inkling::report {
namespace {

constexpr double width = 400, height = 256, left = 52, right = 328, top = 12, bottom = 224;
// What accuracies of 1 are drawn as: above it there is no logarithm.
constexpr double least_error = 1e-4;

struct Curve {
  const char* name;
  const char* classes;
  std::vector<Position> points;  // (epoch, value), values above 0
};

// Where epochs and values lie in the picture.
struct Scale {
  double first_epoch, last_epoch, least, most;
  bool upwards;  // larger values above

  Position at(Position point) const {
    const double along =
        last_epoch > first_epoch ? (point.x - first_epoch) / (last_epoch - first_epoch) : 0.5;
    const double share = std::log(point.y / least) / std::log(most / least);
    return {left + along * (right - left),
            upwards ? bottom - share * (bottom - top) : top + share * (bottom - top)};
  }
};

Scale scale_for(const std::vector<Curve>& curves, bool upwards) {
  Scale scale{INFINITY, -INFINITY, INFINITY, 0, upwards};
  for (const Curve& curve : curves) {
    for (const Position& point : curve.points) {
      scale.first_epoch = std::min(scale.first_epoch, point.x);
      scale.last_epoch = std::max(scale.last_epoch, point.x);
      scale.least = std::min(scale.least, point.y);
      scale.most = std::max(scale.most, point.y);
    }
  }
  scale.least /= 1.15;
  scale.most *= 1.15;
  return scale;
}

// The 1, 2 and 5 of every power of ten between the ends; only the 1s where there would be too many.
std::vector<double> ticks_between(double least, double most) {
  const bool many = most / least > 2000;
  std::vector<double> ticks;
  for (int power = -12; power <= 12; ++power) {
    for (const double first : {1., 2., 5.}) {
      const double tick = first * std::pow(10, power);
      if (tick >= least && tick <= most && (first == 1 || !many)) ticks.push_back(tick);
    }
  }
  return ticks;
}

std::string short_number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4g", value);
  return digits;
}

void draw_value_axis(Svg& svg, const Scale& scale, const std::function<std::string(double)>& name) {
  for (const double tick : ticks_between(scale.least, scale.most)) {
    const double y = scale.at({scale.first_epoch, tick}).y;
    svg.line({left, y}, {right, y}, "lines");
    svg.text({left - 8, y + 4}, name(tick), "end");
  }
}

void draw_epoch_axis(Svg& svg, const Scale& scale) {
  const double epochs = scale.last_epoch - scale.first_epoch;
  double step = 1;
  for (const double factor : {2., 2.5, 2.}) {
    if (epochs / step <= 6) break;
    step *= factor;
  }
  while (epochs / step > 8) step *= 2;
  double last = -INFINITY;
  for (double epoch = std::ceil(scale.first_epoch / step) * step; epoch <= scale.last_epoch; epoch += step) {
    last = scale.at({epoch, scale.least}).x;
    svg.text({last, bottom + 20}, short_number(epoch), "middle");
  }
  if (right - last > 56 || last == -INFINITY || epochs == 0)
    svg.text({right, bottom + 20}, "epoch", "end");
  else
    svg.text({right + 20, bottom + 20}, "epoch", "");
}

// Names stand at the curves' ends, apart from each other.
void draw_names(Svg& svg, const std::vector<Curve>& curves, const Scale& scale) {
  std::vector<double> heights;
  for (const Curve& curve : curves) heights.push_back(scale.at(curve.points.back()).y);
  if (curves.size() == 2 && std::abs(heights[0] - heights[1]) < 16) {
    const double middle = (heights[0] + heights[1]) / 2, half = heights[0] < heights[1] ? 8 : -8;
    heights = {middle - half, middle + half};
  }
  for (size_t i = 0; i < curves.size(); ++i)
    svg.text({right + 10, heights[i] + 4}, curves[i].name, curves[i].classes);
}

std::optional<Svg> draw(std::string_view title, std::vector<Curve> curves, bool upwards,
                        const std::function<std::string(double)>& name) {
  std::erase_if(curves, [](const Curve& curve) { return curve.points.empty(); });
  if (curves.empty()) return std::nullopt;
  Svg svg(width, height, title);
  const Scale scale = scale_for(curves, upwards);
  draw_value_axis(svg, scale, name);
  draw_epoch_axis(svg, scale);
  for (const Curve& curve : curves) {
    std::vector<Position> line;
    for (const Position& point : curve.points) line.push_back(scale.at(point));
    svg.polyline(line, curve.classes);
    svg.circle(line.back(), 3.5, curve.classes);
  }
  draw_names(svg, curves, scale);
  return svg;
}

std::vector<Position> points_of(const std::vector<Epoch>& epochs, double Epoch::* value,
                                const std::function<double(double)>& shown) {
  std::vector<Position> points;
  for (const Epoch& epoch : epochs) {
    const double drawn = shown(epoch.*value);
    if (std::isfinite(epoch.epoch) && std::isfinite(drawn) && drawn > 0)
      points.push_back({epoch.epoch, drawn});
  }
  return points;
}

}  // namespace

std::optional<Svg> loss_curves(const std::vector<Epoch>& epochs) {
  const auto same = [](double loss) { return loss; };
  return draw("Loss over the epochs",
              {{"training", "quiet", points_of(epochs, &Epoch::loss, same)},
               {"validation", "accent", points_of(epochs, &Epoch::validation_loss, same)}},
              true, short_number);
}

std::optional<Svg> accuracy_curves(const std::vector<Epoch>& epochs) {
  const auto error = [](double accuracy) {
    return std::isnan(accuracy) ? NAN : std::max(least_error, 1 - accuracy);
  };
  return draw("Accuracy over the epochs",
              {{"training", "quiet", points_of(epochs, &Epoch::training_accuracy, error)},
               {"validation", "accent", points_of(epochs, &Epoch::validation_accuracy, error)}},
              false, [](double wrong) { return short_number(100 - 100 * wrong) + " %"; });
}

}  // namespace inkling::report
