#include "engine/picture/decode.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <string>

#include "tests/engine/picture/encoded.h"
#include "tests/engine/support/files.h"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string refusal(const Bytes& file) {
  const auto image = decode_picture(file);
  return image ? "" : image.error().message;
}

// A picture of every kind that is decoded, none of them longer than a few hundred bytes.
std::vector<Bytes> good_files() {
  return {png(2, 2, 0, 8, Bytes(4, 9)),
          png(2, 2, 2, 8, Bytes(12, 9)),
          png(2, 2, 4, 16, Bytes(16, 9)),
          png(2, 2, 6, 8, Bytes(16, 9)),
          jpeg(),
          jpeg_with_exif(tiff_with_orientation(6, true))};
}

}  // namespace

TEST_CASE("grey levels of a PNG come out as they are, of 16 bits the upper 8") {
  const auto eight = decode_picture(png(3, 2, 0, 8, {0, 1, 2, 127, 254, 255}));
  REQUIRE(eight);
  CHECK(eight->width == 3);
  CHECK(eight->height == 2);
  CHECK(eight->pixels == Bytes{0, 1, 2, 127, 254, 255});
  const auto sixteen = decode_picture(png(2, 1, 0, 16, {0x12, 0xFF, 0xFE, 0x00}));
  REQUIRE(sixteen);
  CHECK(sixteen->pixels == Bytes{0x12, 0xFE});
}

TEST_CASE("colours become Rec. 601 luma: 0.299 red, 0.587 green, 0.114 blue") {
  const auto image = decode_picture(png(4, 1, 2, 8, {255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 200, 200}));
  REQUIRE(image);
  CHECK(image->pixels == Bytes{76, 150, 29, 200});
}

TEST_CASE("transparent parts lie on white") {
  const auto grey = decode_picture(png(3, 1, 4, 8, {0, 0, 0, 255, 100, 51}));
  REQUIRE(grey);
  CHECK(grey->pixels == Bytes{255, 0, 224});
  const auto rgba = decode_picture(png(2, 1, 6, 8, {0, 0, 0, 0, 0, 0, 0, 128}));
  REQUIRE(rgba);
  CHECK(rgba->pixels == Bytes{255, 127});
}

TEST_CASE("a JPEG is turned upright by its EXIF orientation, in either byte order") {
  const struct {
    uint8_t orientation;
    bool upright, left, top;  // where the black corner comes to lie
  } cases[] = {{1, false, true, true},  {2, false, false, true}, {3, false, false, false},
               {4, false, true, false}, {5, true, true, true},   {6, true, false, true},
               {7, true, false, false}, {8, true, true, false}};
  for (const auto& expected : cases) {
    for (const bool little_endian : {false, true}) {
      INFO("orientation " << int{expected.orientation});
      const auto image =
          decode_picture(jpeg_with_exif(tiff_with_orientation(expected.orientation, little_endian)));
      REQUIRE(image);
      CHECK(image->width == (expected.upright ? 16 : 24));
      CHECK(image->height == (expected.upright ? 24 : 16));
      for (int y = 0; y < image->height; ++y) {
        for (int x = 0; x < image->width; ++x) {
          const bool black = (expected.left ? x < 8 : x >= image->width - 8) &&
                             (expected.top ? y < 8 : y >= image->height - 8);
          REQUIRE(std::abs(image->at(x, y) - (black ? 0 : 255)) <= 8);
        }
      }
    }
  }
}

TEST_CASE("a JPEG without usable EXIF is upright") {
  const auto plain = decode_picture(jpeg());
  REQUIRE(plain);
  Bytes beyond = tiff_with_orientation(6, true), bad_type = beyond, endless = beyond, no_order = beyond;
  beyond[4] = beyond[7] = 0xFF;
  bad_type[12] = 4;
  endless[8] = endless[9] = 0xFF;
  endless[10] = 0;
  no_order[0] = 'X';
  const Bytes tiffs[] = {
      beyond, bad_type,  endless, no_order, tiff_with_orientation(0, true), tiff_with_orientation(9, false),
      {},     {'I', 'I'}};
  for (const Bytes& tiff : tiffs) {
    const auto image = decode_picture(jpeg_with_exif(tiff));
    REQUIRE(image);
    CHECK(image->pixels == plain->pixels);
  }
}

