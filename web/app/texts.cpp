#include "web/app/texts.h"

#include <algorithm>

namespace inkling::page {

namespace {

// A rival below this is not worth asking about.
constexpr float worth_asking = 0.05f;

constexpr char not_sure[] = "Not sure: ";

// "4 or 9?"
std::string question(const DigitReading& digit) {
  if (digit.top.size() < 2 || digit.top[1].probability < worth_asking) return digit.label + "?";
  return digit.top[0].label + " or " + digit.top[1].label + "?";
}

size_t least_sure(const Reading& reading) {
  const auto least = std::ranges::min_element(reading.digits, {}, &DigitReading::confidence);
  return static_cast<size_t>(least - reading.digits.begin());
}

}  // namespace

std::string percent(float probability) {
  if (probability < 0.01f) return "<1 %";
  return std::to_string(std::min(static_cast<int>(probability * 100), 99)) + " %";
}

std::string verdict(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return "";
  const bool is_one = reading.digits.size() == 1;
  if (shown.whole == Judgement::none) return is_one ? "Not a digit" : "Not a number";
  if (shown.whole == Judgement::sure) return percent(reading.confidence) + " sure";
  return is_one ? not_sure + question(reading.digits.front()) : "Not quite sure";
}

const DigitReading* rivalled(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return nullptr;
  if (reading.digits.size() == 1) return &reading.digits.front();
  return shown.whole == Judgement::doubtful ? &reading.digits[least_sure(reading)] : nullptr;
}

std::string rivals_heading(const Shown& shown) {
  if (shown.reading.digits.size() > 1) return "digit " + std::to_string(least_sure(shown.reading) + 1);
  if (shown.whole == Judgement::none) return "closest";
  return shown.whole == Judgement::sure ? "or" : "";
}

std::string spoken(const Shown& shown) {
  const Reading& reading = shown.reading;
  if (reading.digits.empty()) return "";
  if (shown.whole == Judgement::none) return verdict(shown) + ", closest to " + reading.text;
  if (shown.whole == Judgement::sure) return reading.text + ", " + verdict(shown);
  if (reading.digits.size() == 1) return verdict(shown);
  return not_sure + reading.text + ". Digit " + std::to_string(least_sure(reading) + 1) + ": " +
         question(*rivalled(shown));
}

std::string spoken(const Shown& shown, size_t digit) {
  const DigitReading& one = shown.reading.digits[digit];
  const std::string place = "digit " + std::to_string(digit + 1) + ": ";
  if (shown.judgements[digit] == Judgement::sure)
    return place + one.label + ", " + percent(one.confidence) + " sure";
  return place + question(one);
}

}  // namespace inkling::page
