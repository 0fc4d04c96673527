#include "trainer/cli/toml_file.h"

#include <toml.hpp>

#include "trainer/cli/files.h"

namespace inkling {
namespace {

TomlValue value_of(const toml::ordered_value& value) {
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_integer()) return value.as_integer();
  if (value.is_floating()) return value.as_floating();
  if (value.is_string()) return value.as_string();
  return {};
}

TomlEntry entry_of(const std::string& key, toml::ordered_value value) {
  TomlEntry entry{key, value_of(value), "", value.location().first_line_number()};
  if (value.is_array()) {
    std::vector<TomlValue> values;
    for (const auto& element : value.as_array()) values.push_back(value_of(element));
    entry.value = std::move(values);
  }
  value.comments().clear();
  entry.text = toml::format(value);
  return entry;
}

Error syntax_error(const std::filesystem::path& path, const toml::error_info& error) {
  const auto& [location, hint] = error.locations().front();
  const std::string line = location.is_ok() && location.num_lines() > 0 ? location.first_line() : "";
  return fail("%s:%zu: \"%s\": %s: %s", path.c_str(), location.first_line_number(), line.c_str(),
              error.title().c_str(), hint.c_str())
      .error();
}

}  // namespace

Result<std::vector<TomlEntry>> read_toml(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  return parse_toml(*bytes, path);
}

Result<std::vector<TomlEntry>> parse_toml(const std::vector<uint8_t>& bytes,
                                          const std::filesystem::path& path) {
  const auto parsed = toml::try_parse<toml::ordered_type_config>(bytes, path.string());
  if (parsed.is_err()) return std::unexpected(syntax_error(path, parsed.unwrap_err().front()));
  std::vector<TomlEntry> entries;
  for (const auto& [key, value] : parsed.unwrap().as_table()) entries.push_back(entry_of(key, value));
  return entries;
}

std::string toml_string(const std::string& text) {
  return toml::format(toml::ordered_value(text));
}

}  // namespace inkling
