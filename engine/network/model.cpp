#include "engine/network/model.h"

#include <charconv>
#include <cmath>
#include <set>

#include "engine/core/json.h"
#include "engine/glyph/glyph.h"
#include "engine/weights/safetensors.h"

namespace inkling {
namespace {

constexpr int newest_version = 3;
constexpr size_t most_members = 64;
// Bounds what a hostile file can make a session allocate and compute for one glyph.
constexpr int64_t most_activations = int64_t{1} << 21;
constexpr int64_t most_multiplications = int64_t{1} << 31;

using Metadata = std::map<std::string, std::string>;

Result<std::string> text(const Metadata& metadata, const std::string& key) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) return fail("__metadata__: '%s' is missing", key.c_str());
  return found->second;
}

Result<float> number(const Metadata& metadata, const std::string& key) {
  const auto found = text(metadata, key);
  if (!found) return std::unexpected(found.error());
  const auto document = parse_json(*found);
  if (!document || !yyjson_is_num(yyjson_doc_get_root(document->get())))
    return fail("__metadata__: '%s' is \"%s\", expected a number", key.c_str(), found->c_str());
  return static_cast<float>(yyjson_get_num(yyjson_doc_get_root(document->get())));
}

Result<void> read_positive(const Metadata& metadata, const std::string& key, float& value) {
  const auto found = number(metadata, key);
  if (!found) return std::unexpected(found.error());
  if (!(*found > 0) || !std::isfinite(*found))
    return fail("__metadata__: '%s' is %g, expected a number above 0", key.c_str(), *found);
  value = *found;
  return {};
}

Result<std::vector<std::string>> texts(const Metadata& metadata, const char* key) {
  const auto found = text(metadata, key);
  if (!found) return std::unexpected(found.error());
  const auto document = parse_json(*found);
  if (!document) return std::unexpected(in(std::string("__metadata__: '") + key + "'", document.error()));
  yyjson_val* list = yyjson_doc_get_root(document->get());
  if (!yyjson_is_arr(list) || yyjson_arr_size(list) == 0)
    return fail("__metadata__: '%s' is %s, expected a list of strings", key, kind_of(list));
  std::vector<std::string> values;
  std::set<std::string> seen;
  size_t index, count;
  yyjson_val* value;
  yyjson_arr_foreach(list, index, count, value) {
    const auto entry = text_of(value);
    if (!entry || entry->empty())
      return fail("__metadata__: entry %zu of '%s' is %s, expected a string", index + 1, key, kind_of(value));
    if (!seen.emplace(*entry).second)
      return fail("__metadata__: '%s' names \"%s\" twice", key, std::string(*entry).c_str());
    values.emplace_back(*entry);
  }
  return values;
}

// Gives the version.
Result<int> check_format(const Metadata& metadata) {
  const auto format = text(metadata, "format");
  if (!format || *format != "inkling")
    return fail("__metadata__: 'format' is \"%s\", expected \"inkling\": these are not Inkling's weights",
                format ? format->c_str() : "");
  const auto version = number(metadata, "version");
  if (!version) return std::unexpected(version.error());
  if (*version > newest_version)
    return fail("version %g is newer than this program reads (%d): update Inkling", *version, newest_version);
  if (*version < 1) return fail("__metadata__: 'version' is %g, expected 1 to %d", *version, newest_version);
  return static_cast<int>(*version);
}

Result<Rejection> rejection_in(const Metadata& metadata) {
  const auto rejection = text(metadata, "rejection");
  if (!rejection) return std::unexpected(rejection.error());
  const auto document = parse_json(*rejection);
  if (!document) return std::unexpected(in("__metadata__: 'rejection'", document.error()));
  yyjson_val* root = yyjson_doc_get_root(document->get());
  yyjson_val* membership = yyjson_obj_get(root, "membership");
  yyjson_val* least = membership ? membership : yyjson_obj_get(root, "confidence");
  const double value = yyjson_get_num(least);
  if (!yyjson_is_num(least) || value < 0 || value > 1)
    return fail(
        "__metadata__: 'rejection' is %s, expected {\"confidence\": 0 to 1} or {\"membership\": 0 to 1}",
        rejection->c_str());
  return Rejection{membership ? Certainty::membership : Certainty::confidence, static_cast<float>(value)};
}

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

