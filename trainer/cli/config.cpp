#include "trainer/cli/config.h"

#include <stdexcept>

#include "trainer/cli/toml_file.h"
#include "trainer/fit/state_tensors.h"

namespace inkling {
namespace {

ValueKind kind_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();  // "INT:INT in [1 - 1024]"
  if (option.get_expected_min() == 0) return ValueKind::yes_or_no;
  if (type.starts_with("INT")) return ValueKind::whole;
  if (type.starts_with("UINT")) return ValueKind::unsigned_whole;
  if (type.starts_with("FLOAT")) return ValueKind::real;
  return ValueKind::text;
}

const char* name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::whole:
      return "a whole number";
    case ValueKind::unsigned_whole:
      return "a whole number of 0 or more";
    case ValueKind::real:
      return "a number";
    case ValueKind::text:
      return "a text in quotes";
    case ValueKind::yes_or_no:
      return "true or false";
  }
  return "";
}

// TOML wants a real number to look like one: "2.0", not "2".
std::string real_text(double number) {
  const std::string text = trainer::number_text(number);
  return text.find_first_of(".enai") == text.npos ? text + ".0" : text;
}

// Whether the option takes several values, which are an array in TOML.
bool is_list(const CLI::Option& option) {
  return option.get_expected_max() > 1;
}

// What a user would have written after the flag; an error for a value of another type.
Result<std::string> flag_text(ValueKind kind, const TomlValue& value) {
  const auto* whole = std::get_if<int64_t>(&value);
  const auto* real = std::get_if<double>(&value);
  const auto* text = std::get_if<std::string>(&value);
  const auto* yes = std::get_if<bool>(&value);
  if (yes && kind == ValueKind::yes_or_no) return *yes ? "true" : "false";
  if (text && kind == ValueKind::text) return *text;
  if (whole && (kind == ValueKind::whole || kind == ValueKind::real ||
                (kind == ValueKind::unsigned_whole && *whole >= 0)))
    return std::to_string(*whole);
  if (real && kind == ValueKind::real) return trainer::number_text(*real);
  return fail("expected %s", name_of(kind));
}

// Whether the option takes several values and has none unless told.
bool is_empty_list(const CLI::Option& option) {
  return is_list(option) && option.get_default_str() == "{}";
}

