#include "engine/network/session.h"

#include <xnnpack.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/network/committee.h"
#include "engine/network/loops.h"
#include "engine/network/winograd.h"

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
  Operator made = {};  // null for the layers of engine/network/loops.h and winograd.h
  std::optional<WinogradConvolution> winograd = {};
  const float *from = nullptr, *added = nullptr;  // the outputs that are read without XNNPACK
  std::vector<float> activation = {};   // [batch, output height, width, channels], then XNN_EXTRA_BYTES
  std::vector<uint8_t> workspace = {};  // as XNNPACK asks
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
    case LayerType::dense:
      status = xnn_create_fully_connected_nc_f32(input.size(), outputs, input.size(), outputs,
                                                 parameters.weight.data(), parameters.bias.data(), least,
                                                 infinity, 0, nullptr, nullptr, &made);
      break;
    default:
      return Operator();
  }
  Operator owned(made);
  if (const auto created = check(status, "create the layer"); !created)
    return std::unexpected(created.error());
  return owned;
}

Result<void> reshape(Step& step, size_t batch) {
  step.activation.resize(batch * step.output.size() + XNN_EXTRA_BYTES / sizeof(float));
  if (!step.made) return {};
  size_t height, width, workspace = 0, alignment = 0;
  xnn_status status = xnn_status_invalid_parameter;
  switch (step.layer.type) {
    case LayerType::convolution:
    case LayerType::depthwise:
      status = xnn_reshape_convolution2d_nhwc_f32(step.made.get(), batch, step.input.height, step.input.width,
                                                  &workspace, &alignment, &height, &width, nullptr);
      step.workspace.resize(workspace + alignment);
      break;
    case LayerType::dense:
      status = xnn_reshape_fully_connected_nc_f32(step.made.get(), batch, nullptr);
      break;
    default:
      break;
  }
  return check(status, "fit the layer to the batch");
}

Result<void> set_up(Step& step, const float* input) {
  if (!step.made) return {};
  xnn_status status = xnn_status_invalid_parameter;
  float* output = step.activation.data();
  switch (step.layer.type) {
    case LayerType::convolution:
    case LayerType::depthwise:
      status = xnn_setup_convolution2d_nhwc_f32(step.made.get(), step.workspace.data(), input, output);
      break;
    case LayerType::dense:
      status = xnn_setup_fully_connected_nc_f32(step.made.get(), input, output);
      break;
    default:
      break;
  }
  return check(status, "set the layer up");
}

// scratch: as the Winograd convolutions ask.
Result<void> run_step(Step& step, size_t batch, float* scratch) {
  if (step.made) return check(xnn_run_operator(step.made.get(), nullptr), "run a layer");
  if (step.winograd) {
    step.winograd->run(batch, step.from, step.activation.data(), scratch);
  } else if (step.layer.type == LayerType::add) {
    add(batch * step.output.size(), step.layer.relu, step.from, step.added, step.activation.data());
  } else if (step.layer.type == LayerType::max_pool) {
    max_pool(batch, step.input, step.output, step.layer.kernel, step.from, step.activation.data());
  } else {
    const bool global = step.layer.type == LayerType::global_average_pool;
    average_pool(batch, step.input, step.output, global ? step.input.height : step.layer.kernel,
                 global ? step.input.width : step.layer.kernel, step.from, step.activation.data());
  }
  return {};
}

// A member's layers in order.
using Steps = std::vector<Step>;

Result<void> make_steps(const Model::Member& member, Shape shape, Steps& steps) {
  const auto shapes = output_shapes(member.layers, shape);
  if (!shapes) return std::unexpected(shapes.error());
  for (size_t i = 0; i < member.layers.size(); ++i) {
    const Layer& layer = member.layers[i];
    Step step = {.layer = layer, .input = shape, .output = (*shapes)[i]};
    if (WinogradConvolution::fits(layer, shape)) {
      step.winograd.emplace(layer, shape, member.parameters[i]);
    } else {
      auto made = make_operator(layer, shape, member.parameters[i]);
      if (!made) return std::unexpected(in("layer " + std::to_string(i + 1), made.error()));
      step.made = std::move(*made);
    }
    steps.push_back(std::move(step));
    shape = (*shapes)[i];
  }
  return {};
}