TEST_CASE("what is neither PNG nor JPEG is refused") {
  CHECK_THAT(refusal({}), ContainsSubstring("neither PNG nor JPEG (0 bytes)"));
  CHECK_THAT(refusal({'G', 'I', 'F', '8', '9', 'a'}), ContainsSubstring("neither PNG nor JPEG"));
  CHECK_THAT(refusal({0xFF, 0xD8}), ContainsSubstring("neither PNG nor JPEG"));
}

TEST_CASE("a picture of more than 50 million pixels is refused before it is decoded") {
  CHECK_THAT(refusal(png(10'000, 5'001, 0, 8, {})), ContainsSubstring("10000 x 5001 pixels"));
  CHECK_THAT(refusal(png(1u << 23, 1u << 23, 6, 16, {})), ContainsSubstring("pixels"));
  CHECK_FALSE(refusal(png(0x7FFFFFFF, 0x7FFFFFFF, 6, 16, {})).empty());
  CHECK_FALSE(refusal(png(0, 5, 0, 8, {})).empty());
}

TEST_CASE("a small file that claims a large picture is refused before memory is taken") {
  CHECK_THAT(refusal(png(7'000, 7'000, 6, 16, {1, 2, 3})),
             ContainsSubstring("cannot hold 7000 x 7000 pixels"));
}

TEST_CASE("a file cut anywhere is refused") {
  for (const Bytes& file : good_files()) {
    REQUIRE(decode_picture(file));
    const bool is_jpeg = file[0] == 0xFF;
    // A PNG's last chunk, and a JPEG's last marker, carry nothing.
    const size_t needed = file.size() - (is_jpeg ? 2 : 12);
    for (size_t length = 0; length < needed; ++length) {
      INFO((is_jpeg ? "JPEG" : "PNG") << " cut to " << length);
      CHECK_FALSE(decode_picture(std::span(file).first(length)));
    }
  }
}

TEST_CASE("a file with any byte changed is decoded or refused, without harm") {
  for (const Bytes& file : good_files()) {
    for (size_t place = 0; place < file.size(); ++place) {
      for (const int change : {1, 0x80, 0xFF}) {
        Bytes damaged = file;
        damaged[place] ^= static_cast<uint8_t>(change);
        const auto image = decode_picture(damaged);
        if (image) {
          CHECK(image->pixels.size() ==
                static_cast<size_t>(image->width) * static_cast<size_t>(image->height));
        } else {
          CHECK_FALSE(image.error().message.empty());
        }
      }
    }
  }
}

TEST_CASE("a browser's RGBA pixels become grey on white") {
  const Image image =
      grey_from_rgba(Bytes{255, 0, 0, 255, 0, 0, 0, 0, 10, 10, 10, 255, 255, 255, 255, 255}, 2, 2);
  CHECK(image.width == 2);
  CHECK(image.height == 2);
  CHECK(image.pixels == Bytes{76, 255, 10, 255});
}

TEST_CASE("RGBA that is shorter than its size says gives no picture") {
  CHECK(grey_from_rgba(Bytes(15), 2, 2).pixels.empty());
  CHECK(grey_from_rgba(Bytes(16), 0, 2).pixels.empty());
  CHECK(grey_from_rgba(Bytes(16), -1, -4).pixels.empty());
  CHECK(grey_from_rgba(Bytes(16), 2'000'000'000, 2'000'000'000).pixels.empty());
}

TEST_CASE("a photograph is decoded") {
  const auto file = read_file(shared_folder() + "/photos/f22_jpeg.jpg");
  if (file.empty()) SKIP("no photographs in " << shared_folder() << "/photos");
  const auto image = decode_picture(file);
  REQUIRE(image);
  CHECK(image->width == 384);
  CHECK(image->height == 512);
}
