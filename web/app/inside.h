// What goes on inside the network while it reads one sign: what each layer gives, and why the answer is what
// it is. It has a session of its own, so it is there only while somebody looks.
#pragma once

#include <optional>
#include <vector>

#include "engine/glyph/seen.h"
#include "engine/insight/influence.h"
#include "engine/insight/kernels.h"
#include "engine/network/session.h"

namespace inkling::page {

// What a layer gives.
struct Maps {
  Shape shape;
  std::vector<float> values;  // [height, width, maps]
  float largest = 0;          // of the values' sizes

  float at(int y, int x, int map) const {
    return values[static_cast<size_t>((y * shape.width + x) * shape.channels + map)];
  }
};

class Inside {
 public:
  explicit Inside(Session session);

  // Looks into the reading of a sign, and asks why it gave that output; of nothing, all maps are empty.
  Result<void> set(const std::optional<Seen>& seen, size_t output);
  // Finds out more of the reasons, until then (milliseconds).  True while there are more.
  Result<bool> think(double until);

  // What goes into the network, and then what each layer of its first member gives: [layers + 1].
  const std::vector<Maps>& layers() const { return layers_; }
  // How many, then height, width and maps of each.
  std::vector<int> shapes() const;
  // How often the maps have changed.
  int version() const { return version_; }
  // Null as long as it is not known whole.
  const Influence* influence() const { return influence_ && influence_->is_done() ? &*influence_ : nullptr; }

  const Model& model() const { return session_.model(); }
  // What a map looks at: nothing for one that goes into the network.
  std::vector<Kernel> kernels(size_t layer, int map, size_t most) const;
  // Where a map is strongest, of nine fields counted from the upper left; nothing of an empty one, or of one
  // that this network does not have.
  std::optional<int> strongest_field(size_t layer, int map) const;

 private:
  Session session_;
  std::vector<Maps> layers_;
  std::optional<Influence> influence_;
  std::vector<float> logits_;  // [outputs]
  int version_ = 0;
};

}  // namespace inkling::page
