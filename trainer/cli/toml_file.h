// TOML files of keys and plain values: the one place that knows the TOML library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

// None for what is neither: a table, a date, an array in an array.
using TomlValue = std::variant<std::monostate, bool, int64_t, double, std::string>;

struct TomlEntry {
  std::string key;
  std::variant<TomlValue, std::vector<TomlValue>> value;  // one, or those of an array
  std::string text;                                       // the value as TOML
  size_t line = 0;                                        // from 1
};

// The text that the entry is, or null.
inline const std::string* text_of(const TomlEntry& entry) {
  const auto* value = std::get_if<TomlValue>(&entry.value);
  return value ? std::get_if<std::string>(value) : nullptr;
}

// The entries of the file in their order.  An error names the file and, for what is no TOML, the line.
Result<std::vector<TomlEntry>> read_toml(const std::filesystem::path& path);
// The same of a file's bytes.
Result<std::vector<TomlEntry>> parse_toml(const std::vector<uint8_t>& bytes,
                                          const std::filesystem::path& path);

// A text in quotes, as TOML wants it.
std::string toml_string(const std::string& text);

}  // namespace inkling
