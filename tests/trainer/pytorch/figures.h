// The figures that record.py wrote.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace inkling::trainer::testing {

inline std::vector<double> figures(const std::string& name) {
  std::ifstream file(INKLING_SOURCE_FOLDER "/tests/trainer/pytorch/figures.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string first;
    if (!(words >> first) || first != name) continue;
    std::vector<double> values;
    for (double value; words >> value;) values.push_back(value);
    return values;
  }
  FAIL("figures.txt has no line " << name);
  return {};
}

// Each value within `tolerance` of the figure, relative to the largest figure.
inline void check_figures(const std::string& name, const std::vector<double>& found,
                          double tolerance = 1e-6) {
  const auto expected = figures(name);
  REQUIRE(found.size() == expected.size());
  double largest = 0;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  for (size_t at = 0; at < found.size(); ++at) {
    INFO(name << " at " << at << ": " << found[at] << ", PyTorch has " << expected[at]);
    CHECK(std::abs(found[at] - expected[at]) <= tolerance * largest);
  }
}

}  // namespace inkling::trainer::testing
