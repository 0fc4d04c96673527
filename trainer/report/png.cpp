#include "trainer/report/png.h"

#include <algorithm>

#include "trainer/report/style.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace inkling::report {
namespace {

std::string base64(std::span<const uint8_t> bytes) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const size_t left = std::min<size_t>(3, bytes.size() - at);
    uint32_t bits = 0;
    for (size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < left ? bytes[at + i] : 0u);
    for (size_t i = 0; i < 4; ++i) text += i <= left ? digits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

}  // namespace

std::vector<uint8_t> png(const Image& ink) {
  std::vector<uint8_t> pixels;  // [height, width, red green blue alpha]
  pixels.reserve(4 * ink.pixels.size());
  for (const uint8_t level : ink.pixels)
    pixels.insert(pixels.end(), {ink_colour[0], ink_colour[1], ink_colour[2], level});
  std::vector<uint8_t> bytes;
  const auto append = [](void* to, void* part, int size) {
    const auto* from = static_cast<const uint8_t*>(part);
    static_cast<std::vector<uint8_t>*>(to)->insert(static_cast<std::vector<uint8_t>*>(to)->end(), from,
                                                   from + size);
  };
  stbi_write_png_to_func(append, &bytes, ink.width, ink.height, 4, pixels.data(), 4 * ink.width);
  return bytes;
}

Image mosaic(std::span<const Glyph> glyphs, int columns, int gap) {
  const int rows = (static_cast<int>(glyphs.size()) + columns - 1) / columns, step = glyph_side + gap;
  Image image{columns * step - gap, rows * step - gap, {}};
  image.pixels.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  for (size_t i = 0; i < glyphs.size(); ++i) {
    const int left = static_cast<int>(i) % columns * step, top = static_cast<int>(i) / columns * step;
    for (int y = 0; y < glyph_side; ++y)
      std::copy_n(&glyphs[i][static_cast<size_t>(y * glyph_side)], glyph_side,
                  &image.pixels[static_cast<size_t>((top + y) * image.width + left)]);
  }
  return image;
}

std::string data_uri(const Image& ink) {
  return "data:image/png;base64," + base64(png(ink));
}

std::string data_uri(const Glyph& glyph) {
  return data_uri(Image{glyph_side, glyph_side, {glyph.begin(), glyph.end()}});
}

}  // namespace inkling::report
