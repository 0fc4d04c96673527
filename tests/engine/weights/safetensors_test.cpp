#include "engine/weights/safetensors.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <cstring>
#include <random>

#include "engine/network/model.h"
#include "engine/weights/half.h"
#include "tests/engine/network/small_model.h"

using namespace inkling;
using Catch::Matchers::ContainsSubstring;

namespace {

// A file of a given header and data, as the format describes it.
std::vector<uint8_t> file_of(const std::string& header, size_t data_bytes) {
  const uint64_t length = header.size();
  std::vector<uint8_t> file(8 + length + data_bytes);
  std::memcpy(file.data(), &length, 8);
  std::memcpy(file.data() + 8, header.data(), length);
  return file;
}

std::string refusal(const std::vector<uint8_t>& file) {
  const auto parsed = parse_safetensors(file);
  return parsed ? "accepted" : parsed.error().message;
}

}  // namespace

TEST_CASE("a file as the format's description has it is read") {
  // Written by hand after the format's published description, not by write_safetensors.
  auto file = file_of(R"({"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                      R"("b":{"dtype":"I8","shape":[1,3],"data_offsets":[8,11]}}   )",
                      11);
  const float values[2] = {1.5f, -2.0f};
  std::memcpy(file.data() + file.size() - 11, values, 8);
  file.back() = 0xff;
  const auto parsed = parse_safetensors(file);
  REQUIRE(parsed);
  CHECK(parsed->metadata.at("k") == "v");
  CHECK(*to_floats(parsed->tensors.at("a"), nullptr) == std::vector<float>{1.5f, -2.0f});
  CHECK(parsed->tensors.at("b").shape == std::vector<int64_t>{1, 3});
  CHECK(parsed->tensors.at("b").bytes[2] == 0xff);
}

TEST_CASE("what is written is read back") {
  const Safetensors file = testing::random_weights(testing::small_layers());
  const auto bytes = write_safetensors(file);
  const auto parsed = parse_safetensors(bytes);
  REQUIRE(parsed);
  CHECK(parsed->metadata == file.metadata);
  REQUIRE(parsed->tensors.size() == file.tensors.size());
  for (const auto& [name, tensor] : file.tensors) {
    CHECK(parsed->tensors.at(name).shape == tensor.shape);
    CHECK(parsed->tensors.at(name).bytes == tensor.bytes);
  }
  CHECK(write_safetensors(*parsed) == bytes);
}

TEST_CASE("damaged files are refused with the place and the value") {
  const auto one = [](const std::string& tensor, size_t data = 8) {
    return refusal(file_of("{\"a\":" + tensor + "}", data));
  };
  CHECK_THAT(refusal({}), ContainsSubstring("has 0 bytes"));
  CHECK_THAT(refusal({255, 255, 255, 255, 255, 255, 255, 255, '{'}),
             ContainsSubstring("18446744073709551615"));
  CHECK_THAT(refusal(file_of("{", 0)), ContainsSubstring("header: not valid JSON"));
  CHECK_THAT(refusal(file_of("[]", 0)), ContainsSubstring("expected an object"));
  CHECK_THAT(refusal(file_of(std::string(100000, '['), 0)), ContainsSubstring("not valid JSON"));
  CHECK_THAT(one("3"), ContainsSubstring("tensor 'a'"));
  CHECK_THAT(one(R"({"dtype":"F64","shape":[1],"data_offsets":[0,8]})"),
             ContainsSubstring("'F64' is not supported"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,9]})"),
             ContainsSubstring("do not lie in the file"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"),
             ContainsSubstring("do not lie in the file"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[2],"data_offsets":[-8,0]})"),
             ContainsSubstring("do not lie in the file"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"),
             ContainsSubstring("has 8 bytes, but its dtype and shape need 12"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[0],"data_offsets":[0,0]})", 0), ContainsSubstring("'shape'"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})"),
             ContainsSubstring("out of range"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[65536,65536],"data_offsets":[0,8]})"),
             ContainsSubstring("out of range"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})"),
             ContainsSubstring("begins at byte 4"));
  CHECK_THAT(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"), ContainsSubstring("4 bytes follow"));
  CHECK_THAT(refusal(file_of(R"({"__metadata__":{"k":1}})", 0)), ContainsSubstring("__metadata__: 'k'"));
  CHECK_THAT(refusal(file_of(R"({"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},)"
                             R"("a":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}})",
                             2)),
             ContainsSubstring("is there twice"));
}

