#include "trainer/baselines/linear.h"

#include <linear.h>

#include <memory>

namespace inkling::trainer {
namespace {

constexpr int inputs = glyph_size + 1;  // the last is the bias

// The samples as LIBLINEAR wants them: of each the pixels that are not paper, then the bias, then an end
// mark.
struct SparseSamples {
  std::vector<feature_node> nodes;
  std::vector<feature_node*> rows;  // into `nodes`
  std::vector<double> labels;
};

SparseSamples sparse(const Dataset& data) {
  SparseSamples samples;
  std::vector<size_t> starts;
  for (size_t i = 0; i < data.size(); ++i) {
    starts.push_back(samples.nodes.size());
    for (int pixel = 0; pixel < glyph_size; ++pixel)
      if (const uint8_t level = data.glyphs[i][static_cast<size_t>(pixel)])
        samples.nodes.push_back({pixel + 1, level / 255.});
    samples.nodes.push_back({inputs, 1});
    samples.nodes.push_back({-1, 0});
    samples.labels.push_back(data.labels[i]);
  }
  for (const size_t start : starts) samples.rows.push_back(&samples.nodes[start]);
  return samples;
}

struct FreeModel {
  void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};

}  // namespace

Result<LinearModel> LinearModel::fit(const Dataset& data, LinearKind kind, double cost) {
  if (data.size() == 0) return fail("there is no sample to fit a linear model to");
  SparseSamples samples = sparse(data);
  const problem described{static_cast<int>(data.size()), inputs, samples.labels.data(), samples.rows.data(),
                          1};
  parameter how{};
  how.solver_type = kind == LinearKind::logistic_regression ? L2R_LR : L2R_L2LOSS_SVC;
  how.eps = 0.01;  // LIBLINEAR's own for these solvers
  how.C = cost;
  if (const char* refused = check_parameter(&described, &how)) return fail("cost %g: %s", cost, refused);
  set_print_string_function([](const char*) {});
  const std::unique_ptr<model, FreeModel> fitted(::train(&described, &how));

  LinearModel linear;
  linear.classes_ = static_cast<int>(data.classes.size());
  linear.weights_.resize(data.classes.size() * inputs);
  // LIBLINEAR numbers the classes as it meets them, and keeps one row for two classes.
  const int rows = fitted->nr_class == 2 ? 1 : fitted->nr_class;
  for (int row = 0; row < rows; ++row) {
    for (int input = 0; input < inputs; ++input) {
      const auto weight = static_cast<float>(fitted->w[input * rows + row]);
      linear.weights_[static_cast<size_t>(fitted->label[row] * inputs + input)] = weight;
      if (rows == 1) linear.weights_[static_cast<size_t>(fitted->label[1] * inputs + input)] = -weight;
    }
  }
  return linear;
}

int LinearModel::read(const Glyph& glyph) const {
  int best = 0;
  float best_score = 0;
  for (int label = 0; label < classes_; ++label) {
    const float* row = &weights_[static_cast<size_t>(label) * inputs];
    float score = 0;
    for (int pixel = 0; pixel < glyph_size; ++pixel)
      score += row[pixel] * static_cast<float>(glyph[static_cast<size_t>(pixel)]);
    score = score / 255 + row[glyph_size];
    if (label == 0 || score > best_score) best = label, best_score = score;
  }
  return best;
}

}  // namespace inkling::trainer
