#include "trainer/data/idx.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::ContainsSubstring;

namespace {

using Bytes = std::vector<uint8_t>;

void put(Bytes& bytes, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(value >> shift));
}

Bytes images_of(uint32_t announced, size_t there, uint32_t width = 28) {
  Bytes bytes;
  for (const uint32_t value : {0x803u, announced, 28u, width}) put(bytes, value);
  for (size_t at = 0; at < there * 784; ++at) bytes.push_back(static_cast<uint8_t>(at % 251));
  return bytes;
}

Bytes labels_of(uint32_t announced, const Bytes& labels) {
  Bytes bytes;
  put(bytes, 0x801);
  put(bytes, announced);
  bytes.insert(bytes.end(), labels.begin(), labels.end());
  return bytes;
}

Bytes with(Bytes bytes, size_t offset, uint8_t value) {
  bytes[offset] = value;
  return bytes;
}

Bytes first(Bytes bytes, size_t count) {
  bytes.resize(count);
  return bytes;
}

}  // namespace

TEST_CASE("A sound pair of IDX files gives its glyphs and labels") {
  const auto data = parse_mnist(images_of(3, 3), labels_of(3, {7, 0, 9}));
  REQUIRE(data);
  CHECK(data->size() == 3);
  CHECK(data->labels == Bytes{7, 0, 9});
  CHECK(data->glyphs[1][5] == (784 + 5) % 251);
  CHECK(data->classes.size() == 10);
}

TEST_CASE("Damaged IDX files are refused with the place, the value and what was expected") {
  const Bytes images = images_of(3, 3), labels = labels_of(3, {7, 0, 9});
  struct Case {
    Bytes images, labels;
    std::vector<std::string> says;
  };
  const std::vector<Case> cases = {
      {{}, labels, {"images: ", "0 bytes", "16"}},
      {first(images, 15), labels, {"images: ", "15 bytes"}},
      {first(images, 16 + 784 * 3 - 1), labels, {"images: ", "offset 4", "3 samples", "2351 bytes"}},
      {images_of(3, 4), labels, {"images: ", "offset 4", "4 samples"}},
      {images_of(0xffffffff, 3), labels, {"images: ", "offset 4", "4294967295 samples"}},
      {with(images, 3, 1), labels, {"images: ", "offset 0", "0x00000801", "0x00000803"}},
      {with(images, 2, 0x0d), labels, {"images: ", "offset 0", "0x00000d03"}},
      {with(with(images, 0, 0x1f), 1, 0x8b), labels, {"images: ", "gzip"}},
      {images_of(3, 3, 0), labels, {"images: ", "offset 12", "0", "28"}},
      {images_of(3, 3, 0x80000000), labels, {"images: ", "offset 12", "2147483648"}},
      {images, first(labels, 7), {"labels: ", "7 bytes"}},
      {images, first(labels, 10), {"labels: ", "offset 4", "3 samples", "2 bytes"}},
      {images, labels_of(0xfffffff0, {1, 2, 3}), {"labels: ", "offset 4", "4294967280"}},
      {images, images, {"labels: ", "offset 0", "0x00000803", "0x00000801"}},
      {images, labels_of(2, {1, 2}), {"labels: ", "2 labels", "3 images"}},
      {images, labels_of(3, {1, 10, 3}), {"labels: ", "offset 9", "label 10", "0 to 9"}},
  };
  for (const Case& bad : cases) {
    const auto data = parse_mnist(bad.images, bad.labels);
    REQUIRE_FALSE(data);
    for (const std::string& text : bad.says) CHECK_THAT(data.error().message, ContainsSubstring(text));
  }
}

TEST_CASE("The split is decided by the seed, loses nothing, and refuses impossible sizes") {
  Dataset all;
  for (int at = 0; at < 100; ++at) {
    all.glyphs.push_back({static_cast<uint8_t>(at)});
    all.labels.push_back(static_cast<uint8_t>(at % 10));
  }
  const auto parts = split_off_validation(all, 30, 5);
  REQUIRE(parts);
  CHECK(parts->first.size() == 70);
  CHECK(parts->second.size() == 30);
  std::set<uint8_t> seen;
  for (const Dataset* part : {&parts->first, &parts->second}) {
    for (size_t at = 0; at < part->size(); ++at) {
      seen.insert(part->glyphs[at][0]);
      CHECK(part->labels[at] == part->glyphs[at][0] % 10);
    }
  }
  CHECK(seen.size() == 100);
  CHECK(split_off_validation(all, 30, 5)->second.glyphs == parts->second.glyphs);
  CHECK(split_off_validation(all, 30, 6)->second.glyphs != parts->second.glyphs);
  for (const size_t size : {size_t{0}, size_t{100}, ~size_t{0}}) {
    const auto refused = split_off_validation(all, size, 5);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, ContainsSubstring("expected 1 to 99"));
  }
}