TEST_CASE("no truncation and no changed byte of a weights file crashes the loader") {
  const auto single = testing::random_weights(testing::small_layers());
  const auto file = write_safetensors(GENERATE_REF(single, testing::committee({single, single})));
  REQUIRE(load_model(file));
  for (size_t length = 0; length < file.size(); length += 1 + length / 50)
    CHECK_FALSE(load_model(std::span(file).first(length)));
  std::mt19937 generator(5);
  for (int i = 0; i < 3000; ++i) {
    auto damaged = file;
    // Mostly in the header, where every byte means something.
    damaged[generator() % (i % 4 ? 2000 : damaged.size())] = static_cast<uint8_t>(generator());
    const auto model = load_model(damaged);
    if (!model) CHECK_FALSE(model.error().message.empty());
  }
}

TEST_CASE("half precision follows IEEE 754 for all its values") {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const int exponent = (bits >> 10) & 31, mantissa = bits & 1023;
    const double sign = bits & 0x8000 ? -1 : 1;
    const float value = float_from_half(static_cast<uint16_t>(bits));
    if (exponent == 31) {
      CHECK((mantissa ? std::isnan(value) : value == sign * INFINITY));
      continue;
    }
    const double expected =
        sign * (exponent ? std::ldexp(1024 + mantissa, exponent - 25) : std::ldexp(mantissa, -24));
    REQUIRE(static_cast<double>(value) == expected);
    REQUIRE(half_from_float(value) == bits);
  }
}

TEST_CASE("rounding to half precision goes to the nearest, ties to even") {
  CHECK(half_from_float(1.0f + 0x1p-11f) == 0x3c00);      // tie, down to even
  CHECK(half_from_float(1.0f + 3 * 0x1p-11f) == 0x3c02);  // tie, up to even
  CHECK(half_from_float(1.0f + 0x1.002p-11f) == 0x3c01);  // just above the tie
  CHECK(half_from_float(65519.9f) == 0x7bff);             // the largest finite half
  CHECK(half_from_float(65520.0f) == 0x7c00);             // infinite
  CHECK(half_from_float(0x1p-25f) == 0x0000);             // tie, down to zero
  CHECK(half_from_float(0x1.8p-24f) == 0x0002);           // tie, up to even
  CHECK(half_from_float(-0.1f) == 0xae66);
}

TEST_CASE("8-bit weights are at most half a step from what they round, channel by channel") {
  std::vector<float> values = testing::random_values(3 * 40, 9, 1.0f);
  for (size_t at = 0; at < 40; ++at) values[at] *= 1e-3f, values[40 + at] = 0;
  const auto [rounded, scale] = tensor_i8({3, 5, 8}, values);
  CHECK(rounded.shape == std::vector<int64_t>{3, 5, 8});
  const auto steps = to_floats(scale, nullptr), again = to_floats(rounded, &scale);
  REQUIRE(steps);
  REQUIRE(again);
  for (size_t channel = 0; channel < 3; ++channel) {
    float largest = 0;
    for (size_t at = 40 * channel; at < 40 * (channel + 1); ++at) {
      largest = std::max(largest, std::abs(values[at]));
      CHECK(std::abs((*again)[at] - values[at]) <= 0.5001f * (*steps)[channel]);
    }
    if (largest > 0) CHECK((*steps)[channel] == largest / 127);
  }
  // Rounding what lies on the steps already changes nothing.
  CHECK(tensor_i8({3, 5, 8}, *again).values.bytes == rounded.bytes);
}

TEST_CASE("8-bit weights reach from -127 to 127, and what is too small for a step is zero") {
  const auto bytes_of = [](std::vector<float> values) {
    const auto bytes = tensor_i8({1, static_cast<int64_t>(values.size())}, values).values.bytes;
    return std::vector<int>(reinterpret_cast<const int8_t*>(bytes.data()),
                            reinterpret_cast<const int8_t*>(bytes.data()) + bytes.size());
  };
  CHECK(bytes_of({-12.7f, 12.7f, 0.04f, -0.06f, 0}) == std::vector{-127, 127, 0, -1, 0});
  CHECK(bytes_of({3e38f, -3e38f}) == std::vector{127, -127});
  CHECK(bytes_of({1e-44f, -1e-38f}) == std::vector{0, 0});
}
