// A glyph: one sign as the network sees it, 28x28 grey levels in MNIST's geometry, 0 paper and 255 ink.
#pragma once

#include <array>
#include <cstdint>

namespace inkling {

constexpr int glyph_side = 28;
constexpr int glyph_size = glyph_side * glyph_side;

using Glyph = std::array<uint8_t, glyph_size>;  // [28, 28], row by row

}  // namespace inkling
