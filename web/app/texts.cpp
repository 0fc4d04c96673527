#include "web/app/texts.h"

#include <algorithm>

namespace inkling::page {

namespace {

// A rival below this is not worth asking about.
constexpr float worth_asking = 0.05f;

std::string question(const DigitReading& digit) {
  if (digit.top.size() < 2 || digit.top[1].probability < worth_asking)
    return "Not sure: " + digit.label + "?";
  return "Not sure: " + digit.top[0].label + " or " + digit.top[1].label + "?";
}

}  // namespace

std::string percent(float probability) {
  if (probability < 0.01f) return "<1 %";
  return std::to_string(std::min(static_cast<int>(probability * 100), 99)) + " %";
}

std::string verdict(const Reading& reading) {
  if (reading.digits.empty()) return "";
  if (!reading.rejected) return percent(reading.confidence) + " sure";
  if (reading.digits.size() == 1) return question(reading.digits.front());
  return "Not sure: " + reading.text + "?";
}

std::string spoken(const Reading& reading) {
  if (reading.digits.empty() || reading.rejected) return verdict(reading);
  return reading.text + ", " + verdict(reading);
}

}  // namespace inkling::page
