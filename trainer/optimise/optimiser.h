// Optimisers: what a gradient does to the parameters.
//
//   clip_by_norm(optimiser.clip, gradient);
//   decay_weights(optimiser, rate, gradient of the weights, weights);
//   update(optimiser, rate, step, moments, gradient, parameters);
//
// The three together are what PyTorch's clip_grad_norm_ and the step of its optimiser of the same name do.
#pragma once

#include <cstdint>
#include <span>

#include "trainer/aligned.h"

namespace inkling::trainer {

enum class OptimiserKind {
  sgd,    // with Nesterov's momentum.  Sutskever et al., "On the importance of initialization and momentum in
          // deep learning", 2013
  adam,   // Kingma and Ba, "Adam: a method for stochastic optimization", 2015
  adamw,  // Loshchilov and Hutter, "Decoupled weight decay regularization", 2019
};

struct Optimiser {
  OptimiserKind kind = OptimiserKind::adam;
  float momentum = 0.9f;   // of SGD; the beta1 of Adam and AdamW
  float weight_decay = 0;  // of the weights of convolutions and dense layers, not of biases and batch norm
  float clip = 0;          // a gradient with a larger norm is scaled down to this one; 0: never
};

// What an optimiser remembers of the gradients so far.
template <class Scalar>
struct Moments {
  AlignedVector<Scalar> first;   // [parameters]: SGD's velocity, Adam's running mean of the gradient
  AlignedVector<Scalar> second;  // [parameters]: Adam's running mean of its square; empty for SGD

  bool operator==(const Moments&) const = default;
};

template <class Scalar>
Moments<Scalar> no_moments(const Optimiser& optimiser, size_t parameters);

// Pascanu et al., "On the difficulty of training recurrent neural networks", 2013.  Gives the Euclidean norm
// that the gradient had.
template <class Scalar>
double clip_by_norm(float most, std::span<Scalar> gradient);

// Call before update(), with the part of the parameters that decays and its gradient: AdamW shrinks the
// weights themselves, the others add the decay to the gradient.
template <class Scalar>
void decay_weights(const Optimiser& optimiser, float rate, std::span<Scalar> gradient,
                   std::span<Scalar> weights);

// The update after the gradient of step 0, 1, 2 …; `rate` is the learning rate of this step.
template <class Scalar>
void update(const Optimiser& optimiser, float rate, int64_t step, Moments<Scalar>& moments,
            std::span<const Scalar> gradient, std::span<Scalar> parameters);

}  // namespace inkling::trainer
