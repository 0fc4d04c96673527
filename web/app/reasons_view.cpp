#include <algorithm>
#include <cmath>

#include "web/app/ink_drawing.h"
#include "web/app/inside_views.h"

namespace inkling::page {

namespace {

// Falls of the log-odds below this say little, however small the others are.
constexpr float considerable = 3;
// What is shown as speaking against the answer, as a share of the largest influence.
constexpr float against = -0.1f;
constexpr float broadest = 3.4f;  // of the mark, in widths of the pen
constexpr float faintness = 0.36f;

// A stroke in small steps, each with what the ink there says.
struct Bead {
  Point point;
  float width;   // in widths of the pen
  float speaks;  // -1 to 1: for the answer above 0
};

ImU32 mixed(ImU32 from, ImU32 to, float share) {
  ImU32 colour = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto a = static_cast<float>(from >> shift & 255), b = static_cast<float>(to >> shift & 255);
    colour |= static_cast<ImU32>(a + share * (b - a) + 0.5f) << shift;
  }
  return colour;
}

// The mean of the parts around a place of a stroke, those counting most in whose middle it lies.
float fall_at(std::span<const Part> parts, size_t stroke, float place) {
  float sum = 0, weights = 0;
  for (const Part& part : parts) {
    if (part.stroke != stroke || place < part.from || place > part.to) continue;
    const float reach = place < part.middle ? part.middle - part.from : part.to - part.middle;
    const float nearness = reach > 0 ? 1 - std::abs(place - part.middle) / reach : 1;
    const float weight = nearness * nearness + 1e-3f;
    sum += weight * part.fall;
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}

float largest_fall(const Influence& influence) {
  float largest = considerable;
  for (const Part& part : influence.parts()) largest = std::max(largest, std::abs(part.fall));
  return largest;
}

std::vector<Bead> beads_of(const Stroke& points, const std::vector<float>& widths, const Influence& influence,
                           size_t stroke, float scale) {
  constexpr float apart = 4;  // pixels
  const float largest = largest_fall(influence);
  std::vector<Bead> beads;
  const auto add = [&](Point point, float width, float place) {
    beads.push_back({point, width, fall_at(influence.parts(), stroke, place) / largest});
  };
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    const Point a = points[i], b = points[i + 1];
    const int steps = std::clamp(static_cast<int>(scale * std::hypot(b.x - a.x, b.y - a.y) / apart), 1, 200);
    for (int k = 0; k < steps; ++k) {
      const float share = static_cast<float>(k) / static_cast<float>(steps);
      add({std::lerp(a.x, b.x, share), std::lerp(a.y, b.y, share)},
          std::lerp(widths[i], widths[i + 1], share), static_cast<float>(i) + share);
    }
  }
  add(points.back(), widths.back(), static_cast<float>(points.size() - 1));
  return beads;
}

class ReasonsPen {
 public:
  ReasonsPen(Painter& painter, const Transform& to_screen, float pen, float strength)
      : painter_(painter), to_screen_(to_screen), pen_(pen), strength_(strength) {}

  // The broad mark under the ink.
  void mark(std::span<const Bead> beads) {
    const ImU32 colour = mixed(painter_.theme.panel, painter_.theme.accent, faintness * strength_);
    begin();
    for (const Bead& bead : beads) {
      if (bead.speaks > 0) {
        add(bead, bead.width + strength_ * bead.speaks * (broadest - 1));
      } else {
        draw(colour);
        begin();
      }
    }
    draw(colour);
  }

  // The ink itself: whole, and dashed where it speaks against the answer.
  void ink(std::span<const Bead> beads) {
    const auto is_against = [](const Bead& bead) { return bead.speaks < against; };
    for (size_t from = 0; from < beads.size();) {
      const bool dashed = is_against(beads[from]);
      size_t to = from + 1;
      while (to < beads.size() && is_against(beads[to]) == dashed) ++to;
      const auto run = beads.subspan(from, std::min(to + 1, beads.size()) - from);
      if (dashed) {
        dashes(run);
      } else {
        begin();
        for (const Bead& bead : run) add(bead, bead.width);
        draw(painter_.theme.ink);
      }
      from = to;
    }
  }

 private:
  void dashes(std::span<const Bead> beads) {
    const ImU32 colour = mixed(painter_.theme.ink, painter_.theme.quiet, strength_);
    const float dash = pen_, period = 3 * pen_;
    float way = 0;  // since the last dash began
    begin();
    for (size_t i = 0; i < beads.size(); ++i) {
      if (i > 0)
        way += to_screen_.scale *
               std::hypot(beads[i].point.x - beads[i - 1].point.x, beads[i].point.y - beads[i - 1].point.y);
      if (way > period) way -= period;
      if (way <= dash) {
        add(beads[i], 0.8f * beads[i].width);
      } else {
        draw(colour);
        begin();
      }
    }
    draw(colour);
  }

  void begin() {
    points_.clear();
    widths_.clear();
  }
  void add(const Bead& bead, float width) {
    points_.push_back(bead.point);
    widths_.push_back(width);
  }
  void draw(ImU32 colour) {
    if (!points_.empty()) draw_stroke(painter_.list, points_, widths_, to_screen_, pen_, colour);
  }

  Painter& painter_;
  const Transform& to_screen_;
  float pen_, strength_;
  Stroke points_;
  std::vector<float> widths_;
};

}  // namespace

void draw_reasons(Painter& painter, const Drawing& drawing, const Reasons& reasons,
                  const Transform& to_screen, float pen) {
  std::vector<std::vector<Bead>> strokes;
  for (size_t i = 0; i < reasons.strokes.size(); ++i) {
    const size_t stroke = reasons.strokes[i];
    strokes.push_back(beads_of(drawing.ink.strokes[stroke], widths_of(drawing.samples[stroke]),
                               reasons.influence, i, to_screen.scale));
  }
  ReasonsPen drawn(painter, to_screen, pen, reasons.strength);
  for (const auto& beads : strokes) drawn.mark(beads);
  for (const auto& beads : strokes) drawn.ink(beads);
}

void draw_reasons(Painter& painter, const Drawing& drawing, const Reasons& reasons, const Box& box) {
  Ink ink;
  for (const size_t stroke : reasons.strokes) ink.strokes.push_back(drawing.ink.strokes[stroke]);
  const auto bounded = bounds(ink);
  if (!bounded) return;
  const float side = std::max({bounded->width(), bounded->height(), 1.0f});
  const float pen = 0.055f * std::min(box.width(), box.height());
  const float margin = broadest / 2 * pen;
  const float scale = (std::min(box.width(), box.height()) - 2 * margin) / side;
  const Transform to_screen{scale, (box.left + box.right) / 2 - scale * (bounded->left + bounded->right) / 2,
                            (box.top + box.bottom) / 2 - scale * (bounded->top + bounded->bottom) / 2};
  draw_reasons(painter, drawing, reasons, to_screen, pen);
}

}  // namespace inkling::page
