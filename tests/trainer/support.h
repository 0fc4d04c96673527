// What several tests of the trainer need: threads, a little data, a small recipe.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "trainer/fit/trainer.h"

namespace inkling::trainer::testing {

// As many threads as asked, started for each call, that take the indices in no particular order.
inline ParallelFor on_threads(int threads) {
  return [threads](int count, const std::function<void(int)>& body) {
    std::atomic<int> next = 0;
    std::vector<std::thread> workers;
    for (int worker = 0; worker < threads; ++worker) {
      workers.emplace_back([&] {
        for (int index = next++; index < count; index = next++) body(count - 1 - index);
      });
    }
    for (std::thread& worker : workers) worker.join();
  };
}

// Ten classes, told apart by where a bright square lies among noise.
inline Dataset squares(size_t count, uint64_t seed) {
  Dataset data;
  for (int digit = 0; digit < 10; ++digit) data.classes.push_back(std::to_string(digit));
  for (size_t sample = 0; sample < count; ++sample) {
    Random random(seed, Purpose::split, 7, static_cast<uint32_t>(sample));
    const auto label = static_cast<uint8_t>(random.below(10));
    Glyph glyph;
    for (uint8_t& pixel : glyph) pixel = static_cast<uint8_t>(random.below(60));
    const int left = 3 + 5 * (label % 5), top = label < 5 ? 6 : 16;
    for (int y = top; y < top + 5; ++y) {
      for (int x = left; x < left + 3; ++x)
        glyph[y * glyph_side + x] = static_cast<uint8_t>(180 + random.below(70));
    }
    data.glyphs.push_back(glyph);
    data.labels.push_back(label);
  }
  return data;
}

// Every kind of layer, some with odd numbers of channels.
inline Recipe small_recipe() {
  Recipe recipe;
  recipe.layers = *layers_from_text("6,pool,5x5:9,pool,dense:12", 10);
  recipe.epochs = 3;
  recipe.batch = 40;
  recipe.dropout = 0.2f;
  return recipe;
}

// The kinds of layers that small_recipe() has not.
inline Recipe separable_recipe() {
  Recipe recipe = small_recipe();
  recipe.layers = *layers_from_text("6,avgpool,dw3,1x1:6:linear,add:-3,pool,dw5,9,global", 10);
  return recipe;
}

}  // namespace inkling::trainer::testing
