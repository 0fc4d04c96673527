// A random forest on the pixels (Breiman, "Random forests", 2001), grown by ranger (Wright and Ziegler,
// "ranger: a fast implementation of random forests for high dimensional data in C++ and R", 2017).
#pragma once

#include "trainer/data/dataset.h"

namespace inkling::trainer {

class Forest {
 public:
  // Each tree sees a bootstrap sample and, at each node, 28 pixels (the root of their number); it grows until
  // its leaves are pure.  The same data and seed give the same forest, whatever the number of threads.  Fails
  // on an empty set, and on trees or threads outside of 1 to 10,000.
  static Result<Forest> fit(const Dataset& data, int trees, uint32_t seed, int threads);

  // The index of the class that most trees name, the lower one of two with as many.
  int read(const Glyph& glyph) const;

  size_t bytes() const { return nodes_.size() * sizeof(Node) + roots_.size() * sizeof(uint32_t); }

 private:
  struct Node {
    uint16_t pixel = leaf;  // that decides
    uint8_t level =
        0;  // up to this it goes on with the next node, else with `brighter`; of a leaf: the class
    uint32_t brighter = 0;  // index of a node
    static constexpr uint16_t leaf = 0xFFFF;
  };

  // One tree as ranger has it: of each node the two that follow, what it decides by, and at which value.
  struct Tree;
  void add(const Tree& tree, size_t node);

  std::vector<Node> nodes_;
  std::vector<uint32_t> roots_;  // indices of nodes
  size_t classes_ = 0;
};

}  // namespace inkling::trainer
