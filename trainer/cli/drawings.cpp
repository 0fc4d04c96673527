#include "trainer/cli/drawings.h"

#include "trainer/cli/files.h"

namespace inkling {
namespace {

constexpr size_t most_explained = 10, most_named = 200;

}  // namespace

Result<std::vector<trainer::LeftOut>> for_each_drawing(
    const std::filesystem::path& file,
    const std::function<Result<void>(Drawing drawing, size_t line)>& visit) {
  std::vector<trainer::LeftOut> left_out;
  size_t drawings = 0;
  const auto read = for_each_line(file, [&](std::string_view line, size_t number) -> Result<void> {
    auto drawing = parse_drawing(line);
    if (drawing && drawing->label.empty()) drawing = fail("the drawing has no label");
    const auto visited = drawing ? visit(std::move(*drawing), number) : std::unexpected(drawing.error());
    if (!visited) left_out.push_back({"line " + std::to_string(number), visited.error().message});
    drawings += visited.has_value();
    return {};
  });
  if (!read) return std::unexpected(read.error());
  if (drawings == 0 && left_out.empty()) return fail("%s: holds no drawing", file.c_str());
  if (drawings == 0)
    return fail("%s: none of its %zu lines can be used; %s: %s", file.c_str(), left_out.size(),
                left_out.front().place.c_str(), left_out.front().reason.c_str());
  return left_out;
}

std::string left_out_text(const std::string& source, size_t read,
                          const std::vector<trainer::LeftOut>& left_out) {
  if (left_out.empty()) return "";
  std::string text = source + ": " + std::to_string(left_out.size()) + " of " +
                     std::to_string(read + left_out.size()) + " left out";
  for (size_t at = 0; at < std::min(left_out.size(), most_named); ++at) {
    const auto& [place, reason] = left_out[at];
    if (at < most_explained) text += "\n  " + place + ": " + reason;
    if (at == most_explained) text += "\n  also " + place;
    if (at > most_explained) text += ", " + place;
  }
  if (left_out.size() > most_named) text += " and " + std::to_string(left_out.size() - most_named) + " more";
  return text;
}

}  // namespace inkling
