#include "trainer/export/convert.h"

#include <algorithm>

#include "trainer/export/parts.h"

namespace inkling::trainer {
namespace {

Result<void> check_members(const std::vector<LoadedWeights>& networks) {
  if (networks.size() < 2) return fail("a committee has at least two networks");
  for (const LoadedWeights& network : networks) {
    if (network.model->members.size() != 1)
      return fail("%s: holds a committee already: give the files of its %zu members instead",
                  network.name.c_str(), network.model->members.size());
    if (network.model->labels != networks[0].model->labels)
      return fail("%s: its labels are %s, but those of %s are %s: a committee has one set of labels",
                  network.name.c_str(), json_list(network.model->labels).c_str(), networks[0].name.c_str(),
                  json_list(networks[0].model->labels).c_str());
    if (network.model->planes != networks[0].model->planes)
      return fail("%s: its planes are %s, but those of %s are %s: the members of a committee see the same",
                  network.name.c_str(), json_list(names_of(network.model->planes)).c_str(),
                  networks[0].name.c_str(), json_list(names_of(networks[0].model->planes)).c_str());
    if (network.model->rejection.by != networks[0].model->rejection.by)
      return fail("%s: rejects otherwise than %s does: calibrate both with inkling export --calibrate first",
                  network.name.c_str(), networks[0].name.c_str());
  }
  return {};
}

}  // namespace

Result<LoadedWeights> load_weights(std::string name, std::span<const uint8_t> bytes) {
  auto file = parse_safetensors(bytes);
  if (!file) return std::unexpected(in(name, file.error()));
  auto model = load_model(bytes);
  if (!model) return std::unexpected(in(name, model.error()));
  return LoadedWeights{std::move(name), std::move(*file), std::move(*model)};
}

DType type_of(const LoadedWeights& weights) {
  const Model::Member& member = weights.model->members[0];
  const auto first =
      std::ranges::find_if(member.layers, [](const Layer& layer) { return !layer.name.empty(); });
  return weights.file.tensors.at(member.prefix() + first->name + ".weight").dtype;
}

Safetensors with_weights_as(DType type, const LoadedWeights& weights) {
  Safetensors file = weights.file;
  for (const Model::Member& member : weights.model->members) {
    for (size_t index = 0; index < member.layers.size(); ++index) {
      if (member.layers[index].name.empty()) continue;
      const std::string name = member.prefix() + member.layers[index].name;
      const Tensor& tensor = weights.file.tensors.at(name + ".weight");
      if (tensor.dtype != type) put_weight(file, name, type, tensor.shape, member.parameters[index].weight);
    }
  }
  return file;
}

Result<Safetensors> committee_of(const std::vector<LoadedWeights>& networks) {
  if (const auto checked = check_members(networks); !checked) return std::unexpected(checked.error());
  Safetensors committee;
  std::vector<std::string> members;
  std::string trained_on = "a committee of " + std::to_string(networks.size()) + " networks";
  const auto count = static_cast<float>(networks.size());
  float outsider_odds = 0;
  Rejection rejection{networks[0].model->rejection.by, 0};
  for (const LoadedWeights& network : networks) {
    members.push_back(std::to_string(members.size() + 1));
    const std::string prefix = members.back() + "/";
    for (const char* key : {"layers", "temperature"})
      committee.metadata[prefix + key] = network.file.metadata.at(key);
    for (const auto& [name, tensor] : network.file.tensors) committee.tensors[prefix + name] = tensor;
    trained_on += (members.size() == 1 ? ": " : "; ") + network.model->trained_on;
    rejection.least += network.model->rejection.least / count;
    outsider_odds += network.model->outsider_odds / count;
  }
  committee.metadata.insert({{"format", "inkling"},
                             {"version", networks[0].model->knows_outsiders() ? "3" : "2"},
                             {"members", json_list(members)},
                             {"labels", networks[0].file.metadata.at("labels")},
                             {"planes", networks[0].file.metadata.at("planes")},
                             {"temperature", "1"},
                             {"rejection", rejection_text(rejection)},
                             {"trained_on", trained_on},
                             {"history", networks[0].model->history}});
  if (networks[0].model->knows_outsiders()) committee.metadata["outsider_odds"] = number_text(outsider_odds);
  return committee;
}

}  // namespace inkling::trainer
