#include "trainer/number.h"

#include <locale.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string>

namespace inkling::trainer {
namespace {

// Whether it is written as above: strtod() takes more, such as spaces, a plus sign and hexadecimal digits.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text == "inf" || text == "nan") return true;
  return !text.empty() && (text.front() == '.' || (text.front() >= '0' && text.front() <= '9')) &&
         text.find_first_not_of("0123456789.eE+-") == text.npos;
}

locale_t plain() {
  static const locale_t c = newlocale(LC_ALL_MASK, "C", nullptr);
  return c;
}

float converted(const char* text, char** end, float) {
  return strtof_l(text, end, plain());
}
double converted(const char* text, char** end, double) {
  return strtod_l(text, end, plain());
}

}  // namespace

template <std::floating_point Number>
std::optional<Number> number_from_text(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  const std::string terminated(text);
  char* end = nullptr;
  errno = 0;
  const Number number = converted(terminated.c_str(), &end, Number());
  const bool out_of_range = errno == ERANGE && (std::isinf(number) || number == 0);
  return end == terminated.c_str() + terminated.size() && !out_of_range ? std::optional(number)
                                                                        : std::nullopt;
}

template std::optional<float> number_from_text(std::string_view text);
template std::optional<double> number_from_text(std::string_view text);

}  // namespace inkling::trainer
