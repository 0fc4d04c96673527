#include "trainer/export/protobuf.h"

#include <catch2/catch_test_macros.hpp>

using inkling::trainer::ProtobufMessage;

TEST_CASE("Messages have the bytes that the examples of the format's description have") {
  ProtobufMessage number, text, outer;
  number.number(1, 150);
  CHECK(number.wire() == "\x08\x96\x01");
  text.bytes(2, "testing");
  CHECK(text.wire() == "\x12\x07testing");
  outer.message(3, number);
  CHECK(outer.wire() == "\x1a\x03\x08\x96\x01");
}

TEST_CASE("Negative numbers take ten bytes, and fields beyond 15 two for their key") {
  ProtobufMessage message;
  message.number(1, -2);
  CHECK(message.wire() == "\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  ProtobufMessage far;
  far.number(20, 0);
  CHECK(far.wire() == std::string("\xa0\x01\0", 3));
}
