#define INKLING_ISA x86_64_v3
#define INKLING_ISA_NAME "x86-64-v3"
#include "trainer/kernels/kernels.inc"
