// The commands of the program `inkling`.  One file each; this list and the one in main.cpp name them all.
#pragma once

#include <CLI/CLI.hpp>

namespace inkling::cli {

// Exit statuses.
constexpr int succeeded = 0, failed = 1, wrong_usage = 2;

// Each adds its command to the program; when the command was called, its exit status is in `status` after parsing.
void add_train(CLI::App& program, int& status);

}  // namespace inkling::cli
