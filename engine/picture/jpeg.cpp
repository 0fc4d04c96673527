#include "engine/picture/jpeg.h"

#include <algorithm>

namespace inkling {

JpegSegments::JpegSegments(std::span<const uint8_t> file) {
  if (file.size() >= 2 && file[0] == 0xFF && file[1] == 0xD8) rest_ = file.subspan(2);
}

std::optional<JpegSegment> JpegSegments::next() {
  if (rest_.empty() || rest_[0] != 0xFF) return std::nullopt;
  // Any number of FF may stand before a marker.
  rest_ = rest_.subspan(static_cast<size_t>(
      std::ranges::find_if(rest_, [](uint8_t byte) { return byte != 0xFF; }) - rest_.begin()));
  if (rest_.empty()) return std::nullopt;
  JpegSegment segment{rest_[0], {}};
  rest_ = rest_.subspan(1);
  if (segment.marker == JpegSegment::end_of_image) {
    rest_ = {};
    return segment;
  }
  if (rest_.size() < 2) return std::nullopt;
  const size_t length = size_t{rest_[0]} << 8 | rest_[1];  // counts itself
  if (length < 2 || length > rest_.size()) return std::nullopt;
  segment.payload = rest_.subspan(2, length - 2);
  rest_ = rest_.subspan(length);
  if (segment.marker == JpegSegment::start_of_scan) skip_scan();
  return segment;
}

// A scan's data goes on until a marker; FF 00 stands for the byte FF, D0 to D7 are restarts within the scan.
void JpegSegments::skip_scan() {
  for (size_t i = 0; i + 1 < rest_.size(); ++i) {
    const uint8_t after = rest_[i + 1];
    if (rest_[i] == 0xFF && after != 0 && after != 0xFF && (after < 0xD0 || after > 0xD7)) {
      rest_ = rest_.subspan(i);
      return;
    }
  }
  rest_ = {};
}

bool jpeg_is_complete(std::span<const uint8_t> file) {
  JpegSegments segments(file);
  bool scanned = false;
  while (const auto segment = segments.next()) {
    if (segment->marker == JpegSegment::end_of_image) return scanned;
    scanned |= segment->marker == JpegSegment::start_of_scan;
  }
  return false;
}

}  // namespace inkling
