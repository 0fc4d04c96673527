// Picks the copy of the kernels that fits the machine, once.
#include <cstdlib>
#include <cstring>

#include "trainer/kernels/kernels.h"

namespace inkling::trainer {

namespace baseline {
extern const Kernels<float> single_precision;
extern const Kernels<double> double_precision;
}  // namespace baseline
#ifdef __x86_64__
namespace x86_64_v3 {
extern const Kernels<float> single_precision;
}
namespace x86_64_v4 {
extern const Kernels<float> single_precision;
}
#endif

std::span<const Kernels<float>* const> kernels_of_this_machine() {
#ifdef __x86_64__
  static const Kernels<float>* const all[] = {&baseline::single_precision, &x86_64_v3::single_precision,
                                              &x86_64_v4::single_precision};
  static const size_t count = [] {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("x86-64-v3")) return size_t{1};
    return __builtin_cpu_supports("x86-64-v4") ? size_t{3} : size_t{2};
  }();
  return {all, count};
#else
  static const Kernels<float>* const all[] = {&baseline::single_precision};
  return all;
#endif
}

namespace {

const Kernels<float>& best_or_named() {
  const auto all = kernels_of_this_machine();
  const char* wanted = std::getenv("INKLING_ISA");
  for (const Kernels<float>* copy : all) {
    if (wanted && std::strcmp(copy->name, wanted) == 0) return *copy;
  }
  return *all.back();
}

const Kernels<float>*& chosen() {
  static const Kernels<float>* kernels = &best_or_named();
  return kernels;
}

}  // namespace

template <>
const Kernels<float>& kernels<float>() {
  return *chosen();
}

void replace_kernels(const Kernels<float>& replacement) {
  chosen() = &replacement;
}

template <>
const Kernels<double>& kernels<double>() {
  return baseline::double_precision;
}

}  // namespace inkling::trainer