// The tensor's values; `used` collects the names of all that were read.  scale_name: empty where 8-bit
// numbers are not expected.
Result<std::vector<float>> values_of(const Safetensors& file, const std::string& name,
                                     const std::string& scale_name, const std::vector<int64_t>& shape,
                                     std::set<std::string>& used) {
  const auto tensor = file.tensors.find(name);
  if (tensor == file.tensors.end())
    return fail("tensor '%s' is missing, expected with shape %s", name.c_str(), shape_text(shape).c_str());
  if (tensor->second.shape != shape)
    return fail("tensor '%s' has shape %s, expected %s", name.c_str(),
                shape_text(tensor->second.shape).c_str(), shape_text(shape).c_str());
  const auto scale = scale_name.empty() ? file.tensors.end() : file.tensors.find(scale_name);
  const bool scaled = scale != file.tensors.end();
  auto values = to_floats(tensor->second, scaled ? &scale->second : nullptr);
  if (!values) return std::unexpected(in("tensor '" + name + "'", values.error()));
  for (size_t i = 0; i < values->size(); ++i)
    if (!std::isfinite((*values)[i]))
      return fail("tensor '%s' holds %g at index %zu, expected finite numbers", name.c_str(), (*values)[i],
                  i);
  used.insert(name);
  if (scaled) used.insert(scale_name);
  return values;
}

// What a session computes for one glyph, over all members.
struct Cost {
  int64_t activations = 0, multiplications = 0;
};

// Reads the parameters of every layer of a member while following the shape through the network.
Result<void> read_parameters(const Safetensors& file, Model& model, Model::Member& member,
                             std::set<std::string>& used, Cost& cost) {
  Shape shape = model.input_shape();
  const auto shapes = output_shapes(member.layers, shape);
  if (!shapes) return std::unexpected(shapes.error());
  cost.activations += shape.size();
  for (size_t index = 0; index < member.layers.size(); ++index) {
    const Layer& layer = member.layers[index];
    const Shape& next = (*shapes)[index];
    Model::Parameters parameters;
    if (!layer.name.empty()) {
      const std::string name = member.prefix() + layer.name;
      auto weight = values_of(file, name + ".weight", name + ".scale", weight_shape(layer, shape), used);
      if (!weight) return std::unexpected(weight.error());
      auto bias = values_of(file, name + ".bias", "", {layer.channels}, used);
      if (!bias) return std::unexpected(bias.error());
      parameters = {std::move(*weight), std::move(*bias)};
      cost.multiplications += static_cast<int64_t>(parameters.weight.size()) * next.height * next.width;
    }
    member.parameters.push_back(std::move(parameters));
    shape = next;
    cost.activations += shape.size();
    if (cost.activations > most_activations || cost.multiplications > most_multiplications)
      return fail(
          "the network is too large at layer '%s': more than %lld activations or %lld multiplications",
          layer.name.c_str(), static_cast<long long>(most_activations),
          static_cast<long long>(most_multiplications));
  }
  const auto outputs = static_cast<size_t>(shape.size());
  if (outputs != model.labels.size() && outputs != model.labels.size() + 1)
    return fail("the last layer has %zu outputs, but there are %zu labels", outputs, model.labels.size());
  if (model.rejection.by == Certainty::membership && outputs == model.labels.size())
    return fail("__metadata__: 'rejection' is by membership, but there is no output for outsiders");
  if (model.outsider_odds != 1 && outputs == model.labels.size())
    return fail("__metadata__: 'outsider_odds' is %g, but there is no output for outsiders",
                model.outsider_odds);
  if (model.outputs != 0 && outputs != model.outputs)
    return fail("the last layer has %zu outputs, but that of the first member %zu", outputs, model.outputs);
  model.outputs = outputs;
  return {};
}

Result<void> read_all_parameters(const Safetensors& file, Model& model) {
  std::set<std::string> used;
  Cost cost;
  for (Model::Member& member : model.members) {
    const auto read = read_parameters(file, model, member, used, cost);
    if (read) continue;
    return member.name.empty() ? read : std::unexpected(in("member '" + member.name + "'", read.error()));
  }
  for (const auto& [name, tensor] : file.tensors)
    if (!used.contains(name)) return fail("tensor '%s' belongs to no layer", name.c_str());
  return {};
}

