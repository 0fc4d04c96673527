// Small PNG and JPEG files for tests, made without a library.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace inkling::testing {

using Bytes = std::vector<uint8_t>;

inline void append_big_endian(Bytes& bytes, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(value >> shift));
}

inline void append_chunk(Bytes& png, std::string_view type, const Bytes& data) {
  append_big_endian(png, static_cast<uint32_t>(data.size()));
  Bytes checked(type.begin(), type.end());
  checked.insert(checked.end(), data.begin(), data.end());
  uint32_t crc = ~0u;
  for (const uint8_t byte : checked) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  png.insert(png.end(), checked.begin(), checked.end());
  append_big_endian(png, ~crc);
}

// A PNG from its samples, row by row.  colour_type: 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA; depth: bits a
// sample, 8 or
// 16.  Source: the PNG specification (ISO/IEC 15948); the data is one stored block of zlib's.
inline Bytes png(uint32_t width, uint32_t height, uint8_t colour_type, uint8_t depth, const Bytes& samples) {
  Bytes rows;
  const size_t row_size = height && samples.size() >= height ? samples.size() / height : 1;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (i % row_size == 0) rows.push_back(0);  // no filter
    rows.push_back(samples[i]);
  }
  const auto size = static_cast<uint16_t>(rows.size());
  Bytes data{0x78,
             0x01,
             1,
             static_cast<uint8_t>(size),
             static_cast<uint8_t>(size >> 8),
             static_cast<uint8_t>(~size),
             static_cast<uint8_t>(~size >> 8)};
  data.insert(data.end(), rows.begin(), rows.end());
  uint32_t a = 1, b = 0;
  for (const uint8_t byte : rows) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  append_big_endian(data, b << 16 | a);

  Bytes header;
  append_big_endian(header, width);
  append_big_endian(header, height);
  header.insert(header.end(), {depth, colour_type, 0, 0, 0});
  Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  append_chunk(file, "IHDR", header);
  append_chunk(file, "IDAT", data);
  append_chunk(file, "IEND", {});
  return file;
}

// A grey JPEG of 24x16 pixels, white but for black in the 8x8 pixels at the top left.
inline Bytes jpeg() {
  return {0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00,
          0x01, 0x00, 0x01, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x03, 0x02, 0x02, 0x03, 0x02,
          0x02, 0x03, 0x03, 0x03, 0x03, 0x04, 0x03, 0x03, 0x04, 0x05, 0x08, 0x05, 0x05, 0x04, 0x04,
          0x05, 0x0a, 0x07, 0x07, 0x06, 0x08, 0x0c, 0x0a, 0x0c, 0x0c, 0x0b, 0x0a, 0x0b, 0x0b, 0x0d,
          0x0e, 0x12, 0x10, 0x0d, 0x0e, 0x11, 0x0e, 0x0b, 0x0b, 0x10, 0x16, 0x10, 0x11, 0x13, 0x14,
          0x15, 0x15, 0x15, 0x0c, 0x0f, 0x17, 0x18, 0x16, 0x14, 0x18, 0x12, 0x14, 0x15, 0x14, 0xff,
          0xc0, 0x00, 0x0b, 0x08, 0x00, 0x10, 0x00, 0x18, 0x01, 0x01, 0x11, 0x00, 0xff, 0xc4, 0x00,
          0x16, 0x00, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
          0x00, 0x00, 0x00, 0x00, 0x09, 0x0a, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00,
          0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xda,
          0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x95, 0x4d, 0x54, 0x00, 0x3f, 0xff, 0xd9};
}

// The TIFF structure with one entry, the orientation, in either byte order.
inline Bytes tiff_with_orientation(uint8_t orientation, bool little_endian) {
  if (little_endian) {
    return {'I', 'I', 42, 0, 8, 0,           0, 0, 1, 0, 0x12, 0x01, 3,
            0,   1,   0,  0, 0, orientation, 0, 0, 0, 0, 0,    0,    0};
  }
  return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0};
}

// The JPEG with an APP1 segment that holds `tiff` as EXIF, after its first segment.
inline Bytes jpeg_with_exif(const Bytes& tiff) {
  const size_t length = tiff.size() + 8;
  Bytes segment{
      0xFF, 0xE1, static_cast<uint8_t>(length >> 8), static_cast<uint8_t>(length), 'E', 'x', 'i', 'f', 0, 0};
  segment.insert(segment.end(), tiff.begin(), tiff.end());
  Bytes file = jpeg();
  file.insert(file.begin() + 20, segment.begin(), segment.end());
  return file;
}

}  // namespace inkling::testing
