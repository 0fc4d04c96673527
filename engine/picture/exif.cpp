#include "engine/picture/exif.h"

#include <cstring>
#include <optional>

#include "engine/picture/jpeg.h"

namespace inkling {
namespace {

using Bytes = std::span<const uint8_t>;

// Unsigned integers at any offset; nothing beyond the end.
struct Reader {
  Bytes bytes;
  bool little_endian = false;

  std::optional<uint32_t> integer(size_t offset, size_t size) const {
    if (offset > bytes.size() || bytes.size() - offset < size) return std::nullopt;
    uint32_t value = 0;
    for (size_t i = 0; i < size; ++i) {
      value = value << 8 | bytes[offset + (little_endian ? size - 1 - i : i)];
    }
    return value;
  }
};

// In the TIFF structure that EXIF is: a header with the offset of a list of entries of 12 bytes (tag, type,
// count, value).
std::optional<int> orientation_in_tiff(Bytes tiff) {
  Reader reader{tiff};
  const auto order = reader.integer(0, 2);
  if (order == 0x4949u) {
    reader.little_endian = true;
  } else if (order != 0x4D4Du) {
    return std::nullopt;
  }
  const auto list = reader.integer(4, 4);
  if (reader.integer(2, 2) != 42u || !list) return std::nullopt;
  const auto count = reader.integer(*list, 2);
  if (!count) return std::nullopt;
  for (size_t i = 0; i < *count; ++i) {
    const size_t entry = size_t{*list} + 2 + 12 * i;
    const auto tag = reader.integer(entry, 2);
    if (!tag) return std::nullopt;
    if (*tag != 0x0112u) continue;
    constexpr uint32_t type_short = 3;
    const auto value = reader.integer(entry + 8, 2);
    if (reader.integer(entry + 2, 2) != type_short || !value || *value < 1 || *value > 8) return std::nullopt;
    return static_cast<int>(*value);
  }
  return std::nullopt;
}

std::optional<int> orientation_in_segment(Bytes segment) {
  static constexpr char signature[] = {'E', 'x', 'i', 'f', 0, 0};
  constexpr size_t size = sizeof signature;
  if (segment.size() < size || std::memcmp(segment.data(), signature, size) != 0) return std::nullopt;
  return orientation_in_tiff(segment.subspan(size));
}

}  // namespace

int exif_orientation(Bytes jpeg) {
  JpegSegments segments(jpeg);
  while (const auto segment = segments.next()) {
    if (segment->marker == JpegSegment::start_of_scan) break;
    if (segment->marker != JpegSegment::app1) continue;
    if (const auto found = orientation_in_segment(segment->payload)) return *found;
  }
  return 1;
}

Image upright(const Image& stored, int orientation) {
  if (orientation <= 1 || orientation > 8) return stored;
  const bool turned = orientation >= 5;  // columns become rows
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Image image{turned ? stored.height : stored.width, turned ? stored.width : stored.height, {}};
  image.pixels.resize(stored.pixels.size());
  size_t next = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int column = turned ? y : x, row = turned ? x : y;
      image.pixels[next++] = stored.at(from_right ? stored.width - 1 - column : column,
                                       from_bottom ? stored.height - 1 - row : row);
    }
  }
  return image;
}

}  // namespace inkling
