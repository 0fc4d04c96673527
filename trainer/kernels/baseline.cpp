// The copy that every machine can run, and the only one in double precision: that one checks gradients.
#define INKLING_ISA baseline
#define INKLING_ISA_NAME "baseline"
#include "trainer/kernels/kernels.inc"

namespace inkling::trainer::baseline {

extern const Kernels<double> double_precision;
const Kernels<double> double_precision = INKLING_KERNELS(double, INKLING_ISA_NAME);

}  // namespace inkling::trainer::baseline
