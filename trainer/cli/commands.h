// The commands of the program `inkling`.  One file each; this list and the one in main.cpp name them all.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "engine/core/error.h"

namespace inkling {

constexpr int wrong_usage = 2;  // exit status; 0 is success, 1 failure

// Each adds its command to the program; when the command was called, its exit status is in `status` after
// parsing.
void add_adapt(CLI::App& program, int& status);
void add_baselines(CLI::App& program, int& status);
void add_bench(CLI::App& program, int& status);
void add_evaluate(CLI::App& program, int& status);
void add_export(CLI::App& program, int& status);
void add_predict(CLI::App& program, int& status);
void add_report(CLI::App& program, int& status);
void add_runs(CLI::App& program, int& status);
void add_train(CLI::App& program, int& status);
void add_tune(CLI::App& program, int& status);

// The flags of `inkling train`, for another command; what it gives has to outlive their use.
std::shared_ptr<void> add_train_flags(CLI::App& command);

// 0, or 1 with the error on stderr.
int exit_status(const Result<void>& result);

}  // namespace inkling
