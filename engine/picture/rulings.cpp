#include "engine/picture/rulings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

namespace inkling {
namespace {

constexpr double steepest = 0.17;       // ten degrees
constexpr int sampled = 4;              // of the columns one in so many votes
constexpr double thickest = 0.02;       // of the picture's longer side
constexpr double least_coverage = 0.5;  // of the columns
constexpr double shortest =
    0.4;  // of a ruling that leaves the picture at the top or bottom, as a share of the width
constexpr double farthest_from_side = 0.15;  // where a ruling begins and ends, as a share of the width
constexpr int wobble = 4;                    // pixels a ruling may be away from straight
constexpr int most_rulings = 200;
constexpr double darkest = 1.5;  // times as dark as the ruling mostly is; what is darker is a stroke along it

// Pixels [top, bottom) of a column that are ink one above the other.
struct Run {
  int top, bottom;
  int thickness() const { return bottom - top; }
  double middle() const { return (top + bottom) / 2.0; }
};

// The greater of the middle two of an even number.
int median(std::vector<int>& values) {
  const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Image transposed(const Image& image) {
  Image result{image.height, image.width, {}};
  result.pixels.reserve(image.pixels.size());
  for (int x = 0; x < image.width; ++x) {
    for (int y = 0; y < image.height; ++y) result.pixels.push_back(image.at(x, y));
  }
  return result;
}

// y = offset + slope * x.
struct StraightLine {
  double offset, slope;
  double at(int x) const { return offset + slope * x; }
};

// Votes of thin runs for the lines through them, by slope and by where the line cuts the left side: a Hough
// transform. Source: Duda and Hart, "Use of the Hough Transformation to Detect Lines and Curves in Pictures",
// 1972.
class Votes {
 public:
  Votes(int width, int height)
      : slopes_(2 * static_cast<int>(steepest * width / 2) + 1),
        lowest_(static_cast<int>(steepest * width) + 1),
        offsets_((height + 2 * lowest_) / 2 + 2),
        step_(slopes_ > 1 ? 2 * steepest / (slopes_ - 1) : 0),
        counts_(static_cast<size_t>(slopes_) * static_cast<size_t>(offsets_)) {}

  void add(int x, double y, int votes) {
    for (int slope = 0; slope < slopes_; ++slope) {
      const int offset = static_cast<int>((y - slope_of(slope) * x + lowest_) / 2);
      counts_[static_cast<size_t>(slope) * static_cast<size_t>(offsets_) + static_cast<size_t>(offset)] +=
          votes;
    }
  }
  // The line with most votes, which then has none.
  std::pair<StraightLine, int> take_best() {
    const auto best = std::max_element(counts_.begin(), counts_.end());
    const auto place = static_cast<int>(best - counts_.begin());
    const int votes = *best;
    *best = 0;
    return {{place % offsets_ * 2 + 1.0 - lowest_, slope_of(place / offsets_)}, votes};
  }

 private:
  double slope_of(int index) const { return index * step_ - (slopes_ > 1 ? steepest : 0); }

  int slopes_, lowest_, offsets_;
  double step_;
  std::vector<int> counts_;  // [slopes, offsets], an offset for every two pixels
};

class Remover {
 public:
  Remover(Image& image, uint8_t paper)
      : image_(image),
        paper_(paper),
        thickest_run_(std::max(2, static_cast<int>(thickest * std::max(image.width, image.height)))),
        votes_(image.width, image.height) {}

  void remove_level_rulings() {
    for (int x = 0; x < image_.width; x += sampled) {
      for (int y = 0; y < image_.height; ++y) {
        if (!ink(x, y)) continue;
        const Run run = run_at(x, y);
        if (run.thickness() <= thickest_run_) votes_.add(x, run.middle(), 1);
        y = run.bottom;
      }
    }
    const int columns = (image_.width + sampled - 1) / sampled;
    for (int i = 0; i < most_rulings; ++i) {
      const auto [line, votes] = votes_.take_best();
      // A ruling that wobbles or is thick spreads its votes over neighbouring bins.
      if (votes < least_coverage * shortest * columns) return;
      const auto runs = trace(line);
      if (is_ruling(line, runs)) erase(runs);
    }
  }

 private:
  bool ink(int x, int y) const { return image_.at(x, y) > paper_; }

  Run run_at(int x, int y) const {
    Run run{y, y + 1};
    while (run.top > 0 && ink(x, run.top - 1)) --run.top;
    while (run.bottom < image_.height && ink(x, run.bottom)) ++run.bottom;
    return run;
  }

  // The run nearest to y, at most `wobble` away.
  std::optional<Run> run_near(int x, double y) const {
    const int middle = static_cast<int>(std::lround(y));
    for (int away = 0; away <= wobble; ++away) {
      for (const int row : {middle - away, middle + away}) {
        if (row >= 0 && row < image_.height && ink(x, row)) return run_at(x, row);
      }
    }
    return std::nullopt;
  }

  // The run on the line in every column: [width].  Thin ones lead: a line may drift by `wobble` from the
  // straight.
  std::vector<std::optional<Run>> trace(const StraightLine& line) const {
    std::vector<std::optional<Run>> runs;
    double drift = 0;
    for (int x = 0; x < image_.width; ++x) {
      const auto run = run_near(x, line.at(x) + drift);
      if (run && run->thickness() <= thickest_run_)
        drift = std::clamp(0.9 * drift + 0.1 * (run->middle() - line.at(x)), -1.0 * wobble, 1.0 * wobble);
      runs.push_back(run);
    }
    return runs;
  }

  bool is_thin(const std::optional<Run>& run) const { return run && run->thickness() <= thickest_run_; }

  // Whether thin runs lead through the picture along the line, as far as that lies within it.
  bool is_ruling(const StraightLine& line, const std::vector<std::optional<Run>>& runs) const {
    int columns = 0, thin = 0, before = 0, since = 0;  // before the first thin run, since the last
    for (int x = 0; x < image_.width; ++x) {
      if (line.at(x) < 0 || line.at(x) >= image_.height) continue;
      ++columns;
      ++since;
      if (!is_thin(runs[static_cast<size_t>(x)])) continue;
      if (thin++ == 0) before = columns;
      since = 0;
    }
    const double margin = farthest_from_side * columns;
    return columns >= shortest * image_.width && thin >= least_coverage * columns && before <= margin + 1 &&
           since <= margin;
  }

  // Of the darkest pixel of a run in column x.
  int level(int x, const Run& run) const {
    int result = 0;
    for (int y = run.top; y < run.bottom; ++y) result = std::max<int>(result, image_.at(x, y));
    return result;
  }

  // What is at most twice as thick as the ruling mostly is, and hardly darker; a stroke across it is longer.
  void erase(const std::vector<std::optional<Run>>& runs) {
    std::vector<int> thicknesses, levels;
    for (int x = 0; x < image_.width; ++x) {
      const auto& run = runs[static_cast<size_t>(x)];
      if (!is_thin(run)) continue;
      thicknesses.push_back(run->thickness());
      levels.push_back(level(x, *run));
    }
    const int usual = median(thicknesses), most = usual + std::max(2, usual);
    const double most_level = paper_ + darkest * (median(levels) - paper_);
    for (int x = 0; x < image_.width; ++x) {
      const auto& run = runs[static_cast<size_t>(x)];
      if (!run || run->thickness() > most || level(x, *run) > most_level) continue;
      if (x % sampled == 0) votes_.add(x, run->middle(), -1);
      for (int y = run->top; y < run->bottom; ++y)
        image_.pixels[static_cast<size_t>(y) * static_cast<size_t>(image_.width) + static_cast<size_t>(x)] =
            paper_;
    }
  }

  Image& image_;
  uint8_t paper_;
  int thickest_run_;
  Votes votes_;
};

}  // namespace

void remove_rulings(Image& image, uint8_t paper) {
  if (image.pixels.empty()) return;
  Remover(image, paper).remove_level_rulings();
  image = transposed(image);
  Remover(image, paper).remove_level_rulings();
  image = transposed(image);
}

}  // namespace inkling
