#include "engine/insight/influence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/ink/rasterise.h"
#include "engine/network/input.h"

namespace inkling {
namespace {

// In pixels of the glyph, in which the pen is about 2.4 wide: shorter gaps are bridged by the pen's round
// ends.
constexpr float length_of_part = 6;
constexpr float parts_a_length = 3;  // that begin within the length of one
constexpr float most_lengths = 64;   // of all ink: a scribble has longer parts
constexpr size_t most_strokes = 100;

float distance(Point a, Point b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

// Where on a stroke one is after a way along it.
class Way {
 public:
  explicit Way(const Stroke& stroke) : ways_{0} {
    for (size_t i = 1; i < stroke.size(); ++i)
      ways_.push_back(ways_.back() + distance(stroke[i - 1], stroke[i]));
  }

  float length() const { return ways_.back(); }

  Place at(float way) const {
    if (!(way > 0)) return 0;
    if (way >= length()) return static_cast<Place>(ways_.size() - 1);
    const auto next = std::ranges::upper_bound(ways_, way);
    const float before = *(next - 1);
    return static_cast<Place>(next - 1 - ways_.begin()) + (way - before) / (*next - before);
  }

 private:
  std::vector<float> ways_;  // [points]: the way from the first
};

// cut: the length of a part, in the ink's unit.
void append_parts(const Way& way, size_t stroke, float cut, std::vector<Part>& parts) {
  // The first part begins with the stroke, and the last one ends with it.
  const float room = way.length() > cut ? way.length() - cut : 0;
  const int steps = room > 0 ? static_cast<int>(std::ceil(parts_a_length * room / cut)) : 0;
  for (int i = 0; i <= steps; ++i) {
    const float begin = steps ? room * static_cast<float>(i) / static_cast<float>(steps) : 0;
    const float end = std::min(begin + cut, way.length());
    parts.push_back({stroke, way.at(begin), way.at((begin + end) / 2), way.at(end), 0});
  }
}

std::vector<Part> parts_of(const Ink& ink, float scale) {
  std::vector<Way> ways;
  float length = 0;
  for (const Stroke& stroke : ink.strokes) length += ways.emplace_back(stroke).length();
  const float cut = std::max(length_of_part / scale, length / most_lengths);
  std::vector<Part> parts;
  for (size_t i = 0; i < ways.size(); ++i) append_parts(ways[i], i, cut, parts);
  return parts;
}

Point point_at(const Stroke& stroke, Place place) {
  const auto before = static_cast<size_t>(place);
  const Point from = stroke[before], to = stroke[std::min(before + 1, stroke.size() - 1)];
  const float share = place - static_cast<float>(before);
  return {std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share)};
}

Ink without_part(const Ink& ink, const Part& part) {
  Ink rest = ink;
  const Stroke& stroke = ink.strokes[part.stroke];
  const auto last = static_cast<Place>(stroke.size() - 1);
  rest.strokes.erase(rest.strokes.begin() + static_cast<std::ptrdiff_t>(part.stroke));
  if (part.from > 0) rest.strokes.push_back(piece_of(stroke, 0, part.from));
  if (part.to < last) rest.strokes.push_back(piece_of(stroke, part.to, last));
  return rest;
}

Ink without_stroke(const Ink& ink, size_t stroke) {
  Ink rest = ink;
  rest.strokes.erase(rest.strokes.begin() + static_cast<std::ptrdiff_t>(stroke));
  return rest;
}

}  // namespace

Stroke piece_of(const Stroke& stroke, Place from, Place to) {
  Stroke piece{point_at(stroke, from)};
  for (auto i = static_cast<size_t>(from) + 1; static_cast<Place>(i) < to; ++i) piece.push_back(stroke[i]);
  if (to > from) piece.push_back(point_at(stroke, to));
  return piece;
}

Influence::Influence(const Ink& ink, size_t output) : ink_(ink), output_(output) {
  const std::optional<Box> box = bounds(ink);
  if (!box || ink.strokes.size() > most_strokes) return;
  const Raster raster = rasterise(ink);
  const std::optional<Normalised> normalised = normalise(raster.image);
  if (!normalised) return;
  box_ = *box;
  glyph_ = normalised->glyph;
  fit_ = normalised->fit;
  to_glyph_ = then(raster.from_ink, normalised->from_picture);
  parts_ = parts_of(ink, to_glyph_.scale);
  if (ink.strokes.size() > 1) strokes_.resize(ink.strokes.size());
}

// Of the output against all others together, calibrated as readings are.
Result<float> Influence::log_odds_of(Session& session, std::span<const float> input) {
  logits_.resize(session.model().outputs);
  if (const auto ran = session.run(input, logits_); !ran) return std::unexpected(ran.error());
  const Model& model = session.model();
  const float temperature = model.temperature;
  if (model.knows_outsiders()) logits_.back() += temperature * std::log(model.outsider_odds);
  const float own = std::exchange(logits_[output_], -std::numeric_limits<float>::infinity());
  const float rival = *std::ranges::max_element(logits_);
  float others = 0;
  for (const float logit : logits_) others += std::exp((logit - rival) / temperature);
  return (own - rival) / temperature - std::log(others);
}

Result<void> Influence::read_whole(Session& session) {
  input_.resize(session.model().input_shape().size());
  cut_.resize(input_.size());
  const Seen seen{glyph_, to_glyph_, box_, ink_};
  network_input({&seen, 1}, session.model().planes, input_);
  const auto log_odds = log_odds_of(session, input_);
  if (!log_odds) return std::unexpected(log_odds.error());
  log_odds_ = *log_odds;
  return {};
}

// Every plane of the input is a multiple of the pixel's coverage, and falls with it.
Result<float> Influence::fall_without(Session& session, const Ink& rest) {
  const Glyph left = normalise(rasterise(rest, box_).image, fit_);
  const size_t planes = input_.size() / glyph_size;
  for (size_t pixel = 0; pixel < glyph_size; ++pixel) {
    const float share = glyph_[pixel] ? static_cast<float>(left[pixel]) / glyph_[pixel] : 0;
    for (size_t plane = 0; plane < planes; ++plane)
      cut_[pixel * planes + plane] = share * input_[pixel * planes + plane];
  }
  const auto log_odds = log_odds_of(session, cut_);
  if (!log_odds) return std::unexpected(log_odds.error());
  return log_odds_ - *log_odds;
}

Result<void> Influence::step(Session& session) {
  if (is_done()) return {};
  if (done_ == 0)
    if (const auto read = read_whole(session); !read) return read;
  const bool is_part = done_ < parts_.size();
  const size_t stroke = done_ - (is_part ? 0 : parts_.size());
  const auto fall =
      fall_without(session, is_part ? without_part(ink_, parts_[done_]) : without_stroke(ink_, stroke));
  if (!fall) return std::unexpected(fall.error());
  (is_part ? parts_[done_].fall : strokes_[stroke]) = *fall;
  ++done_;
  return {};
}

}  // namespace inkling
