#include "trainer/cli/remembered_answers.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;

namespace {

constexpr int distortions = 3;
constexpr size_t samples = 10, classes = 4;

// Answers that tell which question they belong to.
float answer(uint32_t distortion, uint32_t sample, size_t label) {
  return static_cast<float>(100 * distortion + 10 * sample + label) + 0.5f;
}

// Of two values an image, that it is asked with the images of its samples.
struct Counted {
  int calls = 0;
  size_t images = 0;
  Teacher teacher() {
    return [this](const Question& question, std::span<float> logits, const ParallelFor&) {
      ++calls;
      images += question.samples.size();
      for (size_t at = 0; at < question.samples.size(); ++at) {
        CHECK(question.inputs[2 * at] == static_cast<float>(question.samples[at]));
        CHECK(question.inputs[2 * at + 1] == static_cast<float>(question.distortion));
      }
      for (size_t at = 0; at < logits.size(); ++at)
        logits[at] = answer(question.distortion, question.samples[at / classes], at % classes);
    };
  }
};

void ask(const Teacher& teacher, uint32_t distortion, std::vector<uint32_t> asked) {
  std::vector<float> logits(asked.size() * classes), inputs;
  for (const uint32_t sample : asked)
    inputs.insert(inputs.end(), {static_cast<float>(sample), static_cast<float>(distortion)});
  teacher({inputs, asked, distortion}, logits, one_after_another);
  for (size_t at = 0; at < logits.size(); ++at)
    CHECK(logits[at] == answer(distortion, asked[at / classes], at % classes));
}

}  // namespace

TEST_CASE("A teacher that is remembered gives its own answers and is asked once for each question") {
  Counted counted;
  const auto teacher = remember_answers(counted.teacher(), distortions, samples, classes, "", 0);
  REQUIRE(teacher);
  ask(*teacher, 0, {1, 2, 3});
  ask(*teacher, 0, {3, 1});
  CHECK(counted.calls == 1);
  ask(*teacher, 2, {3, 1});  // another distortion
  ask(*teacher, 0, {9, 1});  // another sample
  CHECK(counted.calls == 3);
  ask(*teacher, 2, {1});
  ask(*teacher, 0, {9, 2});
  CHECK(counted.calls == 3);
  CHECK(counted.images == 6);  // of the question about 9 and 1 only 9 was new
}

TEST_CASE("Answers in a folder are known to the next training of the same key, and to no other") {
  const Workplace place;
  Counted counted;
  const auto make = [&](uint32_t key) {
    auto teacher = remember_answers(counted.teacher(), distortions, samples, classes, place / "kept", key);
    REQUIRE(teacher);
    return *teacher;
  };
  ask(make(7), 1, {4, 5});
  CHECK(counted.calls == 1);
  ask(make(7), 1, {5, 4});
  CHECK(counted.calls == 1);
  ask(make(8), 1, {4, 5});
  CHECK(counted.calls == 2);
}

TEST_CASE("A file of answers that has another size, and a folder that cannot be made, are refused by name") {
  const Workplace place;
  files::create_directories(place / "kept");
  write_text(place / "kept/answers-00000007.f32", "cut off");
  const auto refusal = [&](const files::path& folder) {
    const auto teacher = remember_answers(Counted().teacher(), distortions, samples, classes, folder, 7);
    REQUIRE_FALSE(teacher);
    return teacher.error().message;
  };
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(refusal(place / "kept"),
             ContainsSubstring("answers-00000007.f32: has 7 bytes, expected 480: delete it"));
  CHECK_THAT(refusal(place / "kept/answers-00000007.f32"), ContainsSubstring("answers-00000007.f32/answers"));
}

TEST_CASE("A student taught from memory is the student of the teacher itself") {
  const Workplace place;
  const auto train = [&](const std::string& out, std::vector<std::string> more) {
    std::vector<std::string> arguments = {
        "train",         "--epochs", "4",     "--validation",        "100", "--network", "4,pool",
        "--distortions", "2",        "--out", (place / out).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    REQUIRE(place.run(arguments) == 0);
    return read_text(place / out);
  };
  train("teacher.safetensors", {"--seed", "3"});
  const std::string teacher = (place / "teacher.safetensors").string();
  const std::string fresh = train("a.safetensors", {"--teacher", teacher});
  const std::string memory = (place / "memory").string();
  CHECK(train("b.safetensors", {"--teacher", teacher, "--teacher-memory", memory}) == fresh);
  // Other batches, the same answers.
  train("c.safetensors", {"--teacher", teacher, "--teacher-memory", memory, "--seed", "2"});
  CHECK(train("d.safetensors", {"--teacher", teacher, "--teacher-memory", memory}) == fresh);
}
