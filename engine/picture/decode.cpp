#include "engine/picture/decode.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "engine/picture/exif.h"
#include "engine/picture/jpeg.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_FAILURE_USERMSG
// A damaged file may leave parts of the picture unwritten: they are zero then, not what lay in memory.
#define STBI_MALLOC(size) std::calloc(1, size)
#define STBI_REALLOC(block, size) std::realloc(block, size)
#define STBI_FREE(block) std::free(block)
#include <stb_image.h>
#pragma GCC diagnostic pop

namespace inkling {
namespace {

bool starts_with(std::span<const uint8_t> file, std::span<const uint8_t> signature) {
  return file.size() >= signature.size() && std::memcmp(file.data(), signature.data(), signature.size()) == 0;
}

// Why stb_image failed, or nothing.  It may come back with a picture although a table in the middle of a JPEG
// was damaged, and with that it tries PNG first is no failure.
const char* failure() {
  const char* reason = stbi_failure_reason();
  return reason && std::strcmp(reason, "Not a PNG") != 0 ? reason : nullptr;
}

// Rec. 601, rounded.
int luma(const uint8_t* rgb) {
  return (299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000;
}

uint8_t on_white(int level, int alpha) {
  return static_cast<uint8_t>((level * alpha + 255 * (255 - alpha) + 127) / 255);
}

// pixels: [height, width, channels], channels being 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
Image grey(const uint8_t* pixels, int width, int height, int channels) {
  Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * height)};
  for (uint8_t& level : image.pixels) {
    const int opaque = channels >= 3 ? luma(pixels) : pixels[0];
    level = on_white(opaque, channels % 2 == 0 ? pixels[channels - 1] : 255);
    pixels += channels;
  }
  return image;
}

}  // namespace

Result<Image> decode_picture(std::span<const uint8_t> file) {
  static constexpr uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  static constexpr uint8_t jpeg[] = {0xFF, 0xD8, 0xFF};
  const bool is_jpeg = starts_with(file, jpeg);
  if (!is_jpeg && !starts_with(file, png)) {
    return fail("neither PNG nor JPEG (%zu bytes); save the picture as one of these", file.size());
  }
  if (file.size() > INT_MAX) return fail("%zu bytes; expected at most %d", file.size(), INT_MAX);
  const char* format = is_jpeg ? "JPEG" : "PNG";
  const int size = static_cast<int>(file.size());
  int width = 0, height = 0, channels = 0;
  if (!stbi_info_from_memory(file.data(), size, &width, &height, &channels)) {
    // The reason that stb_image gives is that of the last format it tried.
    return fail("damaged %s: its header is invalid, or its size in pixels; save the picture again", format);
  }
  const int64_t pixels = int64_t{width} * height;
  if (pixels < 1 || pixels > most_pixels) {
    return fail("%d x %d pixels; expected 1 to %d in all: make the picture smaller", width, height,
                most_pixels);
  }
  // Deflate makes at most 1032 bytes of one, and such a byte is at most 8 pixels; JPEG stays far below.
  if (pixels / (1032 * 8) > size) {
    return fail("truncated %s: %zu bytes cannot hold %d x %d pixels", format, file.size(), width, height);
  }

  if (is_jpeg && !jpeg_is_complete(file)) {
    return fail("truncated JPEG: its end is missing after %zu bytes; save the picture again", file.size());
  }
  stbi__g_failure_reason = nullptr;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> decoded(
      stbi_load_from_memory(file.data(), size, &width, &height, &channels, 0), stbi_image_free);
  if (const char* reason = failure()) return fail("damaged %s: %s; save the picture again", format, reason);
  if (!decoded) return fail("damaged %s; save the picture again", format);
  Image image = grey(decoded.get(), width, height, channels);
  return is_jpeg ? upright(image, exif_orientation(file)) : image;
}

Image grey_from_rgba(std::span<const uint8_t> rgba, int width, int height) {
  if (width < 1 || height < 1 || rgba.size() / 4 / static_cast<size_t>(width) < static_cast<size_t>(height))
    return {};
  return grey(rgba.data(), width, height, 4);
}

}  // namespace inkling
