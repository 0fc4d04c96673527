// Linear models of the pixels, one against the rest for each class, fitted by LIBLINEAR (Fan, Chang, Hsieh,
// Wang, Lin, "LIBLINEAR: a library for large linear classification", 2008).  They show what a network is
// worth.
#pragma once

#include "trainer/data/dataset.h"

namespace inkling::trainer {

enum class LinearKind {
  logistic_regression,    // L2-regularised
  support_vector_machine  // L2-regularised, squared hinge loss
};

class LinearModel {
 public:
  // cost: LIBLINEAR's C, above 0; the larger, the less it is regularised.  The same data gives the same
  // model.  Fails on an empty set and on a cost that LIBLINEAR refuses.
  static Result<LinearModel> fit(const Dataset& data, LinearKind kind, double cost);

  // The index of the class.
  int read(const Glyph& glyph) const;

  size_t bytes() const { return weights_.size() * sizeof(float); }

 private:
  int classes_ = 0;
  std::vector<float> weights_;  // [classes, pixels and bias]
};

}  // namespace inkling::trainer
