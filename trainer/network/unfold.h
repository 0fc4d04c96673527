// The way back from a weights file to a network in training, so that it can be trained on.
#pragma once

#include "engine/network/model.h"
#include "trainer/network/network.h"

namespace inkling::trainer {

// The layers of the model's only network, with so many outputs at the end.
std::vector<Layer> layers_of(const Model& model, size_t outputs);

// Gives the network the model's weights.  network: made of layers_of() with Normalisation::folded.  Of the
// last layer the outputs of the model's labels come first, that of outsiders, where there is one, last; those
// between them, of new labels, begin without weights, and so low that they win against none.
void take_weights(const Model& model, Network<float>& network);

}  // namespace inkling::trainer