// The members by name: those of a committee, or one without a name.
Result<void> name_members(const Metadata& metadata, int version, Model& model) {
  model.members.resize(1);
  if (!metadata.contains("members")) return {};
  if (version < 2) return fail("__metadata__: 'version' is %d, but 'members' need 2", version);
  if (metadata.contains("layers"))
    return fail("__metadata__: has both 'layers' and 'members', expected one of them");
  const auto names = texts(metadata, "members");
  if (!names) return std::unexpected(names.error());
  if (names->size() < 2 || names->size() > most_members)
    return fail("__metadata__: 'members' names %zu networks, expected 2 to %zu", names->size(), most_members);
  model.members.resize(names->size());
  for (size_t i = 0; i < names->size(); ++i) {
    const std::string& name = model.members[i].name = (*names)[i];
    if (name.contains('/'))
      return fail("__metadata__: 'members' names \"%s\", expected names without '/'", name.c_str());
  }
  return {};
}

Result<void> read_member(const Metadata& metadata, Model::Member& member) {
  const std::string prefix = member.prefix(), key = prefix + "layers";
  const auto list = text(metadata, key);
  if (!list) return std::unexpected(list.error());
  auto layers = parse_layers(*list);
  if (!layers) return std::unexpected(in("__metadata__: '" + key + "'", layers.error()));
  member.layers = std::move(*layers);
  return prefix.empty() ? Result<void>()
                        : read_positive(metadata, prefix + "temperature", member.temperature);
}

Result<void> read_outsider_odds(const Metadata& metadata, int version, Model& model) {
  if (!metadata.contains("outsider_odds")) return {};
  if (version < 3) return fail("__metadata__: 'version' is %d, but 'outsider_odds' need 3", version);
  return read_positive(metadata, "outsider_odds", model.outsider_odds);
}

Result<void> read_metadata(const Metadata& metadata, Model& model) {
  const auto version = check_format(metadata);
  if (!version) return std::unexpected(version.error());
  if (const auto named = name_members(metadata, *version, model); !named) return named;
  for (Model::Member& member : model.members)
    if (const auto read = read_member(metadata, member); !read) return read;
  auto labels = texts(metadata, "labels");
  if (!labels) return std::unexpected(labels.error());
  model.labels = std::move(*labels);
  const auto names = texts(metadata, "planes");
  if (!names) return std::unexpected(names.error());
  auto planes = planes_from_names(*names);
  if (!planes)
    return fail("__metadata__: 'planes' is %s: %s; update Inkling if it is from a newer one",
                metadata.at("planes").c_str(), planes.error().message.c_str());
  model.planes = std::move(*planes);
  if (const auto read = read_positive(metadata, "temperature", model.temperature); !read) return read;
  if (const auto read = read_outsider_odds(metadata, *version, model); !read) return read;
  const auto rejection = rejection_in(metadata);
  if (!rejection) return std::unexpected(rejection.error());
  model.rejection = *rejection;
  if (const auto found = metadata.find("trained_on"); found != metadata.end())
    model.trained_on = found->second;
  if (const auto found = metadata.find("history"); found != metadata.end()) model.history = found->second;
  return {};
}

}  // namespace

std::string Model::Member::prefix() const {
  return name.empty() ? name : name + "/";
}

Shape Model::input_shape() const {
  return {glyph_side, glyph_side, static_cast<int>(planes.size())};
}

Result<std::shared_ptr<const Model>> load_model(std::span<const uint8_t> bytes) {
  const auto file = parse_safetensors(bytes);
  if (!file) return std::unexpected(file.error());
  auto model = std::make_shared<Model>();
  model->file_bytes = bytes.size();
  if (const auto metadata = read_metadata(file->metadata, *model); !metadata)
    return std::unexpected(metadata.error());
  if (const auto read = read_all_parameters(*file, *model); !read) return std::unexpected(read.error());
  return model;
}

}  // namespace inkling
