// What a map of a network looks at: the kernels through which it sees the maps of the layer before.
#pragma once

#include <vector>

#include "engine/network/model.h"

namespace inkling {

struct Kernel {
  int input = 0;               // the map of the layer before
  int height = 0, width = 0;   // of what it covers: of a dense layer's it is the whole map
  std::vector<float> weights;  // [height, width]
};

// Those of one map of a layer with weights, the strongest (by the sum of its weights' squares) first, `most`
// at most; none of other layers.  layer < member.layers.size(), map < the layer's channels.
std::vector<Kernel> strongest_kernels(const Model& model, const Model::Member& member, size_t layer, int map,
                                      size_t most);

}  // namespace inkling
