// How the engine fails: a value of type Result<T> holds a T or one message for people.
//
// A message names the place, the value found, what was expected, and what to do about it. The engine knows no
// files: whoever does puts the name in front with in().
#pragma once

#include <cstdarg>
#include <expected>
#include <string>
#include <string_view>

namespace inkling {

struct Error {
  std::string message;
};

template <class T>
using Result = std::expected<T, Error>;

// An unexpected value with a message formatted as by printf.
[[gnu::format(printf, 1, 2)]] std::unexpected<Error> fail(const char* format, ...);

// The error with "place: " in front of its message, as in "default.safetensors: tensor 'conv1.weight': …".
Error in(std::string_view place, const Error& error);

}  // namespace inkling
