// The trainer's arithmetic: plain functions on raw memory, one image at a time, compiled once per instruction
// set.
//
// Pictures are [height, width, channels] (channels last), so that every loop runs along the channels of one
// pixel. Nothing here allocates, locks or fails; the caller checks shapes.  Gradients of parameters are added
// to what is there, everything else is written.  Loss and statistics over a batch are sums that the caller
// reduces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace inkling::trainer {

// Stride 1, zero padding, the same size out as in.
struct ConvolutionShape {
  int height = 0, width = 0;
  int inputs = 0, outputs = 0;  // channels
  int kernel = 0;               // odd side

  static constexpr int points = 16, block_tiles = 28;  // see winograd.inc

  // Whether the transforms of Winograd's algorithm pay for themselves.
  bool winograd() const { return kernel == 3 && inputs >= 8 && outputs >= 8; }

  // Scalars of the weights as `convolve` takes them.
  size_t prepared_weights() const {
    return static_cast<size_t>(winograd() ? points : kernel * kernel) * inputs * outputs;
  }
  // Scalars of scratch memory for one image in either direction.
  size_t scratch() const {
    if (winograd())
      return points *
             (static_cast<size_t>(block_tiles) * (inputs + outputs) + static_cast<size_t>(inputs) * outputs);
    return static_cast<size_t>(height + kernel - 1) * (width + kernel - 1) * inputs;
  }
};

struct PoolShape {
  int height = 0, width = 0,
      channels = 0;  // of the input; the output is [height / size, width / size, channels]
  int size = 0;      // side and stride of the windows; pixels beyond the last whole one are left out
};

// A convolution of each channel with a kernel of its own: stride 1, zero padding, the same size out as in.
struct DepthwiseShape {
  int height = 0, width = 0, channels = 0;
  int kernel = 0;  // odd side

  // Scalars of scratch memory for one image in either direction.
  size_t scratch() const {
    return static_cast<size_t>(height + kernel - 1) * (width + kernel - 1) * channels;
  }
};

// Windows side by side; pixels beyond the last whole one are left out.
struct AveragePoolShape {
  int height = 0, width = 0, channels = 0;  // of the input
  int window_height = 0, window_width = 0;
};

struct AdamStep {
  float rate;  // learning rate
  float beta1, beta2, epsilon;
  float correction1, correction2;  // 1 - beta^t
};

template <class Scalar>
struct Kernels {
  const char* name;  // of the instruction set

  // weight: [kernel, kernel, inputs, outputs]; prepared: [shape.prepared_weights()], in whatever form
  // `convolve` likes best.
  void (*prepare_weights)(const ConvolutionShape&, const Scalar* weight, Scalar* prepared);
  // x: [height, width, inputs], y: [height, width, outputs].
  void (*convolve)(const ConvolutionShape&, const Scalar* x, const Scalar* prepared, Scalar* y,
                   Scalar* scratch);
  // dy as y; gradient as weight, added to.
  void (*convolve_weight_gradient)(const ConvolutionShape&, const Scalar* x, const Scalar* dy,
                                   Scalar* gradient, Scalar* scratch);
  // The weights of the convolution (inputs and outputs exchanged) that turns dy into dx: rotated by half a
  // turn and transposed, [kernel, kernel, outputs, inputs].
  void (*turn_weights)(const ConvolutionShape&, const Scalar* weight, Scalar* turned);

  // Batch norm.  x: [pixels, channels]; sum, squares: [channels], added to.
  void (*moments)(int pixels, int channels, const Scalar* x, double* sum, double* squares);
  // y = scale * x + shift, cut off below 0 with `relu`.
  void (*scale_shift)(int pixels, int channels, bool relu, const Scalar* x, const Scalar* scale,
                      const Scalar* shift, Scalar* y);
  // Adds to sum the passing gradients g (dy where relu let the value through) and to product g * (x - mean).
  void (*norm_moments)(int pixels, int channels, bool relu, const Scalar* x, const Scalar* dy,
                       const Scalar* scale, const Scalar* shift, const Scalar* mean, double* sum,
                       double* product);
  // dx = scale * g + slope * x + offset; dx may be x.
  void (*norm_gradient)(int pixels, int channels, bool relu, const Scalar* x, const Scalar* dy,
                        const Scalar* scale, const Scalar* shift, const Scalar* slope, const Scalar* offset,
                        Scalar* dx);

  void (*max_pool)(const PoolShape&, const Scalar* x, Scalar* y);
  // The gradient goes to the first of the largest values of a window.  dx may be x.
  void (*max_pool_gradient)(const PoolShape&, const Scalar* x, const Scalar* dy, Scalar* dx);

  // weight: [outputs, inputs], bias: [outputs].
  void (*dense)(int inputs, int outputs, const Scalar* x, const Scalar* weight, const Scalar* bias,
                Scalar* y);
  // dx may be x.  weight_gradient and bias_gradient are added to.
  void (*dense_gradient)(int inputs, int outputs, const Scalar* x, const Scalar* weight, const Scalar* dy,
                         Scalar* weight_gradient, Scalar* bias_gradient, Scalar* dx);

  // y = max(0, x); dx = dy where x > 0, dx may be x.
  void (*relu)(int size, const Scalar* x, Scalar* y);
  void (*relu_gradient)(int size, const Scalar* x, const Scalar* dy, Scalar* dx);

  // total[i] = the sum of parts[0..count)[i], in this order.  parts: [count, size].
  void (*sum_parts)(int count, size_t size, size_t begin, size_t end, const Scalar* parts, Scalar* total);

  // Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
  void (*adam)(const AdamStep&, size_t size, const Scalar* gradient, Scalar* first, Scalar* second,
               Scalar* parameters);

  // x, y: [height, width, channels], weight: [kernel, kernel, channels].  With the taps in reverse order it
  // turns dy into dx.
  void (*depthwise)(const DepthwiseShape&, const Scalar* x, const Scalar* weight, Scalar* y, Scalar* scratch);
  // dy as y; gradient as weight, added to.
  void (*depthwise_weight_gradient)(const DepthwiseShape&, const Scalar* x, const Scalar* dy,
                                    Scalar* gradient, Scalar* scratch);

  void (*average_pool)(const AveragePoolShape&, const Scalar* x, Scalar* y);
  void (*average_pool_gradient)(const AveragePoolShape&, const Scalar* dy, Scalar* dx);

  // y = a + b; y may be either.
  void (*add)(int size, const Scalar* a, const Scalar* b, Scalar* y);
};

// What a convolution is doing: rearranging pictures and results (padding, the transforms of Winograd's
// algorithm), or multiplying matrices.
enum class Stage { packing, arithmetic };

// For a profile: told whenever a stage of `convolve` or `convolve_weight_gradient` begins, on the thread that
// does it.  Null otherwise; set it before any network is made.
extern void (*on_stage)(Stage);

// Those for the best instruction set of this machine, or for the one that the environment variable
// INKLING_ISA names (trainer/kernels/choose.h).  The choice is made once.
template <class Scalar>
const Kernels<Scalar>& kernels();

// From now on kernels<float>() gives these, which must outlive their use.  For a profile, which times each
// kernel by a table of its own; call it before any network is made.
void replace_kernels(const Kernels<float>& replacement);

// Every copy that was compiled and that this machine can run, the most general first.
std::span<const Kernels<float>* const> kernels_of_this_machine();

}  // namespace inkling::trainer
