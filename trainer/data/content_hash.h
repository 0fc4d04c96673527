// A hash of whatever is added to it: FNV-1a, 64 bit (Fowler, Noll, Vo).  It tells contents apart and finds
// damage; it does not resist somebody who wants two contents to have the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace inkling::trainer {

class ContentHash {
 public:
  void add(std::span<const uint8_t> bytes) {
    for (const uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x100000001b3;
  }
  void add(uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) value_ = (value_ ^ (number >> shift & 255)) * 0x100000001b3;
  }
  // With its length, so that two texts one after the other are not the same as two others.
  void add(std::string_view text) {
    add(text.size());
    add({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }

  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace inkling::trainer
