#include "engine/glyph/normalise.h"

#include <algorithm>
#include <vector>

namespace inkling {
namespace {

constexpr int box_side = 20;  // of the ink's longer side in the glyph
constexpr int middle = 14;    // the pixel in which the centre of mass comes to lie, counted from 0

struct PixelBox {
  int left, top, right, bottom;  // [left, right) x [top, bottom)
  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

bool any(const uint8_t* begin, const uint8_t* end) {
  return std::any_of(begin, end, [](uint8_t level) { return level > 0; });
}

std::optional<PixelBox> ink_box(const Image& picture) {
  const auto row = [&](int y) { return picture.pixels.data() + static_cast<size_t>(y) * picture.width; };
  PixelBox box{picture.width, 0, 0, picture.height};
  while (box.top < box.bottom && !any(row(box.top), row(box.top) + picture.width)) ++box.top;
  if (box.top == box.bottom) return std::nullopt;
  while (!any(row(box.bottom - 1), row(box.bottom - 1) + picture.width)) --box.bottom;
  for (int y = box.top; y < box.bottom; ++y) {
    const uint8_t* levels = row(y);
    int x = 0;
    while (x < box.left && levels[x] == 0) ++x;
    box.left = x;
    x = picture.width;
    while (x > box.right && levels[x - 1] == 0) --x;
    box.right = x;
  }
  return box;
}

// One direction of the box, in units of which a pixel of the picture has `box_side` and a pixel of the glyph
// `cell`: all overlaps are whole numbers, so the means below are exact and the same on every machine.
struct Axis {
  int64_t length;  // of the ink, in pixels of the picture
  int64_t cell;    // a glyph pixel, in units
  int64_t offset;  // from the edge of the 20 glyph pixels to the ink, in units

  Axis(int64_t ink_length, int64_t longer_side) : length(ink_length), cell(longer_side) {
    if (box_side * length < cell) {
      // Thinner than one pixel: it fills that pixel, else it would fade.
      cell = box_side * length;
      offset = box_side / 2 * cell;
    } else {
      offset = box_side / 2 * (longer_side - length);
      // At the glyph's own scale whole pixels alone, so that a glyph stays sharp.
      if (cell == box_side) offset -= offset % cell;
    }
  }
  // The glyph pixels that the ink overlaps: [first_cell, end_cell) of the 20.
  int first_cell() const { return static_cast<int>(offset / cell); }
  int end_cell() const { return static_cast<int>((offset + box_side * length + cell - 1) / cell); }
  float scale() const { return static_cast<float>(box_side) / static_cast<float>(cell); }
  float shift() const { return static_cast<float>(offset) / static_cast<float>(cell); }
};

// The pixels first to last of the picture which one glyph pixel overlaps, and by how many units; those
// between the two by box_side each.  Empty if last < first.
struct Span {
  int64_t first = 0, last = -1;
  int64_t first_weight = 0, last_weight = 0;

