#include "trainer/search/range.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "trainer/number.h"
#include "trainer/random.h"

namespace inkling::trainer {
namespace {

constexpr double most_whole = 1e9;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<double> number_of(const std::string& text) {
  const auto number = number_from_text<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

Result<Range> refused(std::string_view key, std::string_view text, const char* why) {
  return fail("%.*s \"%.*s\": %s", static_cast<int>(key.size()), key.data(), static_cast<int>(text.size()),
              text.data(), why);
}

// FNV-1a: a number for each key, so that its draws stay the same when other ranges come or go.
uint32_t number_for(std::string_view key) {
  uint32_t hash = 2166136261u;
  for (const char letter : key) hash = (hash ^ static_cast<uint8_t>(letter)) * 16777619u;
  return hash;
}

double drawn_from(const Interval& interval, double share) {
  const double most = interval.most + (interval.whole ? 1 : 0);
  const double number = interval.logarithmic ? interval.least * std::pow(most / interval.least, share)
                                             : interval.least + (most - interval.least) * share;
  return interval.whole ? std::floor(number) : number;
}

std::string text_of(const Interval& interval, double number) {
  char text[32];
  std::snprintf(text, sizeof text, interval.whole ? "%.0f" : "%.4g", number);
  // Four digits may be a little outside of the bounds.
  const double kept = std::clamp(number_of(text).value_or(number), interval.least, interval.most);
  if (kept != number_of(text)) std::snprintf(text, sizeof text, "%.9g", kept);
  return text;
}

}  // namespace

Result<Range> range_from_text(std::string_view key, std::string_view text, RangeOf what) {
  Range range{std::string(key), std::string(text), {}};
  if (text.contains('|')) {
    auto choices = split(text, '|');
    if (std::ranges::find(choices, "") != choices.end())
      return refused(key, text, "one of the values is empty");
    range.values = std::move(choices);
    return range;
  }
  if (what == RangeOf::other) return refused(key, text, "expected values to choose from, as in A|B|C");
  const auto parts = split(text, ':');
  const bool logarithmic = parts.size() == 3 && parts[2] == "log";
  if (parts.size() != 2 && !logarithmic)
    return refused(key, text, "expected LOW:HIGH, LOW:HIGH:log or A|B|C");
  const auto least = number_of(parts[0]), most = number_of(parts[1]);
  if (!least || !most) return refused(key, text, "LOW and HIGH have to be numbers");
  if (*least >= *most) return refused(key, text, "LOW has to be less than HIGH");
  if (logarithmic && *least <= 0) return refused(key, text, "a logarithmic range begins above 0");
  const bool whole = what == RangeOf::whole_numbers;
  if (whole && (*least != std::floor(*least) || *most != std::floor(*most) || *least < -most_whole ||
                *most > most_whole))
    return refused(key, text, "LOW and HIGH have to be whole numbers of at most 1000000000");
  range.values = Interval{*least, *most, logarithmic, whole};
  return range;
}

std::string drawn(const Range& range, uint64_t seed, uint32_t trial) {
  Random random(seed, Purpose::search, number_for(range.key), trial);
  if (const auto* choices = std::get_if<std::vector<std::string>>(&range.values))
    return (*choices)[random.below(static_cast<uint32_t>(choices->size()))];
  const auto& interval = std::get<Interval>(range.values);
  return text_of(interval, drawn_from(interval, random.bits() * 0x1p-32));
}

}  // namespace inkling::trainer
