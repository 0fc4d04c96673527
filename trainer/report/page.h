// One self-contained HTML page: sections with figures and tables, no request to anywhere, light and dark, fit
// to print.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkling::report {

class Page {
 public:
  explicit Page(std::string_view title);

  // The answer, very large, with a line of words; and the other figures of the same kind, each with its name.
  void headline(std::string_view answer, std::string_view words,
                const std::vector<std::pair<std::string, std::string>>& figures);

  void section(std::string_view heading, std::string_view words = "");

  // `content` is HTML or SVG and goes in as it is.  Two narrow figures stand side by side where there is
  // room.
  void figure(std::string_view heading, std::string_view content, std::string_view caption = "");
  void wide_figure(std::string_view heading, std::string_view content, std::string_view caption = "");

  std::string html() const;

 private:
  void add_figure(const char* classes, std::string_view heading, std::string_view content,
                  std::string_view caption);

  std::string title_, body_;
  bool in_section_ = false;
};

// Cells are escaped.  The first column holds words, the others figures.
std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

// Names and values, in the order given.
std::string facts(const std::vector<std::pair<std::string, std::string>>& rows);

}  // namespace inkling::report
