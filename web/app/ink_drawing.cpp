#include "web/app/ink_drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "imgui_internal.h"
#include "web/app/theme.h"

namespace inkling::page {

namespace {

struct Dot {
  ImVec2 place;
  float radius = 0;
};

ImVec2 operator+(ImVec2 a, ImVec2 b) {
  return {a.x + b.x, a.y + b.y};
}
ImVec2 operator-(ImVec2 a, ImVec2 b) {
  return {a.x - b.x, a.y - b.y};
}
ImVec2 operator*(float factor, ImVec2 a) {
  return {factor * a.x, factor * a.y};
}
float dot(ImVec2 a, ImVec2 b) {
  return a.x * b.x + a.y * b.y;
}
float length(ImVec2 a) {
  return std::sqrt(dot(a, a));
}
ImVec2 left_of(ImVec2 direction) {
  return {direction.y, -direction.x};
}

Dot between(const Dot& a, const Dot& b) {
  return {0.5f * (a.place + b.place), (a.radius + b.radius) / 2};
}

// The edge of the ink fades over twice this, in pixels, half inside and half outside.
constexpr float softness = 0.5f;

// The stroke as pixels, without points that coincide.
std::vector<Dot> dots_of(std::span<const Point> points, std::span<const float> widths,
                         const Transform& to_screen, float pen_size) {
  std::vector<Dot> dots;
  dots.reserve(points.size());
  for (size_t i = 0; i < points.size(); ++i) {
    const Point place = to_screen(points[i]);
    const Dot next{{place.x, place.y}, std::max(widths[i] * pen_size / 2, softness)};
    if (dots.empty() || length(next.place - dots.back().place) > 0.25f) dots.push_back(next);
  }
  return dots;
}

// Appends the quadratic Bezier curve from `a` to `c`, `a` excluded, as pieces short enough to look round.
void append_curve(std::vector<Dot>& path, const Dot& a, const Dot& b, const Dot& c) {
  const float bend = length(a.place - 2 * b.place + c.place);
  const int pieces = std::clamp(static_cast<int>(std::ceil(std::sqrt(bend * 2))), 1, 32);
  for (int i = 1; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(pieces), s = 1 - t;
    path.push_back({s * s * a.place + 2 * s * t * b.place + t * t * c.place,
                    s * s * a.radius + 2 * s * t * b.radius + t * t * c.radius});
  }
}

bool is_corner(const Dot& before, const Dot& at, const Dot& after) {
  const ImVec2 in = at.place - before.place, out = after.place - at.place;
  constexpr float cosine_of_corner = 0.35f;
  return dot(in, out) < cosine_of_corner * length(in) * length(out);
}

// What a hand means by a few samples: a smooth path through the middles between the dots, which bend it, and
// through the dots themselves where the hand turned a corner.
std::vector<Dot> smooth(const std::vector<Dot>& dots) {
  if (dots.size() < 3) return dots;
  std::vector<Dot> path{dots.front()};
  for (size_t i = 1; i + 1 < dots.size(); ++i) {
    const Dot middle = between(dots[i], dots[i + 1]);
    if (is_corner(dots[i - 1], dots[i], dots[i + 1])) {
      path.push_back(dots[i]);
      path.push_back(middle);
    } else {
      append_curve(path, Dot(path.back()), dots[i], middle);
    }
  }
  path.push_back(dots.back());
  return path;
}

class Pen {
 public:
  Pen(ImDrawList& list, ImU32 colour)
      : list_(list), white_(list._Data->TexUvWhitePixel), solid_(colour), clear_(colour & ~IM_COL32_A_MASK) {}

  // A fan around its middle, from `angle` on through `sweep` radians.
  void arc(const Dot& dot, float angle, float sweep) {
    const int pieces =
        std::clamp(static_cast<int>(std::ceil(std::abs(sweep) * std::sqrt(dot.radius) * 1.2f)), 4, 96);
    list_.PrimReserve(9 * pieces, 1 + 2 * (pieces + 1));
    const ImDrawIdx middle = vertex(dot.place, solid_);
    for (int i = 0; i <= pieces; ++i) {
      const float at = angle + sweep * static_cast<float>(i) / static_cast<float>(pieces);
      const ImVec2 out{std::cos(at), std::sin(at)};
      const ImDrawIdx inner = vertex(dot.place + (dot.radius - softness) * out, solid_);
      const ImDrawIdx outer = vertex(dot.place + (dot.radius + softness) * out, clear_);
      if (i == 0) continue;
      triangle(middle, inner - 2, inner);
      triangle(inner - 2, outer - 2, outer);
      triangle(inner - 2, outer, inner);
    }
  }

