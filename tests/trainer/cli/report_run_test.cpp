// `inkling report --run`: a run by its id gives the report its weights, curves, data and distortions.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// Trains in runs/<id> and gives the id.
std::string trained(const Workplace& place, const std::string& name, const std::string& flag) {
  REQUIRE(place.run({"train", "--validation", "100", "--network", "4,pool,pool", "--batch", "40", "--epochs",
                     "2", "--out", "", "--name", name, flag}) == 0);
  for (const auto& run : files::directory_iterator(place / "runs"))
    if (run.path().filename().string().ends_with("-" + name)) return run.path().filename();
  return "";
}

}  // namespace

TEST_CASE("A report of a run has the run's weights, curves and distortions, and its files beside the page") {
  const Workplace place;
  for (const char* kind : {"images-idx3-ubyte", "labels-idx1-ubyte"})  // a test half
    files::copy(place / "data/mnist" / ("train-" + std::string(kind)),
                place / "data/mnist" / ("t10k-" + std::string(kind)));
  const std::string plain = trained(place, "plain", "--no-augment");
  REQUIRE(place.run({"report", "--run", plain}) == 0);
  const files::path report = place / "runs" / plain / "report";
  for (const char* file : {"index.html", "summary.txt", "metrics.csv", "loss.svg", "accuracy.svg",
                           "confusion.svg", "calibration.svg", "classes.svg", "samples.svg", "averages.svg"})
    CHECK(files::file_size(report / file) > 0);
  CHECK_FALSE(files::exists(report / "augmented.svg"));
  CHECK(std::ranges::count(read_text(report / "metrics.csv"), '\n') == 3);
  CHECK_THAT(read_text(report / "index.html"), ContainsSubstring(plain + "/weights.safetensors"));

  const std::string turned = trained(place, "turned", "--augment");
  REQUIRE(place.run({"report", "--run", "runs/" + turned, "--out", "page"}) == 0);
  CHECK(files::exists(place / "page/augmented.svg"));
  CHECK_THAT(read_text(place / "page/index.html"), ContainsSubstring("distorted at random as in this run"));

  files::remove(place / "runs" / plain / "weights.safetensors");
  CHECK(place.run({"report", "--run", plain}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("the run is not done") && ContainsSubstring("--resume"));
  CHECK(place.run({"report", "--run", "nowhere"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("nowhere: no such run"));
  CHECK(place.run({"report", "--out", "page"}) == 2);
}
