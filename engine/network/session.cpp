#include "engine/network/session.h"

#include <xnnpack.h>

#include <algorithm>
#include <limits>

namespace inkling {
namespace {

struct DeleteOperator {
  void operator()(xnn_operator_t made) const { xnn_delete_operator(made); }
};
using Operator = std::unique_ptr<xnn_operator, DeleteOperator>;

constexpr float infinity = std::numeric_limits<float>::infinity();

const char* reason(xnn_status status) {
  switch (status) {
    case xnn_status_out_of_memory:
      return "out of memory";
    case xnn_status_unsupported_hardware:
      return "unsupported processor";
    case xnn_status_unsupported_parameter:
      return "unsupported size";
    case xnn_status_invalid_parameter:
      return "invalid size";
    default:
      return "internal error";
  }
}

Result<void> check(xnn_status status, const char* step) {
  if (status == xnn_status_success) return {};
  return fail("XNNPACK could not %s: %s (status %d)", step, reason(status), static_cast<int>(status));
}

// One layer, with the buffer it writes.
struct Step {
  Layer layer;
  Shape input, output;
  Operator made;                   // null for add, which is a loop of our own
  const float* inputs[2] = {};     // of add; each as activation
  std::vector<float> activation;   // [batch, output height, width, channels], then XNN_EXTRA_BYTES
  std::vector<uint8_t> workspace;  // as XNNPACK asks
};

Result<Operator> make_operator(const Layer& layer, const Shape& input, const Model::Parameters& parameters) {
  const float least = layer.relu ? 0.0f : -infinity;
  const size_t inputs = input.channels, outputs = layer.channels;
  const uint32_t kernel = layer.kernel, padding = kernel / 2;
  xnn_operator_t made = nullptr;
  xnn_status status = xnn_status_invalid_parameter;
  switch (layer.type) {
    case LayerType::convolution:
    case LayerType::depthwise: {
      const bool depthwise = layer.type == LayerType::depthwise;
      const uint32_t groups = depthwise ? layer.channels : 1;
      status = xnn_create_convolution2d_nhwc_f32(padding, padding, padding, padding, kernel, kernel, 1, 1, 1,
                                                 1, groups, inputs / groups, outputs / groups, inputs,
                                                 outputs, parameters.weight.data(), parameters.bias.data(),
                                                 least, infinity, 0, nullptr, nullptr, &made);
      break;
    }
    case LayerType::average_pool:
    case LayerType::global_average_pool: {
      const bool global = layer.type == LayerType::global_average_pool;
      const uint32_t height = global ? input.height : kernel, width = global ? input.width : kernel;
      status = xnn_create_average_pooling2d_nhwc_f32(0, 0, 0, 0, height, width, height, width, -infinity,
                                                     infinity, 0, &made);
      break;
    }
    case LayerType::add:
      return Operator();
    case LayerType::max_pool:
      status = xnn_create_max_pooling2d_nhwc_f32(0, 0, 0, 0, kernel, kernel, kernel, kernel, 1, 1, -infinity,
                                                 infinity, 0, &made);
      break;
    case LayerType::dense:
      status = xnn_create_fully_connected_nc_f32(input.size(), outputs, input.size(), outputs,
                                                 parameters.weight.data(), parameters.bias.data(), least,
                                                 infinity, 0, nullptr, nullptr, &made);
      break;
  }
  Operator owned(made);
  if (const auto created = check(status, "create the layer"); !created)
    return std::unexpected(created.error());
  return owned;
}

Result<void> reshape(Step& step, size_t batch) {
  step.activation.resize(batch * step.output.size() + XNN_EXTRA_BYTES / sizeof(float));
  size_t height, width, workspace = 0, alignment = 0;
  const size_t channels = step.input.channels;
  xnn_status status = xnn_status_invalid_parameter;
  switch (step.layer.type) {
    case LayerType::convolution:
    case LayerType::depthwise:
      status = xnn_reshape_convolution2d_nhwc_f32(step.made.get(), batch, step.input.height, step.input.width,
                                                  &workspace, &alignment, &height, &width, nullptr);
      step.workspace.resize(workspace + alignment);
      break;
    case LayerType::average_pool:
    case LayerType::global_average_pool:
      status = xnn_reshape_average_pooling2d_nhwc_f32(step.made.get(), batch, step.input.height,
                                                      step.input.width, channels, channels, channels,
                                                      &workspace, &alignment, &height, &width, nullptr);
      step.workspace.resize(workspace + alignment);
      break;
    case LayerType::add:
      return {};
    case LayerType::max_pool:
      status = xnn_reshape_max_pooling2d_nhwc_f32(step.made.get(), batch, step.input.height, step.input.width,
                                                  channels, channels, channels, &height, &width, nullptr);
      break;
    case LayerType::dense:
      status = xnn_reshape_fully_connected_nc_f32(step.made.get(), batch, nullptr);
      break;
  }
  return check(status, "fit the layer to the batch");
}

// other: the output that an add adds.
Result<void> set_up(Step& step, const float* input, const float* other) {
  xnn_status status = xnn_status_invalid_parameter;
  float* output = step.activation.data();
  switch (step.layer.type) {
    case LayerType::convolution:
    case LayerType::depthwise:
      status = xnn_setup_convolution2d_nhwc_f32(step.made.get(), step.workspace.data(), input, output);
      break;
    case LayerType::average_pool:
    case LayerType::global_average_pool:
      status = xnn_setup_average_pooling2d_nhwc_f32(step.made.get(), step.workspace.data(), input, output);
      break;
    case LayerType::add:
      step.inputs[0] = input;
      step.inputs[1] = other;
      return {};
    case LayerType::max_pool:
      status = xnn_setup_max_pooling2d_nhwc_f32(step.made.get(), input, output);
      break;
    case LayerType::dense:
      status = xnn_setup_fully_connected_nc_f32(step.made.get(), input, output);
      break;
  }
  return check(status, "set the layer up");
}

// A loop, because XNNPACK's elementwise operators would bring all of their kind into the page's wasm.
void add(Step& step, size_t batch) {
  const float least = step.layer.relu ? 0.0f : -infinity;
  const float *left = step.inputs[0], *right = step.inputs[1];
  float* sum = step.activation.data();
  for (size_t at = 0; at < batch * step.output.size(); ++at) sum[at] = std::max(left[at] + right[at], least);
}

Result<void> run_step(Step& step, size_t batch) {
  if (step.made) return check(xnn_run_operator(step.made.get(), nullptr), "run a layer");
  add(step, batch);
  return {};
}

}  // namespace

struct Session::Operators {
  std::shared_ptr<const Model> model;
  std::vector<Step> steps;   // one per layer
  std::vector<float> input;  // [batch, 28, 28, planes], then XNN_EXTRA_BYTES
  size_t batch = 0;

