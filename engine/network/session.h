// Runs a model: 3x3 convolutions by engine/network/winograd.h, other layers with weights on XNNPACK.  A
// session owns the operators and their scratch memory: one per thread.
#pragma once

#include <memory>
#include <span>

#include "engine/core/error.h"
#include "engine/network/model.h"

namespace inkling {

class Session {
 public:
  static Result<Session> create(std::shared_ptr<const Model> model);
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  // inputs: [batch, 28, 28, planes], 0 to 1.  logits: [batch, outputs], written; of a committee they are the
  // logarithms of the mean of its members' probabilities.  Fails when memory runs out or when the sizes do
  // not fit.  A batch size that differs from the last one sets the operators up anew.
  Result<void> run(std::span<const float> inputs, std::span<float> logits);

  // What every layer gave in the last run: [batch, height, width, channels] of layer `index` of a member.
  std::span<const float> activation(size_t index, size_t member = 0) const;

  const Model& model() const;

 private:
  struct Operators;
  explicit Session(std::unique_ptr<Operators> operators);
  std::unique_ptr<Operators> operators_;
};

}  // namespace inkling
