// The speed that training would have if it consisted of nothing but Eigen's matrix products: for the network
// conv3x3 16, 16, pool, 32, 32, pool, dense 10, the products into which im2col turns each layer's forward
// pass, weight gradient and input gradient, without im2col itself.  Each thread works on products of its own.
//
//   eigen-ceiling [threads] [seconds]      prints {"images_per_second":N}
#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Clock = std::chrono::steady_clock;

struct Layer {
  int pixels, patch, outputs;  // of one image; patch: kernel x kernel x inputs
  int back;                    // kernel x kernel x outputs, 0 where nobody needs the input's gradient
  int inputs;
};
constexpr Layer network[] = {{28 * 28, 9, 16, 0, 1},
                             {28 * 28, 144, 16, 144, 16},
                             {14 * 14, 144, 32, 288, 16},
                             {14 * 14, 288, 32, 288, 32},
                             {1, 1568, 10, 10, 1568}};

class Products {
 public:
  explicit Products(int images) {
    for (const Layer& layer : network) {
      const int rows = layer.pixels * images;
      patches_.push_back(Matrix::Random(rows, layer.patch));
      weights_.push_back(Matrix::Random(layer.patch, layer.outputs));
      outputs_.push_back(Matrix::Random(rows, layer.outputs));
      gradients_.push_back(Matrix::Zero(layer.patch, layer.outputs));
      back_patches_.push_back(Matrix::Random(rows, layer.back));
      back_weights_.push_back(Matrix::Random(layer.back, layer.inputs));
      back_.push_back(Matrix::Zero(rows, layer.inputs));
    }
  }

  void run() {
    for (size_t at = 0; at < patches_.size(); ++at) {
      outputs_[at].noalias() = patches_[at] * weights_[at];
      gradients_[at].noalias() += patches_[at].transpose() * outputs_[at];
      if (network[at].back > 0) back_[at].noalias() = back_patches_[at] * back_weights_[at];
    }
  }

 private:
  std::vector<Matrix> patches_, weights_, outputs_, gradients_, back_patches_, back_weights_, back_;
};

double images_per_second(int images, double seconds) {
  Products products(images);
  products.run();
  const auto start = Clock::now();
  std::chrono::duration<double> passed{};
  double done = 0;
  do {
    products.run();
    done += images;
    passed = Clock::now() - start;
  } while (passed.count() < seconds);
  return done / passed.count();
}

double on_threads(int count, int images, double seconds) {
  std::vector<double> speeds(static_cast<size_t>(count));
  std::vector<std::thread> threads;
  for (double& speed : speeds) threads.emplace_back([&] { speed = images_per_second(images, seconds); });
  for (std::thread& thread : threads) thread.join();
  double sum = 0;
  for (const double speed : speeds) sum += speed;
  return sum;
}

}  // namespace

int main(int count, char** arguments) {
  const int threads = count > 1 ? std::clamp(std::atoi(arguments[1]), 1, 1024) : 2;
  const double seconds = count > 2 ? std::clamp(std::atof(arguments[2]), 0.1, 3600.0) : 3;
  Eigen::setNbThreads(1);
  double best = 0;  // one image at a time stays in the cache, several make longer products
  for (const int images : {1, 4, 16}) best = std::max(best, on_threads(threads, images, seconds / 3));
  std::printf("{\"images_per_second\":%.1f}\n", best);
}
