// Numbers as texts: exact, in every locale the same, with every C++ library.  std::from_chars has no
// floating-point numbers in some.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace inkling::trainer {

// The nearest float or double to a decimal: -1.5, 2, .5, 1e-3, inf, nan, nothing before or behind it. Nothing
// for any other text, and for what is larger than the type's largest number or nearer to 0 than its smallest.
template <std::floating_point Number>
std::optional<Number> number_from_text(std::string_view text);

// A whole number in the type's range: -12.
template <std::integral Number>
std::optional<Number> number_from_text(std::string_view text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace inkling::trainer
