// Configuration files in TOML for a command of the program.
//
// The command's options are the one list: each that is configurable is a key of the same name without "--",
// with the same type and bounds; one that takes several values is an array.  A flag on the command line wins
// over the file.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "engine/core/error.h"

namespace inkling {

// Where values were set: key -> "FILE:LINE".  Those that are not in it come from flags or defaults.
using Origins = std::map<std::string, std::string>;

// A flag for yes and no that is a key too.  `names` as in "--augment,!--no-augment".
CLI::Option* add_switch(CLI::App& command, const std::string& names, bool& value, const std::string& help);

// Gives every key of the file to its option, unless a flag has set it.  Errors begin with FILE:LINE and name
// the key: no TOML, an unknown key, a value of the wrong type or out of the option's bounds.
Result<Origins> apply_config(CLI::App& command, const std::filesystem::path& path);

// What the values of a key are.
enum class ValueKind { whole, unsigned_whole, real, text, yes_or_no };

// Nothing for what is no key of the command's configuration.
std::optional<ValueKind> value_kind(const CLI::App& command, const std::string& key);

// Gives the key's option this value, as it would be written after its flag, whatever it had before.  An error
// begins with the key.
Result<void> set_value(CLI::App& command, const std::string& key, const std::string& text);

// All configurable options with the values they have now, each with its help as a comment.
std::string config_to_toml(const CLI::App& command);

// An error that begins with a key, with the place in front at which that key was set, or "--".
Error at_origin(const Origins& origins, const Error& error);

}  // namespace inkling
