#include "engine/network/input.h"

namespace inkling {

void network_input(std::span<const Glyph> glyphs, std::span<float> input) {
  for (size_t n = 0; n < glyphs.size(); ++n)
    for (int i = 0; i < glyph_size; ++i) input[n * glyph_size + i] = glyphs[n][i] * (1.0f / 255.0f);
}

}  // namespace inkling
