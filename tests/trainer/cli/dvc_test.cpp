// trainer/dvc.yaml: it keeps to the format, and its commands run and make what they say.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sstream>

#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("The stages of trainer/dvc.yaml keep to DVC's format, and each runs as a plain command") {
  const files::path source = INKLING_SOURCE_FOLDER;
  if (std::system("/usr/bin/python3 -c 'import yaml' 2> /dev/null") != 0) SKIP("PyYAML is not installed");
  if (!files::exists(source / "data/mnist/train-images-idx3-ubyte")) SKIP("data/mnist is not there");
  const Workplace place;
  const std::string out = (place / "commands").string();
  REQUIRE(std::system(("/usr/bin/python3 '" + (source / "tests/trainer/cli/dvc_stages.py").string() + "' '" +
                       (source / "trainer/dvc.yaml").string() + "' > " + out)
                          .c_str()) == 0);

  // A project's folder with the program, and few epochs.
  files::remove_all(place / "data");
  files::create_directories(place / "data");
  files::create_directories(place / "build/native");
  files::create_symlink(INKLING_PROGRAM, place / "build/native/inkling");
  for (const char* name : {"data/mnist", "tools", "trainer"})
    files::create_directory_symlink(source / name, place / name);
  std::istringstream commands(read_text(out));
  std::string command;
  int stages = 0;
  for (; std::getline(commands, command); ++stages) {
    if (const size_t training = command.find(" --config"); training != command.npos)
      command.insert(training, " --epochs 1 --limit 2000");
    INFO(command);
    REQUIRE(std::system(("cd '" + (place / "").string() + "' && (" + command + ") 2> stderr").c_str()) == 0);
  }
  CHECK(stages == 4);
  CHECK_THAT(read_text(place / "build/dvc/evaluation.json"), ContainsSubstring("\"accuracy\""));
  CHECK(files::file_size(place / "build/dvc/weights.safetensors") > 1000);
  CHECK_THAT(read_text(place / "build/dvc/report/index.html"), ContainsSubstring("</html>"));
}