// The same for one value, or for each of an array where the option takes several.
Result<std::vector<std::string>> flag_texts(const CLI::Option& option, const TomlEntry& entry) {
  const auto* array = std::get_if<std::vector<TomlValue>>(&entry.value);
  const ValueKind kind = kind_of(option);
  if (array && (!is_list(option) || (array->empty() && !is_empty_list(option))))
    return fail("expected %s%s", name_of(kind), is_list(option) ? " or more" : "");
  const std::vector<TomlValue> one = {array ? TomlValue() : std::get<TomlValue>(entry.value)};
  std::vector<std::string> texts;
  for (const TomlValue& value : array ? *array : one) {
    auto text = flag_text(kind, value);
    if (!text) return std::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  return texts;
}

const CLI::Option* option_of(const CLI::App& command, const std::string& key) {
  const CLI::Option* option = command.get_option_no_throw("--" + key);
  const bool names_it = option && option->get_configurable() && option->get_lnames().front() == key;
  return names_it ? option : nullptr;
}

// shown: the values as an error shows them.
Result<void> give(CLI::Option& option, const std::string& key, const std::vector<std::string>& texts,
                  const std::string& shown) {
  try {
    for (const std::string& text : texts) option.add_result(text);
    option.run_callback();
  } catch (const CLI::Error& error) {
    return fail("%s %s: %s", key.c_str(), shown.c_str(), error.what());
  }
  return {};
}

Result<void> apply(CLI::App& command, const TomlEntry& entry) {
  const char* key = entry.key.c_str();
  if (!option_of(command, entry.key))
    return fail("%s is no value of the configuration: `inkling %s --help` lists them", key,
                command.get_name().c_str());
  CLI::Option* option = command.get_option("--" + entry.key);
  const auto texts = flag_texts(*option, entry);
  if (!texts) return fail("%s %s: %s", key, entry.text.c_str(), texts.error().message.c_str());
  if (option->count() > 0 || texts->empty()) return {};
  return give(*option, entry.key, *texts, is_list(*option) ? entry.text : texts->front());
}

// The values of a list's default, "[a,b]": CLI11 itself would lose one that is a comma.
std::vector<std::string> default_values(const CLI::Option& option) {
  if (is_empty_list(option)) return {};
  const std::string& text = option.get_default_str();
  std::vector<std::string> values;
  for (size_t at = 1, end = 0; at < text.size(); at = end + 1) {
    end = text.find_first_of(",]", at);
    if (text[at] == ',') end = at + 1;
    values.push_back(text.substr(at, end - at));
  }
  return values;
}

std::string toml_array(const CLI::Option& option) {
  std::string text;
  for (const std::string& value : option.count() == 0 ? default_values(option) : option.results())
    text += (text.empty() ? "" : ", ") + (kind_of(option) == ValueKind::text ? toml_string(value) : value);
  return "[" + text + "]";
}

// The value that an option has now, as TOML.
std::string toml_text(const CLI::Option& option) {
  if (is_list(option)) return toml_array(option);
  switch (kind_of(option)) {
    case ValueKind::whole:
      return trainer::number_text(option.as<int64_t>());
    case ValueKind::unsigned_whole:
      return trainer::number_text(option.as<uint64_t>());
    case ValueKind::real:
      return real_text(option.as<double>());
    case ValueKind::yes_or_no:
      return option.as<bool>() ? "true" : "false";
    case ValueKind::text:
      break;
  }
  return toml_string(option.count() > 0 ? option.results().back() : option.get_default_str());
}

}  // namespace

CLI::Option* add_switch(CLI::App& command, const std::string& names, bool& value, const std::string& help) {
  return command.add_flag(names, value, help)->default_str(value ? "true" : "false");
}

Result<Origins> apply_config(CLI::App& command, const std::filesystem::path& path) {
  const auto entries = read_toml(path);
  if (!entries) return std::unexpected(entries.error());
  Origins origins;
  for (const TomlEntry& entry : *entries) {
    const std::string where = path.string() + ":" + std::to_string(entry.line);
    const CLI::Option* option = option_of(command, entry.key);
    const bool from_flag = option && option->count() > 0;
    if (const auto applied = apply(command, entry); !applied)
      return std::unexpected(in(where, applied.error()));
    if (!from_flag) origins.emplace(entry.key, where);
  }
  return origins;
}

std::optional<ValueKind> value_kind(const CLI::App& command, const std::string& key) {
  const CLI::Option* option = option_of(command, key);
  return option ? std::optional(kind_of(*option)) : std::nullopt;
}

Result<void> set_value(CLI::App& command, const std::string& key, const std::string& text) {
  if (!option_of(command, key)) return fail("%s is no value of the configuration", key.c_str());
  CLI::Option& option = *command.get_option("--" + key);
  option.clear();
  return give(option, key, {text}, text);
}

std::string config_to_toml(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_configurable() || option->get_lnames().empty()) continue;
    const std::string& key = option->get_lnames().front();
    if (option->count() == 0 && option->get_default_str().empty() && kind_of(*option) != ValueKind::text)
      throw std::logic_error("the default of --" + key + " is not known to CLI11: add it with add_switch()");
    text += key + " = " + toml_text(*option) + "  # " + option->get_description() + "\n";
  }
  return text;
}

Error at_origin(const Origins& origins, const Error& error) {
  const auto found = origins.find(error.message.substr(0, error.message.find_first_of(" :")));
  return found == origins.end() ? Error{"--" + error.message} : in(found->second, error);
}

}  // namespace inkling