  Result<void> resize(size_t new_batch) {
    batch = 0;  // until everything fits again
    input.resize(new_batch * model->input_shape().size() + XNN_EXTRA_BYTES / sizeof(float));
    const float* from = input.data();
    for (size_t i = 0; i < steps.size(); ++i) {
      Step& step = steps[i];
      const float* other =
          step.layer.type == LayerType::add ? steps[i + step.layer.from].activation.data() : nullptr;
      if (const auto fitted = reshape(step, new_batch); !fitted) return fitted;
      if (const auto ready = set_up(step, from, other); !ready) return ready;
      from = step.activation.data();
    }
    batch = new_batch;
    return {};
  }
};

Session::Session(std::unique_ptr<Operators> operators) : operators_(std::move(operators)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Result<Session> Session::create(std::shared_ptr<const Model> model) {
  if (const auto ready = check(xnn_initialize(nullptr), "start"); !ready)
    return std::unexpected(ready.error());
  auto operators = std::make_unique<Operators>();
  Shape shape = model->input_shape();
  const auto shapes = output_shapes(model->layers, shape);
  if (!shapes) return std::unexpected(shapes.error());
  for (size_t i = 0; i < model->layers.size(); ++i) {
    const Layer& layer = model->layers[i];
    auto made = make_operator(layer, shape, model->parameters[i]);
    if (!made) return std::unexpected(in("layer " + std::to_string(i + 1), made.error()));
    operators->steps.push_back({layer, shape, (*shapes)[i], std::move(*made), {}, {}, {}});
    shape = (*shapes)[i];
  }
  operators->model = std::move(model);
  return Session(std::move(operators));
}

Result<void> Session::run(std::span<const float> inputs, std::span<float> logits) {
  Operators& all = *operators_;
  const size_t per_input = all.model->input_shape().size(), labels = all.model->labels.size();
  const size_t batch = inputs.size() / per_input;
  if (batch == 0 || inputs.size() != batch * per_input || logits.size() != batch * labels)
    return fail("%zu inputs and %zu logits, expected a multiple of %zu and %zu", inputs.size(), logits.size(),
                per_input, labels);
  if (batch != all.batch)
    if (const auto fitted = all.resize(batch); !fitted) return fitted;
  std::copy(inputs.begin(), inputs.end(), all.input.begin());
  for (Step& step : all.steps)
    if (const auto ran = run_step(step, batch); !ran) return ran;
  std::copy_n(all.steps.back().activation.begin(), logits.size(), logits.begin());
  return {};
}

std::span<const float> Session::activation(size_t index) const {
  const Step& step = operators_->steps[index];
  return {step.activation.data(), operators_->batch * step.output.size()};
}

const Model& Session::model() const {
  return *operators_->model;
}

}  // namespace inkling
