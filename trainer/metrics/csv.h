// Fields of comma-separated values (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace inkling {

// In quotes where it holds a comma, a quote or a line's end.
inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text) quoted.append(letter == '"' ? 2 : 1, letter);
  return quoted + "\"";
}

}  // namespace inkling
