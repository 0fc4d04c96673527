#define INKLING_ISA x86_64_v4
#define INKLING_ISA_NAME "x86-64-v4"
#include "trainer/kernels/kernels.inc"
