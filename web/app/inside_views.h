// The views of the inside of the network: reasons on the ink, the maps of its layers, and one map enlarged.
#pragma once

#include <span>
#include <vector>

#include "web/app/drawing.h"
#include "web/app/inside.h"
#include "web/app/painter.h"
#include "web/app/texture.h"

namespace inkling::page {

// Why a sign is read as it is, and which strokes of the drawing are its own.
struct Reasons {
  const Influence& influence;
  std::span<const size_t> strokes;
  float strength;  // 0 to 1: how much of it has appeared
};

// Ink that shows how it speaks for the answer: with a broad mark under it where it speaks for it, dashed
// where it speaks against it.  pen: its width in pixels.
void draw_reasons(Painter& painter, const Drawing& drawing, const Reasons& reasons,
                  const Transform& to_screen, float pen);

// The same, as large as fits into the box.
void draw_reasons(Painter& painter, const Drawing& drawing, const Reasons& reasons, const Box& box);

// Where the page has its maps: those of a layer in rows, as many in each as there are columns.
struct MapPlaces {
  std::vector<float> tops;  // [layers]: of the first row of each, under the top of the view
  int columns = 1;
  float pitch = 0, size = 0;  // from map to map, and of a map
};

// The chosen map: layer 0 is what goes into the network.
struct MapName {
  size_t layer = 0;
  int map = 0;
  bool operator==(const MapName&) const = default;
};

// All maps of all layers in one texture.
class Atlas {
 public:
  // Draws the maps into the texture if they, or the colours, have changed.
  void update(const Inside& inside, const Theme& theme);
  void release() { texture_.release(); }
  void forget() { texture_.forget(); }
  void draw(Painter& painter, MapName name, const Box& box) const;

 private:
  struct Row {
    int top, across;  // in the texture: of a layer's first row of maps, and how many stand in a row
    Shape shape;
  };
  void lay_out(const std::vector<Maps>& layers);

  Texture texture_;
  std::vector<Row> rows_;  // [layers]
  std::vector<ImU32> pixels_;
  int height_ = 0, version_ = -1;
  ImU32 accent_ = 0, ink_ = 0;
};

void draw_layers(Painter& painter, const Box& box, const Inside& inside, const Atlas& atlas,
                 const MapPlaces& places, MapName chosen);

// The chosen map, enlarged, and behind it the strongest of its kernels, each under the map it looks at.
void draw_map(Painter& painter, const Box& box, const Inside& inside, const Atlas& atlas, MapName chosen);

}  // namespace inkling::page
