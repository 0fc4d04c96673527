// Tables of texts for the terminal.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace inkling {

// A line for each row, two spaces between columns, the first column to the left and the others to the right
// of their place.
inline std::string table_text(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t at = 0; at < row.size(); ++at) widths[at] = std::max(widths[at], row[at].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (size_t at = 0; at < row.size(); ++at) {
      const std::string space(widths[at] - row[at].size(), ' ');
      text += at == 0 ? row[at] + space : "  " + space + row[at];
    }
    text += "\n";
  }
  return text;
}

}  // namespace inkling
