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
Nanoseconds in_bodies = 0;    // of the parallel loops, added up over the threads
Nanoseconds around_them = 0;  // from the start of each loop to its end

Nanoseconds& spent_on(Part part) {
  return spent[static_cast<size_t>(part)];
}

// Adds its lifetime to a sum.
class Stopwatch {
 public:
  explicit Stopwatch(Nanoseconds& sum) : sum_(sum) {}
  ~Stopwatch() { sum_ += (Clock::now() - start_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  Nanoseconds& sum_;
  const Clock::time_point start_ = Clock::now();
};

// A function of the same type as a kernel that calls it and counts its time.
template <Part part, auto kernel>
struct Timed;
template <Part part, class... Arguments, void (*Kernels<float>::*kernel)(Arguments...)>
struct Timed<part, kernel> {
  static void call(Arguments... arguments) {
    const Stopwatch stopwatch(spent_on(part));
    (plain->*kernel)(arguments...);
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
  time_kernel<Part::convolution, &K::prepare_weights>(table);
  time_kernel<Part::convolution, &K::convolve>(table);
  time_kernel<Part::convolution, &K::convolve_weight_gradient>(table);
  time_kernel<Part::convolution, &K::turn_weights>(table);
  time_kernel<Part::batch_norm, &K::moments>(table);
  time_kernel<Part::batch_norm, &K::scale_shift>(table);
  time_kernel<Part::batch_norm, &K::norm_moments>(table);
  time_kernel<Part::batch_norm, &K::norm_gradient>(table);
  time_kernel<Part::batch_norm, &K::relu>(table);
  time_kernel<Part::batch_norm, &K::relu_gradient>(table);
  time_kernel<Part::pool, &K::max_pool>(table);
  time_kernel<Part::pool, &K::max_pool_gradient>(table);
  time_kernel<Part::dense, &K::dense>(table);
  time_kernel<Part::dense, &K::dense_gradient>(table);
  time_kernel<Part::optimiser, &K::sum_parts>(table);
  time_kernel<Part::optimiser, &K::adam>(table);
  trainer::replace_kernels(table);
}

TrainingProfile profile_training(int threads, const trainer::ParallelFor& parallel_for,
                                 const std::function<void(const trainer::ParallelFor&)>& training) {
  for (Nanoseconds& sum : spent) sum = 0;
  in_bodies = around_them = 0;
  const auto timed = [&](int count, const std::function<void(int)>& body) {
    const Stopwatch stopwatch(around_them);
    parallel_for(count, [&](int index) {
      const Stopwatch inner(in_bodies);
      body(index);
    });
  };
  const auto start = Clock::now();
  training(timed);
  const int64_t passed = (Clock::now() - start).count();

  // What the loops spent outside of kernels is making the input.  Between the loops one thread works, on the
  // loss and the optimiser, and the others wait.
  int64_t within = 0;
  for (const Part part : {Part::convolution, Part::batch_norm, Part::pool, Part::dense}) {
    within += spent_on(part);
  }
  spent_on(Part::loading) = in_bodies - within;
  spent_on(Part::loss) = passed - around_them - spent_on(Part::optimiser);
  spent_on(Part::waiting) = threads * passed - in_bodies - (passed - around_them);
  TrainingProfile shares;
  for (size_t part = 0; part < shares.size(); ++part) {
    shares[part] =
        static_cast<double>(spent[part]) / (static_cast<double>(threads) * static_cast<double>(passed));
  }
  return shares;
}

}  // namespace inkling
