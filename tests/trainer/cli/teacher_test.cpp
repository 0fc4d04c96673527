#include "trainer/cli/teacher.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "engine/network/model.h"
#include "engine/network/session.h"
#include "tests/trainer/cli/sources.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

namespace {

const std::vector<Plane> planes = {Plane::ink, Plane::path_x};
constexpr size_t samples = 9, outputs = 11;

// Every third sample has strokes.
trainer::Dataset mixed_data() {
  trainer::Dataset data;
  data.glyphs.resize(samples);
  data.labels.resize(samples);
  for (int digit = 0; digit < 10; ++digit) data.classes.push_back(std::to_string(digit));
  data.outsiders = true;
  data.inks.resize(samples);
  for (size_t at = 0; at < samples; at += 3) data.inks[at] = {{{{0, 0}, {1, 1}}}};
  return data;
}

// Softmax of what the engine makes of one input, [28, 28, planes of the model], in double.
std::vector<double> probabilities(const std::string& file, std::span<const float> input) {
  const std::string bytes = read_text(file);
  const auto model = load_model({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  REQUIRE(model);
  auto session = Session::create(*model);
  REQUIRE(session);
  std::vector<float> logits((*model)->outputs);
  REQUIRE(session->run(input, logits));
  std::vector<double> result;
  double sum = 0;
  for (const float logit : logits)
    sum += result.emplace_back(std::exp(logit / double{(*model)->temperature}));
  for (double& probability : result) probability /= sum;
  return result;
}

class Teachers {
 public:
  Teachers() {
    write_text(place / "ink.ndjson", digits_of_folds({1, 2, 3}, 2));
    write_text(place / "letters.ndjson",
               drawing("A", "w1", 1) + drawing("A", "w2", 2) + drawing("x", "w5", 3));
    const auto train = [&](const std::string& name, const std::vector<std::string>& more) {
      std::vector<std::string> arguments = {"train", "--data",    "data/mnist", "--validation",
                                            "100",   "--network", "4,pool",     "--epochs",
                                            "1",     "--out",     place / name};
      arguments.insert(arguments.end(), more.begin(), more.end());
      REQUIRE(place.run(arguments) == 0);
    };
    train("all", {"--data", place / "ink.ndjson", "--outsiders", place / "letters.ndjson", "--planes",
                  "ink,path-x"});
    train("one", {"--seed", "2"});
    train("two", {"--seed", "3"});
  }

  std::string file(const char* name) const { return (place / name).string(); }

  std::string refusal(const TeacherFiles& files) const {
    const auto loaded = load_teacher(files, mixed_data(), planes);
    REQUIRE_FALSE(loaded);
    return loaded.error().message;
  }

 private:
  const Workplace place;
};

}  // namespace

TEST_CASE("Of pictures their own teachers say what they are, and the others whether they are outsiders") {
  const Teachers teachers;
  const std::string all = teachers.file("all"), one = teachers.file("one"), two = teachers.file("two");
  const auto loaded = load_teacher({all, one + "," + two}, mixed_data(), planes);
  REQUIRE(loaded);

  trainer::Random random(1, trainer::Purpose::split);
  std::vector<float> inputs(samples * glyph_size * planes.size());
  for (float& value : inputs) value = random.uniform();
  // A second appearance of sample 2, in another order: draws are not places.
  const std::vector<uint32_t> draws = {0, 3, samples + 2, 4, 5, 6, 7, 8, 1};
  std::vector<float> logits(samples * outputs);
  loaded->teacher({inputs, draws, 0}, logits, on_threads(2));

  for (size_t at = 0; at < samples; ++at) {
    const auto input = std::span(inputs).subspan(at * glyph_size * 2, glyph_size * 2);
    std::vector<double> expected = probabilities(all, input);
    if (draws[at] % 3 != 0) {
      std::vector<float> ink;
      for (size_t pixel = 0; pixel < glyph_size; ++pixel) ink.push_back(input[2 * pixel]);
      const auto first = probabilities(one, ink), second = probabilities(two, ink);
      for (size_t digit = 0; digit < 10; ++digit)
        expected[digit] = (1 - expected[10]) * (first[digit] + second[digit]) / 2;
    }
    for (size_t output = 0; output < outputs; ++output)
      REQUIRE_THAT(std::exp(logits[at * outputs + output]), WithinAbs(expected[output], 1e-5));
  }
}

TEST_CASE("Teachers that do not fit their student or each other are refused by name") {
  const Teachers teachers;
  const std::string all = teachers.file("all"), one = teachers.file("one");
  CHECK_THAT(teachers.refusal({one, ""}),
             ContainsSubstring(one + ": knows no outsiders, but --outsiders are"));
  CHECK_THAT(teachers.refusal({"", one}), ContainsSubstring("name with --teacher who teaches the rest"));
  CHECK_THAT(teachers.refusal({all, one + "," + all}),
             ContainsSubstring(all + ": has 11 outputs, but those before it 10"));
  CHECK_THAT(teachers.refusal({all, "nowhere"}), ContainsSubstring("nowhere"));
}
