#include <algorithm>
#include <cmath>

#include "web/app/inside_views.h"

namespace inkling::page {

namespace {

constexpr int atlas_width = 512;
constexpr int most_height = 2048;  // what every graphics card takes; maps beyond are not shown
constexpr float ground = 0.55f;    // of a map's paper

ImU32 colour_of(float value, float largest, ImU32 positive, ImU32 negative) {
  if (value == 0 || largest == 0) return 0;
  // The root, so that what is faint shows too.
  return with_opacity(value > 0 ? positive : negative, std::sqrt(std::min(std::abs(value) / largest, 1.0f)));
}

Box square(Point from, float side) {
  return {from.x, from.y, from.x + side, from.y + side};
}

void draw_kernel(Painter& painter, const Kernel& kernel, const Box& box) {
  float largest = 0;
  for (const float weight : kernel.weights) largest = std::max(largest, std::abs(weight));
  const float line = painter.pixels(1);
  const float cell = std::floor(box.width() / static_cast<float>(std::max(kernel.width, kernel.height)));
  for (int y = 0; y < kernel.height; ++y) {
    for (int x = 0; x < kernel.width; ++x) {
      const ImVec2 from{box.left + static_cast<float>(x) * cell, box.top + static_cast<float>(y) * cell};
      const ImVec2 to{from.x + cell - line, from.y + cell - line};
      painter.list.AddRectFilled(from, to, with_opacity(painter.theme.line, ground));
      const float weight = kernel.weights[static_cast<size_t>(y * kernel.width + x)];
      const float share = largest > 0 ? std::abs(weight) / largest : 0;
      if (weight > 0) {
        painter.list.AddRectFilled(from, to, with_opacity(painter.theme.accent, share));
        continue;
      }
      // What must not be there: a smaller square, so that it differs in more than its colour.
      const float inset = std::floor(cell / 4);
      painter.list.AddRectFilled({from.x + inset, from.y + inset}, {to.x - inset, to.y - inset},
                                 with_opacity(painter.theme.quiet, share));
    }
  }
}

}  // namespace

void Atlas::lay_out(const std::vector<Maps>& layers) {
  rows_.clear();
  height_ = 0;
  for (const auto& [shape, values, largest] : layers) {
    const int across = std::max(1, atlas_width / shape.width);
    rows_.push_back({height_, across, shape});
    height_ += (shape.channels + across - 1) / across * shape.height;
  }
  height_ = std::min(height_, most_height);
}

void Atlas::update(const Inside& inside, const Theme& theme) {
  if (texture_.is_there() && version_ == inside.version() && accent_ == theme.accent && ink_ == theme.ink)
    return;
  version_ = inside.version();
  accent_ = theme.accent;
  ink_ = theme.ink;
  const std::vector<Maps>& layers = inside.layers();
  lay_out(layers);
  pixels_.assign(static_cast<size_t>(atlas_width * height_), 0);
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    const Maps& maps = layers[layer];
    const Row& row = rows_[layer];
    const auto [height, width, channels] = maps.shape;
    for (int map = 0; map < channels; ++map) {
      const int left = map % row.across * width, top = row.top + map / row.across * height;
      if (top + height > height_) break;
      for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
          pixels_[static_cast<size_t>((top + y) * atlas_width + left + x)] =
              colour_of(maps.at(y, x, map), maps.largest, layer ? theme.accent : theme.ink, theme.quiet);
    }
  }
  texture_.set(atlas_width, height_, pixels_);
}

void Atlas::draw(Painter& painter, MapName name, const Box& box) const {
  painter.list.AddRectFilled({box.left, box.top}, {box.right, box.bottom},
                             with_opacity(painter.theme.line, ground));
  const Row& row = rows_[name.layer];
  const int left = name.map % row.across * row.shape.width;
  const int top = row.top + name.map / row.across * row.shape.height;
  if (!texture_.is_there() || top + row.shape.height > height_) return;
  const auto u = [](int x) { return static_cast<float>(x) / atlas_width; };
  const auto v = [this](int y) { return static_cast<float>(y) / static_cast<float>(height_); };
  painter.list.AddImage(texture_.id(), {box.left, box.top}, {box.right, box.bottom}, {u(left), v(top)},
                        {u(left + row.shape.width), v(top + row.shape.height)});
}

void draw_layers(Painter& painter, const Box& box, const Inside& inside, const Atlas& atlas,
                 const MapPlaces& places, MapName chosen) {
  const float pitch = painter.pixels(places.pitch), size = std::round(painter.pixels(places.size));
  const std::vector<Maps>& layers = inside.layers();
  const ImVec2 seen_from = painter.list.GetClipRectMin(), seen_to = painter.list.GetClipRectMax();
  const std::vector<std::string>& labels = inside.model().labels;
  for (size_t layer = 0; layer < std::min(layers.size(), places.tops.size()); ++layer) {
    const bool are_answers = layer + 1 == layers.size();
    for (int map = 0; map < layers[layer].shape.channels; ++map) {
      const float x = box.left + static_cast<float>(map % places.columns) * pitch;
      const float y =
          box.top + painter.pixels(places.tops[layer]) + static_cast<float>(map / places.columns) * pitch;
      if (y > seen_to.y || y + size < seen_from.y) continue;
      const Box cell = square({std::round(x), std::round(y)}, size);
      atlas.draw(painter, {layer, map}, cell);
      if (are_answers && static_cast<size_t>(map) < labels.size())
        painter.text(TextSize::small,
                     {(cell.left + cell.right) / 2,
                      (cell.top + cell.bottom - painter.text_height(TextSize::small)) / 2},
                     painter.theme.ink, labels[static_cast<size_t>(map)], Align::middle);
      if (chosen == MapName{layer, map})
        painter.list.AddRect({cell.left, cell.top}, {cell.right, cell.bottom}, painter.theme.ink, 0, 0,
                             painter.pixels(2));
    }
  }
}

void draw_map(Painter& painter, const Box& box, const Inside& inside, const Atlas& atlas, MapName chosen) {
  constexpr size_t most_kernels = 4;
  const std::vector<Maps>& layers = inside.layers();
  if (chosen.layer >= layers.size() || chosen.map >= layers[chosen.layer].shape.channels) return;
  const Point at{std::round(box.left), std::round(box.top)};
  atlas.draw(painter, chosen, square(at, std::floor(box.height())));
  const float gap = painter.pixels(8), small = std::floor((box.height() - gap) / 2);
  float x = at.x + box.height() + 3 * gap;
  for (const Kernel& kernel : inside.kernels(chosen.layer, chosen.map, most_kernels)) {
    if (x + small > box.right) break;
    const Box above = square({std::round(x), at.y}, small);
    atlas.draw(painter, {chosen.layer - 1, kernel.input}, above);
    draw_kernel(painter, kernel, square({above.left, std::round(above.bottom + gap)}, small));
    x += small + gap;
  }
}

}  // namespace inkling::page
