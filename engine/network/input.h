// Makes the network's input: one plane of it is the glyph, others may be the pen's path.  Which, and in which
// order, is said by the weights.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"
#include "engine/glyph/path.h"

namespace inkling {

// What an input channel holds.  In weights files, flags and configurations:
enum class Plane {
  ink,        // "ink": the glyph's grey levels, 0 to 1
  path_x,     // "path-x", "path-y": which way the pen went (engine/glyph/path.h), -1 to 1; 0 without strokes
  path_y,     //
  path_time,  // "path-time": when it did, 0 to 1; 0 without strokes
};

std::string_view name_of(Plane plane);
std::vector<std::string> names_of(std::span<const Plane> planes);

// Fails unless the names are known and different, the first of them being "ink".
Result<std::vector<Plane>> planes_from_names(std::span<const std::string> names);

// Whether some of it is known of strokes alone.
bool has_path(std::span<const Plane> planes);

// ink: [28, 28], 0 to 1; input: [28, 28, planes], written.
void write_planes(std::span<const float, glyph_size> ink, const PathPlanes& path,
                  std::span<const Plane> planes, std::span<float> input);

// input: [batch, 28, 28, planes], written.  The planes of the path are 0 for glyphs and for what has no
// strokes.
void network_input(std::span<const Glyph> glyphs, std::span<const Plane> planes, std::span<float> input);
void network_input(std::span<const Seen> signs, std::span<const Plane> planes, std::span<float> input);

}  // namespace inkling
