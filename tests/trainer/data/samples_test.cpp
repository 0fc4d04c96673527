#include "trainer/data/samples.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstring>

#include "trainer/data/content_hash.h"

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::ContainsSubstring;

namespace {

Samples some_samples() {
  Samples samples;
  for (int at = 0; at < 3; ++at) {
    Glyph glyph;
    for (size_t pixel = 0; pixel < glyph.size(); ++pixel)
      glyph[pixel] = static_cast<uint8_t>(at + 7 * static_cast<int>(pixel));
    samples.glyphs.push_back(glyph);
  }
  samples.labels = {"7", std::string("a\0b", 3), "ü"};
  samples.writers = {"", "w1", "w2\n"};
  samples.inks = {{{{{1, 2}, {3, 4.5f}}, {{-1e9f, 0}}}}, {}, {{{{0, 0}, {1, 0}, {1, 1}}}}};
  samples.left_out = {{"line 3", "not JSON"}, {"", ""}};
  return samples;
}

// With the checksum that the changed content has.
std::vector<uint8_t> with_checksum(std::vector<uint8_t> bytes) {
  ContentHash hash;
  hash.add(std::span<const uint8_t>(bytes).subspan(16));
  const uint64_t value = hash.value();
  std::memcpy(bytes.data() + 8, &value, sizeof value);
  return bytes;
}

}  // namespace

TEST_CASE("The content hash is FNV-1a as its authors give it") {
  // From the test vectors of Fowler, Noll and Vo.
  const auto hash = [](std::string_view text) {
    ContentHash result;
    result.add({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    return result.value();
  };
  CHECK(hash("") == 0xcbf29ce484222325);
  CHECK(hash("a") == 0xaf63dc4c8601ec8c);
  CHECK(hash("foobar") == 0x85944171f73967e8);
}

TEST_CASE("Samples come back from bytes as they were") {
  for (const bool with_ink : {true, false}) {
    Samples samples = some_samples();
    if (!with_ink) samples.inks.clear();
    const auto back = samples_from_bytes(samples_to_bytes(samples));
    REQUIRE(back);
    CHECK(back->glyphs == samples.glyphs);
    CHECK(back->labels == samples.labels);
    CHECK(back->writers == samples.writers);
    CHECK(back->left_out == samples.left_out);
    REQUIRE(back->inks.size() == samples.inks.size());
    for (size_t at = 0; at < samples.inks.size(); ++at) {
      const auto &expected = samples.inks[at].strokes, &found = back->inks[at].strokes;
      REQUIRE(found.size() == expected.size());
      for (size_t stroke = 0; stroke < expected.size(); ++stroke)
        CHECK(std::ranges::equal(found[stroke], expected[stroke],
                                 [](Point a, Point b) { return a.x == b.x && a.y == b.y; }));
    }
  }
}

TEST_CASE("Bytes that are cut off or turned anywhere are refused") {
  const auto bytes = samples_to_bytes(some_samples());
  for (size_t size = 0; size < bytes.size(); ++size)
    REQUIRE_FALSE(samples_from_bytes(std::span(bytes).first(size)));
  for (size_t at = 0; at < bytes.size(); ++at) {
    auto turned = bytes;
    turned[at] ^= 16;
    REQUIRE_FALSE(samples_from_bytes(turned));
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(samples_from_bytes(longer));
  auto newer = bytes;
  newer[7] = 2;
  const auto refused = samples_from_bytes(newer);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("version 1"));
}

TEST_CASE("Counts that are not true are refused even when the checksum is right") {
  const auto bytes = samples_to_bytes(some_samples());
  // The 64 bits at each place become numbers small and huge; whatever is read must be whole.
  size_t read = 0;
  for (size_t at = 16; at + 8 <= bytes.size(); ++at) {
    if (at > 32 && at < 16 + 8 + 3 * 784 - 16) continue;  // pixels
    for (const uint64_t count :
         {uint64_t{0}, uint64_t{1}, uint64_t{2}, uint64_t{0x100000000}, ~uint64_t{0}}) {
      auto changed = bytes;
      std::memcpy(changed.data() + at, &count, sizeof count);
      const auto samples = samples_from_bytes(with_checksum(changed));
      if (!samples) continue;
      ++read;
      REQUIRE(samples->labels.size() == samples->glyphs.size());
      REQUIRE(samples->writers.size() == samples->glyphs.size());
      REQUIRE((samples->inks.empty() || samples->inks.size() == samples->glyphs.size()));
    }
  }
  CHECK(read > 0);  // changed places of points, for example, are no contradiction
}
