#include "trainer/tracking/event_file.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "tests/trainer/cli/program.h"

using namespace inkling::trainer;
using namespace inkling::trainer::testing;

TEST_CASE("CRC-32C has the values of RFC 3720, appendix B.4") {
  std::string rising, falling;
  for (int byte = 0; byte < 32; ++byte) {
    rising += static_cast<char>(byte);
    falling += static_cast<char>(31 - byte);
  }
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AA);
  CHECK(crc32c(std::string(32, '\xFF')) == 0x62A8AB43);
  CHECK(crc32c(rising) == 0x46DD794E);
  CHECK(crc32c(falling) == 0x113FDB5C);
  // An iSCSI Read (10) command.
  std::string command(48, '\0');
  command[0] = 0x01, command[1] = static_cast<char>(0xC0), command[16] = 0x14, command[22] = 0x04;
  command[27] = 0x14, command[31] = 0x18, command[32] = 0x28, command[40] = 0x02;
  CHECK(crc32c(command) == 0xD9963A56);
  CHECK(crc32c("123456789") == 0xE3069283);  // of the catalogue of parametrised CRC algorithms
}

TEST_CASE("An event file is read by a decoder that knows nothing of this program") {
  if (std::system("command -v python3 > /dev/null") != 0) SKIP("python3 is not installed");
  EventFile file(1700000000.25);
  file.add_text(1700000000.25, 0, "configuration/text_summary", "a | b");
  file.add_scalars(1700000001.5, 1, {{"loss", 0.5f}, {"validation_accuracy", 0.9921875f}});
  file.add_scalars(1700000003, 300, {{"loss", -1.5e-20f}});
  const Workplace place;
  const std::string name = (place / "events").string(), out = (place / "events.json").string();
  write_text(name, file.bytes());
  const std::string decode =
      "python3 " INKLING_SOURCE_FOLDER "/tests/trainer/tracking/read_event_file.py " + name + " > " + out;
  REQUIRE(std::system(decode.c_str()) == 0);
  CHECK(read_text(out) ==
        R"({"wall_time": 1700000000.25, "step": 0, "file_version": "brain.Event:2"}
{"wall_time": 1700000000.25, "step": 0, "values": [{"tag": "configuration/text_summary", "plugin": "text", "dtype": 7, "shape": [1], "strings": ["a | b"]}]}
{"wall_time": 1700000001.5, "step": 1, "values": [{"tag": "loss", "simple_value": 0.5}, {"tag": "validation_accuracy", "simple_value": 0.9921875}]}
{"wall_time": 1700000003.0, "step": 300, "values": [{"tag": "loss", "simple_value": -1.5e-20}]}
)");

  std::string damaged = file.bytes();
  damaged[damaged.size() / 2] ^= 1;
  write_text(name, damaged);
  CHECK(std::system((decode + " 2> /dev/null").c_str()) != 0);
}
