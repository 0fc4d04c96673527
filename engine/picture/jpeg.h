// Walks through the segments of a JPEG file, without decoding them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace inkling {

struct JpegSegment {
  static constexpr uint8_t start_of_scan = 0xDA, end_of_image = 0xD9, app1 = 0xE1;

  uint8_t marker = 0;                // its second byte
  std::span<const uint8_t> payload;  // without marker and length; of a scan its header alone
};

// The segments of a file, one after the other.  Source: ITU-T T.81, B.1.
class JpegSegments {
 public:
  // Any bytes: what is no JPEG has no segments.
  explicit JpegSegments(std::span<const uint8_t> file);

  // The next segment; nothing after the end of the image, or where the file is cut off or damaged.
  std::optional<JpegSegment> next();

 private:
  void skip_scan();

  std::span<const uint8_t> rest_;
};

// Whether a scan and, behind it, the end of the image are there.
bool jpeg_is_complete(std::span<const uint8_t> file);

}  // namespace inkling
