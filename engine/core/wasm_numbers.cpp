// What yyjson calls in WebAssembly to turn text into numbers and back (tools/cmake/Libraries.cmake):
// JavaScript, which is there already and as exact, and Emscripten's printf without `long double`.  The C
// library's own would link arithmetic of 128 bits, a twentieth of the page.
#ifdef __EMSCRIPTEN__

#include <emscripten/em_js.h>

#include <cstdarg>
#include <cstddef>

#include "engine/core/small_printf.h"

// clang-format off
EM_JS(double, inkling_number, (const char* text, size_t length), {
  return Number(UTF8ToString(text, length));
});
// clang-format on

// As strtod(), of a number as JSON writes it.
extern "C" double inkling_strtod(const char* text, char** end) {
  const char* at = text;
  while ((*at >= '0' && *at <= '9') || *at == '.' || *at == 'e' || *at == 'E' || *at == '+' || *at == '-')
    ++at;
  *end = const_cast<char*>(at);
  return inkling_number(text, static_cast<size_t>(at - text));
}

extern "C" int inkling_snprintf(char* text, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = inkling::small_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}

#endif
