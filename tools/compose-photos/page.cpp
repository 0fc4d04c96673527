#include "tools/compose-photos/page.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inkling::compose {
namespace {

using trainer::Random;

constexpr float ink_level = 0.12f;  // what ink reflects

// A grey picture enlarged smoothly: the average of its four nearest pixels, weighted by how near they are.
float level_at(const Image& image, float x, float y) {
  const auto at = [&](int column, int row) {
    return column < 0 || row < 0 || column >= image.width || row >= image.height
               ? 0.f
               : static_cast<float>(image.at(column, row)) / 255;
  };
  const int column = static_cast<int>(std::floor(x - 0.5f)), row = static_cast<int>(std::floor(y - 0.5f));
  const float across = x - 0.5f - static_cast<float>(column), down = y - 0.5f - static_cast<float>(row);
  return (1 - down) * ((1 - across) * at(column, row) + across * at(column + 1, row)) +
         down * ((1 - across) * at(column, row + 1) + across * at(column + 1, row + 1));
}

// The levels of enlarged pixels are soft; ink has an edge.
float sharpened(float level) {
  return std::clamp((level - 0.5f) * 3 + 0.5f, 0.f, 1.f);
}

void darken(Plane& page, int x, int y, float by) {
  if (x < 0 || y < 0 || x >= page.width || y >= page.height) return;
  page.at(x, y) = std::min(page.at(x, y), 1 - by * (1 - ink_level));
}

void write(Plane& page, const Image& ink, float left, float top, float scale, float strength) {
  const int right = static_cast<int>(left + static_cast<float>(ink.width) * scale) + 1;
  const int bottom = static_cast<int>(top + static_cast<float>(ink.height) * scale) + 1;
  for (int y = static_cast<int>(top) - 1; y <= bottom; ++y) {
    for (int x = static_cast<int>(left) - 1; x <= right; ++x) {
      const float level = level_at(ink, (static_cast<float>(x) + 0.5f - left) / scale,
                                   (static_cast<float>(y) + 0.5f - top) / scale);
      darken(page, x, y, strength * (scale > 1.5f ? sharpened(level) : level));
    }
  }
}

// Lines `distance` apart, across or down.
void rule(Plane& page, bool down, float distance, float width, float strength, Random& random) {
  const int length = down ? page.width : page.height;
  for (float place = distance * random.uniform(); place < static_cast<float>(length); place += distance) {
    const int first = static_cast<int>(place), last = static_cast<int>(place + width);
    for (int line = first; line <= last; ++line) {
      const float covered =
          std::min(static_cast<float>(line + 1), place + width) - std::max(static_cast<float>(line), place);
      for (int along = 0; along < (down ? page.height : page.width); ++along)
        darken(page, down ? line : along, down ? along : line, strength * std::max(covered, 0.f));
    }
  }
}

void add_rulings(Plane& page, const PageStyle& style, float height, Random& random) {
  const float kind = random.uniform();
  if (kind >= style.ruled + style.squared) return;
  const bool squares = kind < style.squared;
  const float distance = height * (squares ? random.uniform(0.4f, 1.1f) : random.uniform(0.8f, 1.7f));
  const float width = std::max(1.f, height * random.uniform(0.01f, 0.035f));
  const float strength = style.ruling * random.uniform(0.3f, 1.f);
  rule(page, false, distance, width, strength, random);
  if (squares) rule(page, true, distance, width, strength, random);
}

void add_specks(Plane& page, const PageStyle& style, float height, Random& random) {
  const int count = static_cast<int>(random.below(static_cast<uint32_t>(style.specks + 1)));
  for (int i = 0; i < count; ++i) {
    const float x = random.uniform(0, static_cast<float>(page.width)),
                y = random.uniform(0, static_cast<float>(page.height));
    const float radius = height * random.uniform(0.005f, 0.03f);
    for (int row = static_cast<int>(y - radius); row <= static_cast<int>(y + radius); ++row)
      for (int column = static_cast<int>(x - radius); column <= static_cast<int>(x + radius); ++column)
        if (std::hypot(static_cast<float>(column) - x, static_cast<float>(row) - y) <= radius)
          darken(page, column, row, random.uniform(0.3f, 1.f));
  }
}

// Fibres and cockles: noise of two sizes.
void add_texture(Plane& page, float strength, Random& random) {
  for (const int cell : {3, std::max(page.width, page.height) / 12}) {
    Plane coarse(page.width / cell + 2, page.height / cell + 2, 0);
    for (float& value : coarse.values) value = random.normal();
    for (int y = 0; y < page.height; ++y)
      for (int x = 0; x < page.width; ++x)
        page.at(x, y) *= 1 + strength / 2 *
                                 coarse.between(static_cast<float>(x) / static_cast<float>(cell),
                                                static_cast<float>(y) / static_cast<float>(cell));
  }
}

}  // namespace

