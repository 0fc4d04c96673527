// `inkling adapt`: finished weights learn new samples.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "engine/core/json.h"
#include "engine/network/model.h"
#include "tests/trainer/cli/program.h"
#include "trainer/random.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string own_digits = std::string(INKLING_SOURCE_FOLDER) + "/assets/drawings/digits.ndjson";

// A zigzag that no digit looks like, drawn a little differently each time.
std::string zigzags(const std::string& label, int count, uint32_t seed) {
  trainer::Random random(seed, trainer::Purpose::order);
  std::string text;
  for (int drawing = 0; drawing < count; ++drawing) {
    text += R"({"label":")" + label + R"(","strokes":[[)";
    for (int corner = 0; corner < 7; ++corner)
      text += (corner ? ",[" : "[") + std::to_string(10 * corner + static_cast<int>(random.below(5))) + "," +
              std::to_string(40 * (corner % 2) + static_cast<int>(random.below(9))) + "]";
    text += "]]}\n";
  }
  return text;
}

double number_at(const std::string& json, const char* part, const char* key) {
  const auto document = parse_json(json);
  REQUIRE(document);
  return yyjson_get_num(yyjson_obj_get(yyjson_obj_get(yyjson_doc_get_root(document->get()), part), key));
}

}  // namespace

TEST_CASE("The program teaches its weights a new label from a few drawings, and they keep the old ones") {
  const Workplace place;
  write_text(place / "zigzags.ndjson", zigzags("zigzag", 20, 1));
  REQUIRE(place.run({"adapt", "--data", "zigzags.ndjson", "--new-labels", "zigzag", "--replay", own_digits,
                     "--held-out", "0.5", "--out", "new.safetensors", "--json"}) == 0);
  const std::string said = place.out();
  CHECK(number_at(said, "new", "learned") == 10);
  CHECK(number_at(said, "new", "held_out") == 10);
  CHECK(number_at(said, "new", "accuracy_before") < 0.2);
  CHECK(number_at(said, "new", "accuracy_after") == 1);
  CHECK(number_at(said, "old", "accuracy_after") >= number_at(said, "old", "accuracy_before") - 0.05);

  const std::string bytes = read_text(place / "new.safetensors");
  const auto model = load_model({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  REQUIRE(model);
  CHECK((*model)->labels.size() == 11);
  CHECK((*model)->labels.back() == "zigzag");
  CHECK((*model)->knows_outsiders());
  CHECK_THAT((*model)->trained_on, ContainsSubstring("10 samples of the user's own"));

  write_text(place / "others.ndjson", zigzags("zigzag", 10, 2));
  REQUIRE(place.run({"evaluate", "--weights", "new.safetensors", "--ink", "others.ndjson"}) == 0);
  CHECK_THAT(place.out(), ContainsSubstring("10 samples, 100.00 % read right"));
}

TEST_CASE("The same command gives the same weights, with any number of threads") {
  const Workplace place;
  write_text(place / "zigzags.ndjson", zigzags("7", 12, 1));
  const auto adapted = [&](const std::string& out, const std::string& threads) {
    REQUIRE(place.run({"adapt", "--data", "zigzags.ndjson", "--epochs", "2", "--out", out, "--threads",
                       threads}) == 0);
    return read_text(place / out);
  };
  CHECK(adapted("a.safetensors", "1") == adapted("b.safetensors", "3"));
}

TEST_CASE("Samples, labels and weights that cannot be adapted to are refused, and the message says why") {
  const Workplace place;
  write_text(place / "zigzags.ndjson", zigzags("zigzag", 3, 1));
  CHECK(place.run({"adapt", "--data", "zigzags.ndjson"}) == 1);
  CHECK_THAT(place.err(),
             ContainsSubstring("zigzags.ndjson: none of its 3 samples has a label that can be used"));
  CHECK(place.run({"adapt", "--data", "zigzags.ndjson", "--new-labels", "zigzag,7"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("--new-labels: \"7\" is a label already"));
  CHECK(place.run({"adapt", "--data", "zigzags.ndjson", "--new-labels", "zigzag", "--weights",
                   std::string(INKLING_SOURCE_FOLDER) + "/assets/weights/max.safetensors"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("committee of 3 networks"));
  CHECK(place.run({"adapt", "--data", "zigzags.ndjson", "--new-labels", "zigzag", "--replay-share", "1"}) ==
        1);
  CHECK_THAT(place.err(), ContainsSubstring("replay-share: is 1, expected 0 to 0.99"));
  CHECK_FALSE(files::exists(place / "adapted.safetensors"));
}
