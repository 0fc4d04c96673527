#include "trainer/cli/training_profile.h"

#include <atomic>
#include <chrono>

#include "trainer/kernels/kernels.h"

namespace inkling {
namespace {

using Clock = std::chrono::steady_clock;
using Nanoseconds = std::atomic<int64_t>;
using trainer::Kernels;

const Kernels<float>* plain = nullptr;
std::array<Nanoseconds, part_names.size()> spent{};
Nanoseconds in_bodies = 0;        // of the parallel loops, added up over the threads
Nanoseconds around_them = 0;      // from the start of each loop to its end
Nanoseconds spent_in_bodies = 0;  // in kernels, of what `in_bodies` has
thread_local bool in_body = false;

int64_t nanoseconds_since(Clock::time_point start) {
  return (Clock::now() - start).count();
}

void count(Part part, int64_t nanoseconds) {
  spent[static_cast<size_t>(part)] += nanoseconds;
  if (in_body) spent_in_bodies += nanoseconds;
}

// What a thread in a convolution is doing, and since when.
struct Doing {
  Part part;
  Clock::time_point since;
};
thread_local Doing doing;

void begin_part(Part part) {
  count(doing.part, nanoseconds_since(doing.since));
  doing = {part, Clock::now()};
}

void begin_stage(trainer::Stage stage) {
  begin_part(stage == trainer::Stage::packing ? Part::packing : Part::multiplying);
}

// A function of the same type as a convolution that calls it and counts the time of its stages.
template <auto kernel>
struct Staged;
template <class... Arguments, void (*Kernels<float>::*kernel)(Arguments...)>
struct Staged<kernel> {
  static void call(Arguments... arguments) {
    doing = {Part::packing, Clock::now()};
    (plain->*kernel)(arguments...);
    begin_part(Part::packing);
  }
};

// A function of the same type as a kernel that calls it and counts its time.
template <Part part, auto kernel>
struct Timed;
template <Part part, class... Arguments, void (*Kernels<float>::*kernel)(Arguments...)>
struct Timed<part, kernel> {
  static void call(Arguments... arguments) {
    const auto start = Clock::now();
    (plain->*kernel)(arguments...);
    count(part, nanoseconds_since(start));
  }
};

template <Part part, auto kernel>
void time_kernel(Kernels<float>& table) {
  table.*kernel = Timed<part, kernel>::call;
}

}  // namespace

void time_kernels() {
  using K = Kernels<float>;
  plain = &trainer::kernels<float>();
  static K table = *plain;
  table.convolve = Staged<&K::convolve>::call;
  table.convolve_weight_gradient = Staged<&K::convolve_weight_gradient>::call;
  trainer::on_stage = begin_stage;
  time_kernel<Part::packing, &K::prepare_weights>(table);
  time_kernel<Part::packing, &K::turn_weights>(table);
  time_kernel<Part::depthwise, &K::depthwise>(table);
  time_kernel<Part::depthwise, &K::depthwise_weight_gradient>(table);
  time_kernel<Part::batch_norm, &K::moments>(table);
  time_kernel<Part::batch_norm, &K::scale_shift>(table);
  time_kernel<Part::batch_norm, &K::norm_moments>(table);
  time_kernel<Part::batch_norm, &K::norm_gradient>(table);
  time_kernel<Part::batch_norm, &K::relu>(table);
  time_kernel<Part::batch_norm, &K::relu_gradient>(table);
  time_kernel<Part::batch_norm, &K::add>(table);
  time_kernel<Part::pool, &K::max_pool>(table);
  time_kernel<Part::pool, &K::max_pool_gradient>(table);
  time_kernel<Part::pool, &K::average_pool>(table);
  time_kernel<Part::pool, &K::average_pool_gradient>(table);
  time_kernel<Part::dense, &K::dense>(table);
  time_kernel<Part::dense, &K::dense_gradient>(table);
  time_kernel<Part::optimiser, &K::sum_parts>(table);
  time_kernel<Part::optimiser, &K::adam>(table);
  trainer::replace_kernels(table);
}

TrainingProfile profile_training(int threads, const trainer::ParallelFor& parallel_for,
                                 const std::function<void(const trainer::ParallelFor&)>& training) {
  for (Nanoseconds& sum : spent) sum = 0;
  in_bodies = around_them = spent_in_bodies = 0;
  const auto timed = [&](int count, const std::function<void(int)>& body) {
    const auto start = Clock::now();
    parallel_for(count, [&](int index) {
      const auto begin = Clock::now();
      in_body = true;
      body(index);
      in_body = false;
      in_bodies += nanoseconds_since(begin);
    });
    around_them += nanoseconds_since(start);
  };
  const auto start = Clock::now();
  training(timed);
  const int64_t passed = nanoseconds_since(start);

  // What the loops spent outside of kernels is making the input.  Between the loops one thread works, outside
  // of kernels on the loss, and the others wait.
  int64_t on_kernels = 0;
  for (const Nanoseconds& sum : spent) on_kernels += sum;
  spent[static_cast<size_t>(Part::loading)] = in_bodies - spent_in_bodies;
  spent[static_cast<size_t>(Part::loss)] = passed - around_them - (on_kernels - spent_in_bodies);
  spent[static_cast<size_t>(Part::waiting)] = threads * passed - in_bodies - (passed - around_them);
  TrainingProfile shares;
  for (size_t part = 0; part < shares.size(); ++part) {
    shares[part] =
        static_cast<double>(spent[part]) / (static_cast<double>(threads) * static_cast<double>(passed));
  }
  return shares;
}

}  // namespace inkling