// input: [batch, 28, 28, planes], where it will stay until the next call.
Result<void> fit(Steps& steps, const float* input, size_t batch) {
  for (size_t i = 0; i < steps.size(); ++i) {
    Step& step = steps[i];
    step.from = input;
    if (step.layer.type == LayerType::add) step.added = steps[i + step.layer.from].activation.data();
    if (const auto fitted = reshape(step, batch); !fitted) return fitted;
    if (const auto ready = set_up(step, input); !ready) return ready;
    input = step.activation.data();
  }
  return {};
}

}  // namespace

struct Session::Operators {
  std::shared_ptr<const Model> model;
  std::vector<Steps> members;
  std::vector<float> input;    // [batch, 28, 28, planes], then XNN_EXTRA_BYTES
  std::vector<float> answers;  // [batch, outputs], of a member of a committee
  std::vector<float> scratch;  // the largest that a Winograd convolution asks for
  size_t batch = 0;

  Result<void> resize(size_t new_batch) {
    batch = 0;  // until everything fits again
    input.resize(new_batch * model->input_shape().size() + XNN_EXTRA_BYTES / sizeof(float));
    for (Steps& steps : members)
      if (const auto fitted = fit(steps, input.data(), new_batch); !fitted) return fitted;
    batch = new_batch;
    return {};
  }

  // logits: [batch, outputs], written.
  void join_answers(std::span<float> logits) {
    std::fill(logits.begin(), logits.end(), -infinity);
    for (size_t member = 0; member < members.size(); ++member) {
      answers.assign(members[member].back().activation.begin(),
                     members[member].back().activation.begin() + static_cast<ptrdiff_t>(logits.size()));
      to_log_probabilities(answers, model->outputs, model->members[member].temperature);
      add_in_logarithms(logits, answers);
    }
    for (float& logit : logits) logit -= std::log(static_cast<float>(members.size()));
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
  operators->members.resize(model->members.size());
  for (size_t i = 0; i < model->members.size(); ++i) {
    const auto made = make_steps(model->members[i], model->input_shape(), operators->members[i]);
    if (!made) return std::unexpected(made.error());
    for (const Step& step : operators->members[i])
      if (step.winograd)
        operators->scratch.resize(std::max(operators->scratch.size(), step.winograd->scratch_size()));
  }
  operators->model = std::move(model);
  return Session(std::move(operators));
}

Result<void> Session::run(std::span<const float> inputs, std::span<float> logits) {
  Operators& all = *operators_;
  const size_t per_input = all.model->input_shape().size(), outputs = all.model->outputs;
  const size_t batch = inputs.size() / per_input;
  if (batch == 0 || inputs.size() != batch * per_input || logits.size() != batch * outputs)
    return fail("%zu inputs and %zu logits, expected a multiple of %zu and %zu", inputs.size(), logits.size(),
                per_input, outputs);
  if (batch != all.batch)
    if (const auto fitted = all.resize(batch); !fitted) return fitted;
  std::copy(inputs.begin(), inputs.end(), all.input.begin());
  for (Steps& steps : all.members)
    for (Step& step : steps)
      if (const auto ran = run_step(step, batch, all.scratch.data()); !ran) return ran;
  if (all.members.size() == 1) {
    std::copy_n(all.members[0].back().activation.begin(), logits.size(), logits.begin());
  } else {
    all.join_answers(logits);
  }
  return {};
}

std::span<const float> Session::activation(size_t index, size_t member) const {
  const Step& step = operators_->members[member][index];
  return {step.activation.data(), operators_->batch * step.output.size()};
}

const Model& Session::model() const {
  return *operators_->model;
}

}  // namespace inkling
