#include "trainer/number.h"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <clocale>
#include <cmath>
#include <limits>
#include <string>

#include "trainer/random.h"

using namespace inkling::trainer;

namespace {

// What the C++ library's own parser says of the whole text.
template <class Number>
std::optional<Number> by_library(const std::string& text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

template <class Number>
void agrees(const std::string& text) {
  INFO(text);
  const auto expected = by_library<Number>(text), read = number_from_text<Number>(text);
  REQUIRE(read.has_value() == expected.has_value());
  if (!read) return;
  REQUIRE(std::isnan(*read) == std::isnan(*expected));
  if (!std::isnan(*read)) REQUIRE((*read == *expected && std::signbit(*read) == std::signbit(*expected)));
}

}  // namespace

TEST_CASE("Texts are read, or refused, as the C++ library's parser does") {
  for (const char* text : {"0",
                           "-0",
                           "1",
                           "-1.5",
                           ".5",
                           "5.",
                           ".",
                           "",
                           "-",
                           "+1",
                           " 1",
                           "1 ",
                           "1e5",
                           "1E-5",
                           "1e",
                           "1e+",
                           "1e+3",
                           "e3",
                           "0x10",
                           "1,5",
                           "1.5.2",
                           "--1",
                           "-inf",
                           "inf",
                           "infinite",
                           "nan",
                           "-nan",
                           "1e400",
                           "-1e400",
                           "1e-400",
                           "4e-324",
                           "3e-310",
                           "1.7976931348623157e308",
                           "16777217",
                           "0.1",
                           "00012",
                           "9007199254740993",
                           "1-2"}) {
    agrees<float>(text);
    agrees<double>(text);
  }
}

TEST_CASE("Every float and double is read back as the same bits from its shortest text") {
  Random random(1, Purpose::weights);
  for (int trial = 0; trial < 20'000; ++trial) {
    char text[64];
    const float single = std::bit_cast<float>(random.bits());
    const double twice = std::bit_cast<double>(uint64_t{random.bits()} << 32 | random.bits());
    agrees<float>({text, std::to_chars(text, text + sizeof text, single).ptr});
    agrees<double>({text, std::to_chars(text, text + sizeof text, twice).ptr});
  }
}

TEST_CASE("A locale with a decimal comma changes nothing") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  for (const char* locale : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "C.UTF-8"})
    if (std::setlocale(LC_NUMERIC, locale)) break;
  CHECK(number_from_text<double>("1.5") == 1.5);
  CHECK_FALSE(number_from_text<double>("1,5"));
  std::setlocale(LC_NUMERIC, before.c_str());
}

TEST_CASE("Whole numbers end where their type does") {
  CHECK(number_from_text<int>("-12") == -12);
  CHECK(number_from_text<int64_t>("9223372036854775807") == std::numeric_limits<int64_t>::max());
  CHECK_FALSE(number_from_text<int>("2147483648"));
  CHECK_FALSE(number_from_text<int>("1.0"));
  CHECK_FALSE(number_from_text<int>(""));
}
