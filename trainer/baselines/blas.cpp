// The four functions of BLAS, level 1, that LIBLINEAR calls (Lawson, Hanson, Kincaid, Krogh, "Basic Linear
// Algebra Subprograms for Fortran Usage", 1979); every increment it passes is 1.
#include <cmath>

extern "C" {
int daxpy_(int* count, double* factor, double* x, int*, double* y, int*);
double ddot_(int* count, double* x, int*, double* y, int*);
double dnrm2_(int* count, double* x, int*);
int dscal_(int* count, double* factor, double* x, int*);
}

int daxpy_(int* count, double* factor, double* x, int*, double* y, int*) {
  for (int at = 0; at < *count; ++at) y[at] += *factor * x[at];
  return 0;
}

double ddot_(int* count, double* x, int*, double* y, int*) {
  double sum = 0;
  for (int at = 0; at < *count; ++at) sum += x[at] * y[at];
  return sum;
}

double dnrm2_(int* count, double* x, int* step) {
  return std::sqrt(ddot_(count, x, step, x, step));
}

int dscal_(int* count, double* factor, double* x, int*) {
  for (int at = 0; at < *count; ++at) x[at] *= *factor;
  return 0;
}
