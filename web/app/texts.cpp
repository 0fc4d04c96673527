#include "web/app/texts.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace inkling::page {

namespace {

// A rival below this is not worth asking about.
constexpr float worth_asking = 0.05f;

constexpr size_t text_count = static_cast<size_t>(Text::count);

std::vector<std::string>& texts_now() {
  static std::vector<std::string> texts(text_count);
  return texts;
}

// The text with `parts` in its places {0}, {1}, …
std::string composed(Text text, std::initializer_list<std::string> parts = {}) {
  const std::string& form = texts_now()[static_cast<size_t>(text)];
  std::string whole;
  for (size_t i = 0; i < form.size(); ++i) {
    const bool is_place = form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}';
    const size_t part = is_place ? static_cast<size_t>(form[i + 1] - '0') : parts.size();
    if (part < parts.size()) {
      whole += parts.begin()[part];
      i += 2;
    } else {
      whole += form[i];
    }
  }
  return whole;
}

// "4 or 9?"
std::string question(const DigitReading& digit) {
  if (digit.top.size() < 2 || digit.top[1].probability < worth_asking)
    return composed(Text::perhaps, {digit.label});
  return composed(Text::either, {digit.top[0].label, digit.top[1].label});
}

std::string sure(float confidence) {
  return composed(Text::sure, {percent(confidence)});
}

// The digit of a number to be told of: the first that is none, or else the least sure one.
size_t most_doubtful(const Shown& shown) {
  const auto& digits = shown.reading.digits;
  const auto none = std::ranges::find(shown.judgements, Judgement::none);
  if (none != shown.judgements.end()) return static_cast<size_t>(none - shown.judgements.begin());
  return static_cast<size_t>(std::ranges::min_element(digits, {}, &DigitReading::confidence) -
                             digits.begin());
}

bool is_none(const Shown& shown, size_t digit) {
  return shown.judgements[digit] == Judgement::none;
}

// "4 or 9?", or "Not a digit"
std::string doubt(const Shown& shown, size_t digit) {
  return is_none(shown, digit) ? composed(Text::no_digit) : question(shown.reading.digits[digit]);
}

// Counted from 1, as people count.
std::string place_of(size_t digit) {
  return std::to_string(digit + 1);
}

}  // namespace

bool set_texts(std::vector<std::string> texts) {
  if (texts.size() != text_count) return false;
  texts_now() = std::move(texts);
  return true;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1))
    lines.emplace_back(text.substr(0, end));
  return lines;
}

std::string percent(float probability) {
  if (probability < 0.01f) return composed(Text::under_one_percent);
  return composed(Text::percent, {std::to_string(std::min(static_cast<int>(probability * 100), 99))});
}

std::string verdict(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return "";
  const bool is_one = reading.digits.size() == 1;
  if (shown.whole == Judgement::none) return composed(is_one ? Text::no_digit : Text::no_number);
  if (shown.whole == Judgement::sure) return sure(reading.confidence);
  if (!is_one)
    return composed(is_none(shown, most_doubtful(shown)) ? Text::not_only_digits : Text::not_quite_sure);
  return composed(Text::not_sure, {question(reading.digits.front())});
}

const DigitReading* rivalled(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return nullptr;
  if (reading.digits.size() == 1) return &reading.digits.front();
  const size_t digit = most_doubtful(shown);
  return shown.whole == Judgement::doubtful && !is_none(shown, digit) ? &reading.digits[digit] : nullptr;
}

std::string rivals_heading(const Shown& shown) {
  if (shown.reading.digits.size() > 1) return composed(Text::of_digit, {place_of(most_doubtful(shown))});
  if (shown.whole == Judgement::none) return composed(Text::closest);
  return shown.whole == Judgement::sure ? composed(Text::or_else) : "";
}

std::string spoken(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return "";
  if (shown.whole == Judgement::none) return composed(Text::said_closest, {verdict(shown), reading.text});
  if (shown.whole == Judgement::sure) return composed(Text::said, {reading.text, verdict(shown)});
  if (reading.digits.size() == 1) return verdict(shown);
  const size_t digit = most_doubtful(shown);
  return composed(Text::said_not_sure, {shown.text(), place_of(digit), doubt(shown, digit)});
}

std::string spoken(const Shown& shown, size_t digit) {
  const DigitReading& one = shown.reading.digits[digit];
  const bool is_sure = shown.judgements[digit] == Judgement::sure;
  const std::string reading =
      is_sure ? composed(Text::said, {one.label, sure(one.confidence)}) : doubt(shown, digit);
  return composed(Text::said_of_digit, {place_of(digit), reading});
}

}  // namespace inkling::page
