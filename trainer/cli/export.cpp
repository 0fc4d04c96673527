// `inkling export`: weights in other numbers and formats, and committees of several networks.
#include <cstdio>
#include <map>

#include "engine/core/json.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/training_command.h"
#include "trainer/cli/weights.h"
#include "trainer/export/convert.h"
#include "trainer/export/onnx.h"
#include "trainer/export/parts.h"
#include "trainer/fit/calibrate.h"

namespace inkling {
namespace {

using trainer::LoadedWeights;

struct Options {
  std::vector<std::string> weights;  // none for the built-in ones
  std::string out;
  std::string calibrate;      // the configuration of a training, or …
  std::string calibrated_as;  // … weights to take it from; stays as calibrated as it is if both are empty
  std::string format, weight_format;  // as the ending of `out` says, and as the weights are, if empty
  bool json = false;
};

const std::map<std::string, DType> dtypes = {{"f32", DType::f32}, {"f16", DType::f16}, {"i8", DType::i8}};

Result<LoadedWeights> load(const std::string& path) {
  const auto bytes = read_weights(path);
  if (!bytes) return std::unexpected(bytes.error());
  return trainer::load_weights(weights_name(path), *bytes);
}

// The one network, or the committee of all.
Result<LoadedWeights> joined(const Options& options) {
  if (options.weights.empty()) return load("");
  std::vector<LoadedWeights> networks;
  for (const std::string& path : options.weights) {
    auto network = load(path);
    if (!network || options.weights.size() == 1) return network;
    networks.push_back(std::move(*network));
  }
  const auto committee = trainer::committee_of(networks);
  if (!committee) return std::unexpected(committee.error());
  return trainer::load_weights("the committee", write_safetensors(*committee));
}

// What is written has been read: a file that the engine would refuse never comes into being.
Result<LoadedWeights> converted(const Options& options) {
  auto weights = joined(options);
  if (!weights || options.weight_format.empty()) return weights;
  const Safetensors file = trainer::with_weights_as(dtypes.at(options.weight_format), *weights);
  return trainer::load_weights("as " + options.weight_format + ": " + weights->name, write_safetensors(file));
}

// What a training with this configuration validates on.
Result<trainer::Dataset> held_out_by(const std::string& config) {
  const auto command = TrainingCommand::parse({"--config", config});
  const auto training = command ? command->with({}) : std::unexpected(command.error());
  if (!training) return std::unexpected(training.error());
  auto data = read_training_data(training->data);
  if (!data) return std::unexpected(in(config, data.error()));
  return std::move(data->validation);
}

// With the temperature, outsider_odds and rejection of weights that a training has calibrated.
Result<LoadedWeights> calibrated_as(const std::string& path, LoadedWeights weights) {
  const auto other = load(path);
  if (!other) return std::unexpected(other.error());
  if (weights.model->labels != other->model->labels ||
      weights.model->knows_outsiders() != other->model->knows_outsiders())
    return fail("%s: its outputs are not those of %s: it cannot be calibrated as they are",
                weights.name.c_str(), path.c_str());
  for (const char* key : {"temperature", "outsider_odds", "rejection"})
    if (const auto value = other->file.metadata.find(key); value != other->file.metadata.end())
      weights.file.metadata[key] = value->second;
  return trainer::load_weights(weights.name, write_safetensors(weights.file));
}

// With the temperature and the rejection that are right for what a training held out.
Result<LoadedWeights> calibrated(const Options& options) {
  auto weights = converted(options);
  if (weights && !options.calibrated_as.empty())
    return calibrated_as(options.calibrated_as, std::move(*weights));
  if (!weights || options.calibrate.empty()) return weights;
  const auto held_out = held_out_by(options.calibrate);
  if (!held_out) return std::unexpected(held_out.error());
  if (weights->model->labels != held_out->classes)
    return fail("%s: its labels are not the classes of %s: it cannot be calibrated on them",
                weights->name.c_str(), options.calibrate.c_str());
  auto session = Session::create(weights->model);
  if (!session) return std::unexpected(in(weights->name, session.error()));
  std::vector<Seen> signs;
  for (size_t at = 0; at < held_out->size(); ++at) signs.push_back(trainer::seen(*held_out, at));
  std::vector<float> logits(held_out->size() * weights->model->outputs);
  if (const auto read = Recogniser(std::move(*session)).logits(signs, logits); !read)
    return std::unexpected(in(weights->name, read.error()));
  const trainer::Answers answers{logits, held_out->labels, held_out->classes.size(),
                                 weights->model->outsider_odds};
  const float temperature = trainer::best_temperature(answers);
  weights->file.metadata["temperature"] = trainer::number_text(temperature);
  weights->file.metadata["rejection"] = trainer::rejection_text(trainer::best_rejection(
      answers, temperature, trainer::rejected_share(weights->model->knows_outsiders())));
  return trainer::load_weights(weights->name, write_safetensors(weights->file));
}

void print_outcome(const Options& options, const Model& model, size_t bytes) {
  if (!options.json) {
    std::printf("%s: %zu bytes, %zu %s, %zu labels\n", options.out.c_str(), bytes, model.members.size(),
                model.members.size() == 1 ? "network" : "networks", model.labels.size());
    return;
  }
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "file", json_text(document, options.out));
  yyjson_mut_obj_add_uint(document, root, "bytes", bytes);
  yyjson_mut_obj_add_uint(document, root, "networks", model.members.size());
  yyjson_mut_obj_add_uint(document, root, "labels", model.labels.size());
  std::printf("%s\n", to_text(document).c_str());
}

bool is_onnx(const Options& options) {
  return options.format.empty() ? options.out.ends_with(".onnx") : options.format == "onnx";
}

std::string bytes_of(const LoadedWeights& weights, bool onnx) {
  if (onnx) return trainer::onnx_model(weights);
  const std::vector<uint8_t> bytes = write_safetensors(weights.file);
  return {bytes.begin(), bytes.end()};
}

Result<void> run(const Options& options) {
  const auto weights = calibrated(options);
  if (!weights) return std::unexpected(weights.error());
  const std::string bytes = bytes_of(*weights, is_onnx(options));
  const auto written = write_file(options.out, bytes);
  if (written) print_outcome(options, *weights->model, bytes.size());
  return written;
}

}  // namespace

void add_export(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("export", "Write weights in another format, or join networks to a committee");
  command
      ->add_option("--weights", options->weights,
                   "Weights file; several make a committee, which reads as the mean of its members does.  "
                   "Without it the ones built in")
      ->delimiter(',');
  command->add_option("--out", options->out, "File to write")->required();
  command
      ->add_option(
          "--format", options->format,
          "safetensors or onnx; without it as the ending of the file says: .onnx, or else safetensors")
      ->check(CLI::IsMember({"safetensors", "onnx"}));
  command
      ->add_option("--weight-format", options->weight_format,
                   "Numbers of the weights: f32, f16 or i8 (rounded as they are; inkling train "
                   "--weight-format i8 trains for it).  Without it they stay as they are")
      ->check(CLI::IsMember({"f32", "f16", "i8"}));
  command->add_option(
      "--calibrate", options->calibrate,
      "The configuration of a training (TOML): how sure the readings are is set anew, on what "
      "that training held out to validate on");
  command
      ->add_option("--calibrated-as", options->calibrated_as,
                   "Weights whose calibration to take: those of the same training with fewer writers, for "
                   "weights that held none out")
      ->excludes("--calibrate");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
