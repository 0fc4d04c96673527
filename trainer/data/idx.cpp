#include "trainer/data/idx.h"

#include <algorithm>

namespace inkling::trainer {
namespace {

uint32_t big_endian(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

// The values of a file of `dimensions` dimensions; those after the first have the size `side`.
Result<std::span<const uint8_t>> values_of(std::span<const uint8_t> file, uint32_t dimensions,
                                           uint32_t side) {
  const size_t header = 4 + 4 * size_t{dimensions};
  if (file.size() < header) {
    return fail("%zu bytes, expected an IDX header of %zu: the file is cut off or not an IDX file",
                file.size(), header);
  }
  const uint32_t magic = big_endian(file.data()), expected = 0x0800 | dimensions;
  if (magic != expected) {
    const bool gzip = file[0] == 0x1f && file[1] == 0x8b;
    return fail("offset 0: magic number 0x%08x, expected 0x%08x (unsigned bytes in %u dimension%s)%s", magic,
                expected, dimensions, dimensions == 1 ? "" : "s",
                gzip ? ": this is gzip, unpack it first" : "");
  }
  size_t each = 1;
  for (uint32_t dimension = 1; dimension < dimensions; ++dimension) {
    const size_t offset = 4 + 4 * size_t{dimension};
    const uint32_t size = big_endian(file.data() + offset);
    if (size != side) return fail("offset %zu: pictures %u wide or high, expected %u", offset, size, side);
    each *= side;
  }
  const uint64_t count = big_endian(file.data() + 4), there = (file.size() - header) / each;
  if (count * each != file.size() - header) {
    return fail(
        "offset 4: %llu samples of %zu byte%s announced, but %zu bytes follow the header (%llu samples): the "
        "file is cut off or damaged, fetch it again",
        static_cast<unsigned long long>(count), each, each == 1 ? "" : "s", file.size() - header,
        static_cast<unsigned long long>(there));
  }
  return file.subspan(header);
}

}  // namespace

Result<Dataset> parse_mnist(std::span<const uint8_t> images, std::span<const uint8_t> labels) {
  const auto pixels = values_of(images, 3, glyph_side);
  if (!pixels) return std::unexpected(in("images", pixels.error()));
  const auto classes = values_of(labels, 1, 1);
  if (!classes) return std::unexpected(in("labels", classes.error()));
  const size_t count = classes->size();
  if (pixels->size() / glyph_size != count) {
    return fail("labels: offset 4: %zu labels for %zu images: the two files do not belong together", count,
                pixels->size() / glyph_size);
  }
  const auto wrong = std::ranges::find_if(*classes, [](uint8_t label) { return label > 9; });
  if (wrong != classes->end()) {
    return fail("labels: offset %td: label %u, expected 0 to 9", 8 + (wrong - classes->begin()), *wrong);
  }
  Dataset data;
  data.glyphs.resize(count);
  for (size_t at = 0; at < count; ++at) {
    std::ranges::copy(pixels->subspan(at * glyph_size, glyph_size), data.glyphs[at].begin());
  }
  data.labels.assign(classes->begin(), classes->end());
  for (int digit = 0; digit < 10; ++digit) data.classes.push_back(std::to_string(digit));
  return data;
}

}  // namespace inkling::trainer
