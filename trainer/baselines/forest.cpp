#include "trainer/baselines/forest.h"

#include <ForestClassification.h>

#include <algorithm>
#include <exception>
#include <sstream>

namespace inkling::trainer {
namespace {

// The samples as ranger asks for them: rows are samples, columns pixels.
class Samples : public ranger::Data {
 public:
  explicit Samples(const Dataset& data) : samples_(data) {
    num_rows = data.size();
    num_cols = num_cols_no_snp = glyph_size;
    for (size_t pixel = 0; pixel < num_cols; ++pixel) variable_names.push_back(std::to_string(pixel));
  }

  double get_x(size_t row, size_t column) const override { return samples_.glyphs[row][column]; }
  double get_y(size_t row, size_t) const override { return samples_.labels[row]; }

  // Nothing is written to.
  void reserveMemory(size_t) override {}
  void set_x(size_t, size_t, double, bool& error) override { error = true; }
  void set_y(size_t, size_t, double, bool& error) override { error = true; }

 private:
  const Dataset& samples_;
};

// Throws what ranger throws.
std::unique_ptr<ranger::ForestClassification> grown(const Dataset& data, int trees, uint32_t seed,
                                                    int threads) {
  std::vector<uint32_t> leaf_size = {1}, bucket = {1};
  std::vector<std::vector<double>> split_weights;
  std::vector<double> case_weights, fraction = {1};
  std::vector<std::vector<size_t>> bags;
  constexpr uint32_t root_of_pixels = 0, any_depth = 0;
  constexpr double alpha = 0.5, least_share = 0.1, poisson_tau = 1;  // of kinds of splits that are not used
  auto forest = std::make_unique<ranger::ForestClassification>();
  forest->initR(std::make_unique<Samples>(data), root_of_pixels, static_cast<uint32_t>(trees), nullptr, seed,
                static_cast<uint32_t>(threads), ranger::IMP_NONE, leaf_size, bucket, split_weights, {}, false,
                true, {}, false, ranger::DEFAULT_SPLITRULE, case_weights, bags, false, false, fraction, alpha,
                least_share, poisson_tau, false, ranger::RESPONSE, 1, false, any_depth, {}, false, false);
  forest->run(false, false);
  return forest;
}

}  // namespace

struct Forest::Tree {
  const std::vector<size_t>&darker, &brighter, &pixels;
  const std::vector<double>& values;
};

// Appends the node and all below it, darker first.
void Forest::add(const Tree& tree, size_t node) {
  const size_t place = nodes_.size();
  const bool leaf = tree.darker[node] == 0 && tree.brighter[node] == 0;
  nodes_.push_back({leaf ? Node::leaf : static_cast<uint16_t>(tree.pixels[node]),
                    static_cast<uint8_t>(tree.values[node]), 0});
  if (leaf) return;
  add(tree, tree.darker[node]);
  nodes_[place].brighter = static_cast<uint32_t>(nodes_.size());
  add(tree, tree.brighter[node]);
}

Result<Forest> Forest::fit(const Dataset& data, int trees, uint32_t seed, int threads) {
  if (data.size() == 0) return fail("there is no sample to grow a forest from");
  if (trees < 1 || trees > 10'000) return fail("trees %d: expected 1 to 10000", trees);
  if (threads < 1 || threads > 10'000) return fail("threads %d: expected 1 to 10000", threads);
  Forest forest;
  forest.classes_ = data.classes.size();
  try {
    const auto theirs = grown(data, trees, seed, std::min(threads, trees));
    const auto children = theirs->getChildNodeIDs();  // [trees][darker, brighter][nodes]
    const auto pixels = theirs->getSplitVarIDs();     // [trees][nodes]
    const auto values = theirs->getSplitValues();     // [trees][nodes]
    for (size_t tree = 0; tree < children.size(); ++tree) {
      forest.roots_.push_back(static_cast<uint32_t>(forest.nodes_.size()));
      forest.add({children[tree][0], children[tree][1], pixels[tree], values[tree]}, 0);
    }
  } catch (const std::exception& error) {
    return fail("ranger: %s", error.what());
  }
  return forest;
}

int Forest::read(const Glyph& glyph) const {
  std::vector<int> votes(classes_);
  for (uint32_t at : roots_) {
    while (nodes_[at].pixel != Node::leaf)
      at = glyph[nodes_[at].pixel] <= nodes_[at].level ? at + 1 : nodes_[at].brighter;
    ++votes[nodes_[at].level];
  }
  return static_cast<int>(std::ranges::max_element(votes) - votes.begin());
}

}  // namespace inkling::trainer