  // A half disc that ends a stroke which came from `direction`.
  void cap(const Dot& dot, ImVec2 direction) {
    constexpr float half_turn = std::numbers::pi_v<float>;
    arc(dot, std::atan2(direction.y, direction.x) - half_turn / 2, half_turn);
  }

  void disc(const Dot& dot) { arc(dot, 0, 2 * std::numbers::pi_v<float>); }

  // A band along dots [2 or more] whose normals [same count] point left.
  void band(std::span<const Dot> dots, std::span<const ImVec2> normals) {
    const int pieces = static_cast<int>(dots.size()) - 1;
    list_.PrimReserve(18 * pieces, 4 * (pieces + 1));
    for (size_t i = 0; i < dots.size(); ++i) {
      const Dot& at = dots[i];
      const ImVec2 inner = (at.radius - softness) * normals[i], outer = (at.radius + softness) * normals[i];
      const ImDrawIdx first = vertex(at.place + outer, clear_);
      vertex(at.place + inner, solid_);
      vertex(at.place - inner, solid_);
      vertex(at.place - outer, clear_);
      if (i == 0) continue;
      for (ImDrawIdx lane = first; lane < first + 3; ++lane) {
        triangle(lane - 4, lane - 3, lane + 1);
        triangle(lane - 4, lane + 1, lane);
      }
    }
  }

 private:
  ImDrawIdx vertex(ImVec2 place, ImU32 colour) {
    const ImDrawIdx index = list_._VtxCurrentIdx;
    list_.PrimWriteVtx(place, white_, colour);
    return index;
  }

  void triangle(ImDrawIdx a, ImDrawIdx b, ImDrawIdx c) {
    list_.PrimWriteIdx(a);
    list_.PrimWriteIdx(b);
    list_.PrimWriteIdx(c);
  }

  ImDrawList& list_;
  ImVec2 white_;
  ImU32 solid_, clear_;
};

// Bands between corners, a disc on each corner, a cap on each end.
void draw_path(Pen& pen, std::span<const Dot> path) {
  constexpr float cosine_of_corner = 0.8f;
  const size_t last = path.size() - 1;
  const auto direction = [&](size_t i) {
    const ImVec2 step = path[i + 1].place - path[i].place;
    return 1 / std::max(length(step), 1e-6f) * step;
  };
  std::vector<ImVec2> normals;
  size_t begin = 0;
  for (size_t i = 0; i <= last; ++i) {
    if (i == 0) {
      normals.push_back(left_of(direction(0)));
      continue;
    }
    const ImVec2 before = direction(i - 1), after = i < last ? direction(i) : before;
    const float cosine = dot(before, after);
    if (i < last && cosine >= cosine_of_corner) {
      // The mitre, so that the band is as wide in a bend as on either side.
      normals.push_back(1 / (1 + cosine) * (left_of(before) + left_of(after)));
      continue;
    }
    normals.push_back(left_of(before));
    pen.band(path.subspan(begin, i - begin + 1), normals);
    if (i == last) break;
    pen.disc(path[i]);
    begin = i;
    normals.assign(1, left_of(after));
  }
  pen.cap(path.front(), -1 * direction(0));
  pen.cap(path.back(), direction(last - 1));
}

}  // namespace

std::vector<float> widths_of(const std::vector<Sample>& samples) {
  std::vector<float> widths;
  widths.reserve(samples.size());
  for (const Sample& sample : samples)
    widths.push_back(std::lerp(lightest, heaviest, std::clamp(sample.pressure, 0.0f, 1.0f)));
  return widths;
}

void draw_stroke(ImDrawList& list, std::span<const Point> points, std::span<const float> widths,
                 const Transform& to_screen, float pen_size, ImU32 colour) {
  const std::vector<Dot> path = smooth(dots_of(points, widths, to_screen, pen_size));
  if (path.empty()) return;
  Pen pen(list, colour);
  if (path.size() == 1) {
    pen.disc(path.front());
  } else {
    draw_path(pen, path);
  }
}

}  // namespace inkling::page