Plane::Plane(int across, int down, float value)
    : width(across), height(down), values(static_cast<size_t>(across) * static_cast<size_t>(down), value) {}

float Plane::between(float x, float y) const {
  const float right = std::clamp(x, 0.f, static_cast<float>(width - 1)),
              below = std::clamp(y, 0.f, static_cast<float>(height - 1));
  const int column = std::min(static_cast<int>(right), std::max(width - 2, 0)),
            row = std::min(static_cast<int>(below), std::max(height - 2, 0));
  const float across = right - static_cast<float>(column), down = below - static_cast<float>(row);
  const float* here =
      &values[static_cast<size_t>(row) * static_cast<size_t>(width) + static_cast<size_t>(column)];
  const float* under = here + (height > 1 ? width : 0);
  const int next = width > 1 ? 1 : 0;
  return (1 - down) * ((1 - across) * here[0] + across * here[next]) +
         down * ((1 - across) * under[0] + across * under[next]);
}

std::vector<int> line_lengths(const PageStyle& style, Random& random) {
  const int lines = 1 + static_cast<int>(random.below(static_cast<uint32_t>(style.most_lines)));
  std::vector<int> lengths;
  for (int i = 0; i < lines; ++i) {
    const auto choices = static_cast<uint32_t>(style.most_digits - style.least_digits + 1);
    lengths.push_back(style.least_digits + static_cast<int>(random.below(choices)));
  }
  return lengths;
}

Page compose_page(const PageStyle& style, int width, int height, const std::vector<int>& lengths,
                  const std::vector<Written>& digits, Random& random) {
  Page page{Plane(width, height, 1), {}};
  // A digit's height: as much as fits into four fifths of the page, or less.
  const auto longest = static_cast<float>(*std::max_element(lengths.begin(), lengths.end()));
  const auto lines = static_cast<float>(lengths.size());
  const float most =
      0.8f * std::min(static_cast<float>(width) / (longest * (0.9f + std::max(style.most_gap, 0.f))),
                      static_cast<float>(height) / (lines * 1.6f));
  const float size = most * random.uniform(0.35f, 0.9f), strength = random.uniform(0.65f, 1.f);
  add_texture(page.reflectance, style.texture * random.uniform(), random);
  add_rulings(page.reflectance, style, size, random);
  add_specks(page.reflectance, style, size, random);

  size_t next = 0;
  const float step = size * random.uniform(1.35f, 1.6f);
  const float slack = static_cast<float>(height) * 0.9f - step * lines;
  float base = static_cast<float>(height) * 0.05f + std::max(slack, 0.f) * random.uniform() + size * 0.2f;
  for (const int length : lengths) {
    std::vector<float> scales;
    float total = 0;
    for (int i = 0; i < length; ++i) {
      const Image& ink = digits[next + static_cast<size_t>(i)].ink;
      scales.push_back(size * (1 + style.size_spread * random.uniform(-1, 1)) /
                       static_cast<float>(std::max(ink.width, ink.height)));
      total += static_cast<float>(ink.width) * scales.back();
    }
    total += size * style.most_gap * static_cast<float>(length - 1);
    float left = static_cast<float>(width) * 0.08f +
                 std::max(0.f, static_cast<float>(width) * 0.84f - total) * random.uniform();
    for (int i = 0; i < length; ++i, ++next) {
      const Image& ink = digits[next].ink;
      const float scale = scales[static_cast<size_t>(i)], tall = static_cast<float>(ink.height) * scale;
      const float top = base + (size - tall) / 2 + size * style.drift * random.uniform(-1, 1);
      write(page.reflectance, ink, left, top, scale, strength);
      left += static_cast<float>(ink.width) * scale + size * random.uniform(style.least_gap, style.most_gap);
      page.label += digits[next].label;
    }
    base += step;
  }
  return page;
}

}  // namespace inkling::compose
