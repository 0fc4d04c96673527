#include "engine/network/input.h"

#include <algorithm>
#include <iterator>

namespace inkling {
namespace {

constexpr Plane all_planes[] = {Plane::ink, Plane::path_x, Plane::path_y, Plane::path_time};

// values: [28, 28]; input: [28, 28, planes], of which one is written.
void write_plane(std::span<const float, glyph_size> values, size_t plane, size_t planes, float* input) {
  for (size_t pixel = 0; pixel < values.size(); ++pixel) input[pixel * planes + plane] = values[pixel];
}

// input: [28, 28, planes], written.
void write_glyph(const Glyph& glyph, size_t planes, float* input) {
  if (planes > 1) std::fill_n(input, glyph_size * planes, 0.f);
  for (size_t pixel = 0; pixel < glyph.size(); ++pixel)
    input[pixel * planes] = glyph[pixel] * (1.0f / 255.0f);
}

void write_path(const PathPlanes& path, std::span<const Plane> planes, float* input) {
  for (size_t at = 0; at < planes.size(); ++at) {
    if (planes[at] == Plane::path_x) write_plane(path.x, at, planes.size(), input);
    if (planes[at] == Plane::path_y) write_plane(path.y, at, planes.size(), input);
    if (planes[at] == Plane::path_time) write_plane(path.time, at, planes.size(), input);
  }
}

}  // namespace

std::string_view name_of(Plane plane) {
  switch (plane) {
    case Plane::ink:
      return "ink";
    case Plane::path_x:
      return "path-x";
    case Plane::path_y:
      return "path-y";
    case Plane::path_time:
      return "path-time";
  }
  return {};
}

std::vector<std::string> names_of(std::span<const Plane> planes) {
  std::vector<std::string> names;
  for (const Plane plane : planes) names.emplace_back(name_of(plane));
  return names;
}

Result<std::vector<Plane>> planes_from_names(std::span<const std::string> names) {
  std::vector<Plane> planes;
  for (const std::string& name : names) {
    const Plane* known = std::find_if(std::begin(all_planes), std::end(all_planes),
                                      [&](Plane plane) { return name_of(plane) == name; });
    if (known == std::end(all_planes))
      return fail("\"%s\" is none of: ink, path-x, path-y, path-time", name.c_str());
    if (std::find(planes.begin(), planes.end(), *known) != planes.end())
      return fail("\"%s\" is named twice: expected each plane once", name.c_str());
    planes.push_back(*known);
  }
  if (planes.empty() || planes[0] != Plane::ink)
    return fail("the first is \"%s\", expected \"ink\"", names.empty() ? "" : names[0].c_str());
  return planes;
}

bool has_path(std::span<const Plane> planes) {
  return std::any_of(planes.begin(), planes.end(), [](Plane plane) { return plane != Plane::ink; });
}

void write_planes(std::span<const float, glyph_size> ink, const PathPlanes& path,
                  std::span<const Plane> planes, std::span<float> input) {
  write_plane(ink, 0, planes.size(), input.data());
  write_path(path, planes, input.data());
}

void network_input(std::span<const Glyph> glyphs, std::span<const Plane> planes, std::span<float> input) {
  for (size_t n = 0; n < glyphs.size(); ++n)
    write_glyph(glyphs[n], planes.size(), input.data() + n * glyph_size * planes.size());
}

void network_input(std::span<const Seen> signs, std::span<const Plane> planes, std::span<float> input) {
  for (size_t n = 0; n < signs.size(); ++n) {
    float* one = input.data() + n * glyph_size * planes.size();
    write_glyph(signs[n].glyph, planes.size(), one);
    if (has_path(planes) && !signs[n].ink.strokes.empty()) write_path(path_planes(signs[n]), planes, one);
  }
}

}  // namespace inkling
