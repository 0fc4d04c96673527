// `inkling evaluate` on sources of which a part cannot be read.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "engine/core/json.h"
#include "tests/trainer/cli/sources.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

size_t samples_in(const std::string& json) {
  const auto document = parse_json(json);
  REQUIRE(document);
  return yyjson_get_uint(yyjson_obj_get(yyjson_doc_get_root(document->get()), "samples"));
}

}  // namespace

TEST_CASE("Bad lines of ink are named and counted, and the others are evaluated") {
  const Workplace place;
  write_text(place / "digits.ndjson", "nonsense\n" + digits_of_folds({2}, 1) + drawing("", "w5", 1));
  CHECK(place.run({"evaluate", "--ink", "digits.ndjson", "--json"}) == 0);
  CHECK(samples_in(place.out()) == 20);
  CHECK_THAT(place.err(), ContainsSubstring("digits.ndjson: 2 of 22 left out\n  line 1: not JSON") &&
                              ContainsSubstring("line 22: the drawing has no label"));
  write_text(place / "bad.ndjson", "nonsense\n[]\n");
  CHECK(place.run({"evaluate", "--ink", "bad.ndjson"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("bad.ndjson: none of its 2 lines can be used; line 1: not JSON"));
}

TEST_CASE("A picture that cannot be unpacked or decoded counts as misread, and the others are evaluated") {
  const Workplace place;
  auto pictures = pictures_of(squares(20, 3));
  const std::string good = pictures.begin()->second;
  pictures["1/text.png"] = "text";
  std::string zip = zip_of(pictures);
  zip[zip.find(good) + good.size() / 2] ^= 1;
  write_text(place / "pictures.zip", zip);
  CHECK(place.run({"evaluate", "--images", "pictures.zip", "--json"}) == 0);
  CHECK(samples_in(place.out()) == 21);
  CHECK_THAT(place.err(), ContainsSubstring("checksum is wrong") && ContainsSubstring("1/text.png: "));
}

TEST_CASE(
    "What begins with a point is no label and no picture, in a folder and in a ZIP, and nothing is said of "
    "it") {
  const Workplace place;
  auto pictures = pictures_of(squares(20, 3));
  const std::string any = pictures.begin()->second;
  for (const char* hidden : {".ipynb_checkpoints/1.png", ".git/objects/2.png", "3/.thumbnails/3.png",
                             "4/._4.png", ".git/labels.csv"})
    pictures[hidden] = any;
  write_folder(place / "pictures", pictures);
  write_text(place / "pictures.zip", zip_of(pictures));
  for (const char* source : {"pictures", "pictures.zip"}) {
    CHECK(place.run({"evaluate", "--images", source, "--json"}) == 0);
    CHECK(samples_in(place.out()) == 20);
    CHECK_THAT(place.out(), ContainsSubstring("\"outsiders\":0"));
    CHECK(place.err().find("/.") == std::string::npos);
  }
}

TEST_CASE("MNIST is evaluated from gzipped files") {
  const Workplace place;
  const files::path folder = place / "data/mnist";
  for (const char* rest : {"images-idx3-ubyte", "labels-idx1-ubyte"})
    files::rename(folder / (std::string("train-") + rest), folder / (std::string("t10k-") + rest));
  REQUIRE(place.run({"evaluate", "--data", "data/mnist", "--json"}) == 0);
  const std::string plain = place.out();
  REQUIRE(std::system(("gzip '" + folder.string() + "'/*").c_str()) == 0);
  REQUIRE(place.run({"evaluate", "--data", "data/mnist", "--json"}) == 0);
  CHECK(place.out() == plain);
  CHECK(samples_in(plain) == 700);
}