  Span(const Axis& axis, int index) {
    const int64_t begin = std::max<int64_t>(index * axis.cell - axis.offset, 0);
    const int64_t end = std::min((index + 1) * axis.cell - axis.offset, box_side * axis.length);
    if (begin >= end) return;
    first = begin / box_side;
    last = (end - 1) / box_side;
    first_weight = std::min((first + 1) * box_side, end) - begin;
    last_weight = last > first ? end - last * box_side : 0;
  }
};

// The weighted sums of the picture's rows in `rows`, column by column: sums [box width].  `between` is
// scratch of the same shape.
void sum_rows(const Image& picture, const PixelBox& box, const Span& rows, std::vector<uint32_t>& between,
              std::vector<uint64_t>& sums) {
  const auto row = [&](int64_t y) {
    return picture.pixels.data() + static_cast<size_t>(box.top + y) * picture.width + box.left;
  };
  const size_t width = sums.size();
  std::fill(between.begin(), between.end(), 0);
  for (int64_t y = rows.first + 1; y < rows.last; ++y) {
    const uint8_t* levels = row(y);
    for (size_t x = 0; x < width; ++x) between[x] += levels[x];
  }
  const uint8_t* first = row(rows.first);
  const uint8_t* last = row(rows.last);
  const uint64_t first_weight = static_cast<uint64_t>(rows.first_weight);
  const uint64_t last_weight = static_cast<uint64_t>(rows.last_weight);
  for (size_t x = 0; x < width; ++x) {
    sums[x] = uint64_t{between[x]} * box_side + first_weight * first[x] + last_weight * last[x];
  }
}

uint64_t weighted_sum(const std::vector<uint64_t>& values, const Span& span) {
  uint64_t between = 0;
  for (int64_t i = span.first + 1; i < span.last; ++i) between += values[static_cast<size_t>(i)];
  return between * box_side +
         values[static_cast<size_t>(span.first)] * static_cast<uint64_t>(span.first_weight) +
         values[static_cast<size_t>(span.last)] * static_cast<uint64_t>(span.last_weight);
}

using BoxLevels = std::array<uint8_t, box_side * box_side>;  // [20, 20]

BoxLevels reduce(const Image& picture, const PixelBox& box, const Axis& across, const Axis& down) {
  BoxLevels levels{};
  const auto area = static_cast<uint64_t>(across.cell * down.cell);
  std::vector<uint32_t> between(static_cast<size_t>(box.width()));
  std::vector<uint64_t> sums(static_cast<size_t>(box.width()));
  for (int y = 0; y < box_side; ++y) {
    const Span rows(down, y);
    if (rows.last < rows.first) continue;
    sum_rows(picture, box, rows, between, sums);
    for (int x = 0; x < box_side; ++x) {
      const Span columns(across, x);
      if (columns.last < columns.first) continue;
      levels[static_cast<size_t>(y * box_side + x)] =
          static_cast<uint8_t>((weighted_sum(sums, columns) + area / 2) / area);
    }
  }
  return levels;
}

// How far to move ink along one axis so that its centre of mass, moment / mass, comes into the middle pixel,
// as far as it stays inside the glyph.
int shift(const Axis& axis, int64_t moment, int64_t mass) {
  // The whole number s with middle - 1/2 <= moment / mass + s < middle + 1/2.
  const int64_t s = middle - (2 * moment + mass) / (2 * mass);
  return static_cast<int>(std::clamp<int64_t>(s, -axis.first_cell(), glyph_side - axis.end_cell()));
}

struct Shift {
  int x, y;
};

Shift centring(const BoxLevels& levels, const Axis& across, const Axis& down) {
  int64_t mass = 0, moment_x = 0, moment_y = 0;
  for (int y = 0; y < box_side; ++y) {
    for (int x = 0; x < box_side; ++x) {
      const int64_t level = levels[static_cast<size_t>(y * box_side + x)];
      mass += level;
      moment_x += level * x;
      moment_y += level * y;
    }
  }
  constexpr int margin = (glyph_side - box_side) / 2;
  if (mass == 0) return {margin, margin};  // ink so faint that none is left
  return {shift(across, moment_x, mass), shift(down, moment_y, mass)};
}

// Both directions of a box.
struct Axes {
  Axis across, down;

  explicit Axes(const PixelBox& box)
      : across(box.width(), std::max(box.width(), box.height())),
        down(box.height(), std::max(box.width(), box.height())) {}
};

Glyph moved(const BoxLevels& levels, const Axes& axes, int move_x, int move_y) {
  Glyph glyph{};
  for (int y = axes.down.first_cell(); y < axes.down.end_cell(); ++y) {
    for (int x = axes.across.first_cell(); x < axes.across.end_cell(); ++x) {
      glyph[static_cast<size_t>((y + move_y) * glyph_side + x + move_x)] =
          levels[static_cast<size_t>(y * box_side + x)];
    }
  }
  return glyph;
}

}  // namespace

std::optional<Normalised> normalise(const Image& picture) {
  const std::optional<PixelBox> box = ink_box(picture);
  if (!box) return std::nullopt;
  const Axes axes(*box);
  const BoxLevels levels = reduce(picture, *box, axes.across, axes.down);
  const Shift shift = centring(levels, axes.across, axes.down);
  const float scale = std::min(axes.across.scale(), axes.down.scale());
  return Normalised{
      moved(levels, axes, shift.x, shift.y),
      {scale, axes.across.shift() + static_cast<float>(shift.x) - scale * static_cast<float>(box->left),
       axes.down.shift() + static_cast<float>(shift.y) - scale * static_cast<float>(box->top)},
      {box->left, box->top, box->right, box->bottom, shift.x, shift.y}};
}

Glyph normalise(const Image& picture, const Fit& fit) {
  const PixelBox box{fit.left, fit.top, fit.right, fit.bottom};
  const Axes axes(box);
  return moved(reduce(picture, box, axes.across, axes.down), axes, fit.move_x, fit.move_y);
}

}  // namespace inkling
