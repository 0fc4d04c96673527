// vsnprintf() for everything but `long double`, whose arithmetic Emscripten would link with it.
#pragma once

#include <cstdarg>
#include <cstdio>

#ifdef __EMSCRIPTEN__
extern "C" int __small_vsnprintf(char* text, size_t size, const char* format, va_list arguments);
#endif

namespace inkling {

inline int small_vsnprintf(char* text, size_t size, const char* format, va_list arguments) {
#ifdef __EMSCRIPTEN__
  return __small_vsnprintf(text, size, format, arguments);
#else
  return std::vsnprintf(text, size, format, arguments);
#endif
}

}  // namespace inkling
