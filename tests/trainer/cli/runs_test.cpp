// `inkling runs`: what `inkling train` kept is listed and set side by side.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "engine/core/json.h"
#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

void train(const Workplace& place, const std::string& name, int epochs) {
  REQUIRE(place.run({"train", "--validation", "100", "--network", "4,pool,pool", "--batch", "40", "--name",
                     name, "--epochs", std::to_string(epochs)}) == 0);
}

std::vector<std::string> names_in(const files::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : files::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("Runs are kept apart, listed, and compared by what differs") {
  const Workplace place;
  CHECK(place.run({"runs"}) == 0);
  CHECK_THAT(place.out(), ContainsSubstring("No runs in runs"));
  train(place, "a", 1);
  train(place, "a", 1);  // in the same second, perhaps: a counter keeps them apart
  train(place, "b", 2);
  const auto ids = names_in(place / "runs");
  REQUIRE(ids.size() == 3);

  REQUIRE(place.run({"runs"}) == 0);
  for (const std::string& id : ids) CHECK_THAT(place.out(), ContainsSubstring(id));

  REQUIRE(place.run({"runs", "--json"}) == 0);
  const std::string text = place.out();
  const auto document = parse_json(text);
  REQUIRE(document);
  yyjson_val* last = yyjson_arr_get(yyjson_doc_get_root(document->get()), 2);
  CHECK(text_of(yyjson_obj_get(last, "id")) == ids[2]);
  CHECK(yyjson_get_int(yyjson_obj_get(last, "epochs")) == 2);
  CHECK(yyjson_get_uint(yyjson_obj_get(last, "bytes")) ==
        files::file_size(place / "runs" / ids[2] / "weights.safetensors"));
  CHECK(yyjson_get_int(yyjson_obj_get(yyjson_obj_get(last, "configuration"), "batch")) == 40);
  yyjson_val* epoch = yyjson_arr_get_last(yyjson_obj_get(last, "metrics"));
  CHECK(yyjson_get_int(yyjson_obj_get(epoch, "step")) == 30);

  REQUIRE(place.run({"runs", ids[0], ids[2]}) == 0);
  CHECK_THAT(place.out(), ContainsSubstring("\nepochs  ") && ContainsSubstring("\nvalidation accuracy") &&
                              !ContainsSubstring("\nbatch ") && ContainsSubstring("are the same"));
}

TEST_CASE("A run that cannot be read is named, and the others are listed") {
  const Workplace place;
  train(place, "good", 1);
  files::create_directories(place / "runs/zz-damaged");
  write_text(place / "runs/zz-damaged/config.toml", "epochs = 3\n");
  write_text(place / "runs/zz-damaged/metrics.ndjson", "{\"epoch\":1}\n");
  CHECK(place.run({"runs"}) == 1);
  CHECK_THAT(place.out(), ContainsSubstring("-good"));
  CHECK_THAT(place.err(), ContainsSubstring("zz-damaged/metrics.ndjson: line 1 of the metrics: 'step' is"));
  CHECK(place.run({"runs", "nowhere"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("nowhere: no such run in runs"));
  CHECK(place.run({"train", "--validation", "100", "--name", "../x"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("--name"));
}
