#include "engine/core/error.h"

#include "engine/core/small_printf.h"

namespace inkling {

std::unexpected<Error> fail(const char* format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = small_vsnprintf(nullptr, 0, format, arguments);
  va_end(arguments);
  std::string message(length > 0 ? static_cast<size_t>(length) : 0, '\0');
  small_vsnprintf(message.data(), message.size() + 1, format, again);
  va_end(again);
  return std::unexpected(Error{std::move(message)});
}

Error in(std::string_view place, const Error& error) {
  return {std::string(place) + ": " + error.message};
}

}  // namespace inkling
