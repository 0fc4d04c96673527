// Files for the program `inkling`: whole files, lines, folders of pictures.  Errors name the file and the
// reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

// Refuses folders, what cannot be read, and files of more than 1 GiB.
Result<std::vector<uint8_t>> read_file(const std::filesystem::path& path);

// The same, unpacked if it is gzip; unpacked, too, it has at most 1 GiB.
Result<std::vector<uint8_t>> read_unpacked(const std::filesystem::path& path);

// Writes to a temporary name beside the file, waits for the disk and moves it there, so that a write that is
// cut off destroys nothing.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

// Calls visit(line, number) for every line that is not empty, without its newline; gzip is unpacked on the
// way. Stops at the first error that visit gives, and puts "FILE:NUMBER: " in front of it.  Lines have at
// most 64 MiB.
Result<void> for_each_line(const std::filesystem::path& path,
                           const std::function<Result<void>(std::string_view line, size_t number)>& visit);

}  // namespace inkling
