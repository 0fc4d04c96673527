#include "trainer/augment/morph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace inkling::trainer {
namespace {

constexpr int places = 32;  // on each stroke, evenly along it
constexpr float most_distant =
    0.12f;  // how far apart points may lie on average, as a share of the ink's size
constexpr float no_size = 1e-30f;

// Even places along a stroke, in a box whose longer side is 1 around (0, 0).
using Line = std::array<Point, places>;

struct Frame {
  Point middle;
  float size;
};

std::optional<Frame> frame(const Ink& ink) {
  const std::optional<Box> box = bounds(ink);
  const float size = box ? std::max(box->width(), box->height()) : 0;
  if (!(size > no_size) || !std::isfinite(size)) return std::nullopt;
  return Frame{{box->left + box->width() / 2, box->top + box->height() / 2}, size};
}

Line line(const Stroke& stroke, const Frame& frame) {
  std::vector<float> way(stroke.size());  // from its beginning to each point
  for (size_t at = 1; at < stroke.size(); ++at)
    way[at] = way[at - 1] + std::hypot(stroke[at].x - stroke[at - 1].x, stroke[at].y - stroke[at - 1].y);
  Line line;
  size_t next = 0;  // the first point that is at least as far
  for (int place = 0; place < places; ++place) {
    const float wanted = way.back() * static_cast<float>(place) / (places - 1);
    while (next + 1 < stroke.size() && way[next] < wanted) ++next;
    Point point = stroke[next];
    if (next > 0 && way[next] > way[next - 1]) {
      const float share = std::min(1.f, (wanted - way[next - 1]) / (way[next] - way[next - 1]));
      const Point from = stroke[next - 1];
      point = {from.x + share * (point.x - from.x), from.y + share * (point.y - from.y)};
    }
    line[place] = {(point.x - frame.middle.x) / frame.size, (point.y - frame.middle.y) / frame.size};
  }
  return line;
}

struct Pair {
  int first, second;
};

// The pairs of places, from both ends to both beginnings, that lie closest in sum.  sum: of their distances.
std::vector<Pair> pairs(const Line& first, const Line& second, float& sum) {
  std::array<std::array<float, places>, places> least;
  const auto distance = [&](int a, int b) {
    return std::hypot(first[a].x - second[b].x, first[a].y - second[b].y);
  };
  const auto before = [&](int a, int b) -> Pair {
    if (a == 0) return {a, b - 1};
    if (b == 0) return {a - 1, b};
    const float both = least[a - 1][b - 1], one = least[a - 1][b], other = least[a][b - 1];
    if (both <= one && both <= other) return {a - 1, b - 1};
    return one <= other ? Pair{a - 1, b} : Pair{a, b - 1};
  };
  for (int a = 0; a < places; ++a) {
    for (int b = 0; b < places; ++b) {
      least[a][b] = distance(a, b);
      if (a + b == 0) continue;
      const Pair last = before(a, b);
      least[a][b] += least[last.first][last.second];
    }
  }
  sum += least[places - 1][places - 1];
  std::vector<Pair> result;
  Pair at{places - 1, places - 1};
  result.push_back(at);
  while (at.first + at.second > 0) {
    at = before(at.first, at.second);
    result.push_back(at);
  }
  std::ranges::reverse(result);
  return result;
}

}  // namespace

std::optional<Ink> morphed(const Ink& ink, const Ink& other, float share) {
  const std::optional<Frame> from = frame(ink), to = frame(other);
  if (!from || !to || ink.strokes.size() != other.strokes.size()) return std::nullopt;
  Ink result;
  float sum = 0;
  size_t count = 0;
  for (size_t at = 0; at < ink.strokes.size(); ++at) {
    if (ink.strokes[at].empty() || other.strokes[at].empty()) return std::nullopt;
    const Line first = line(ink.strokes[at], *from), second = line(other.strokes[at], *to);
    Stroke stroke;
    for (const auto [a, b] : pairs(first, second, sum)) {
      const Point moved{first[a].x + share * (second[b].x - first[a].x),
                        first[a].y + share * (second[b].y - first[a].y)};
      stroke.push_back({from->middle.x + from->size * moved.x, from->middle.y + from->size * moved.y});
    }
    count += stroke.size();
    result.strokes.push_back(std::move(stroke));
  }
  if (sum > most_distant * static_cast<float>(count)) return std::nullopt;
  return result;
}

}  // namespace inkling::trainer
