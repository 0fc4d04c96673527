#include "engine/network/layers.h"

#include "engine/core/json.h"

namespace inkling {
namespace {

constexpr int most_layers = 64;
constexpr int most_channels = 1024;

struct TypeName {
  LayerType type;
  std::string_view name;
};
constexpr TypeName type_names[] = {{LayerType::convolution, "convolution"},
                                   {LayerType::depthwise, "depthwise"},
                                   {LayerType::max_pool, "max_pool"},
                                   {LayerType::average_pool, "average_pool"},
                                   {LayerType::global_average_pool, "global_average_pool"},
                                   {LayerType::add, "add"},
                                   {LayerType::dense, "dense"}};

Result<LayerType> type_of(yyjson_val* value) {
  const auto text = text_of(value);
  for (const auto& [type, name] : type_names)
    if (text == name) return type;
  if (!text) return fail("'type' is %s, expected a string", kind_of(value));
  std::string known;
  for (const auto& entry : type_names) known += (known.empty() ? "" : ", ") + std::string(entry.name);
  return fail("unknown type '%.*s', expected one of: %s", static_cast<int>(text->size()), text->data(),
              known.c_str());
}

Result<int> number(yyjson_val* object, const char* key, int least, int most) {
  yyjson_val* value = yyjson_obj_get(object, key);
  if (const auto found = integer_of(value, least, most)) return static_cast<int>(*found);
  if (!yyjson_is_num(value))
    return fail("'%s' is %s, expected a whole number from %d to %d", key, kind_of(value), least, most);
  return fail("'%s' is %g, expected a whole number from %d to %d", key, yyjson_get_num(value), least, most);
}

Result<std::string> name_of(yyjson_val* object) {
  const auto text = text_of(yyjson_obj_get(object, "name"));
  if (!text || text->empty()) return fail("'name' is missing, expected the prefix of the layer's tensors");
  return std::string(*text);
}

Result<bool> relu_of(yyjson_val* object) {
  yyjson_val* value = yyjson_obj_get(object, "relu");
  if (value && !yyjson_is_bool(value)) return fail("'relu' is %s, expected true or false", kind_of(value));
  return yyjson_is_true(value);
}

bool is_pool(LayerType type) {
  return type == LayerType::max_pool || type == LayerType::average_pool;
}
bool is_convolution(LayerType type) {
  return type == LayerType::convolution || type == LayerType::depthwise;
}
bool has_tensors(LayerType type) {
  return is_convolution(type) || type == LayerType::dense;
}

// Reads the value into `field`; `read` keeps the first error.
template <class Value>
void take(Result<void>& read, Result<Value> value, Value& field) {
  if (!read) return;
  if (value) {
    field = std::move(*value);
  } else {
    read = std::unexpected(value.error());
  }
}

Result<Layer> parse_layer(yyjson_val* object) {
  if (!yyjson_is_obj(object)) return fail("is %s, expected an object", kind_of(object));
  Layer layer;
  const auto type = type_of(yyjson_obj_get(object, "type"));
  if (!type) return std::unexpected(type.error());
  layer.type = *type;
  Result<void> read;
  if (is_pool(layer.type)) take(read, number(object, "size", 2, 28), layer.kernel);
  if (layer.type == LayerType::add) take(read, number(object, "from", -most_layers, -2), layer.from);
  if (has_tensors(layer.type)) {
    take(read, name_of(object), layer.name);
    take(read, number(object, "channels", 1, most_channels), layer.channels);
  }
  if (has_tensors(layer.type) || layer.type == LayerType::add) take(read, relu_of(object), layer.relu);
  if (is_convolution(layer.type)) take(read, number(object, "kernel", 1, 27), layer.kernel);
  if (!read) return std::unexpected(read.error());
  if (is_convolution(layer.type) && layer.kernel % 2 == 0)
    return fail("'kernel' is %d, expected an odd number", layer.kernel);
  return layer;
}

std::string_view name_of(LayerType type) {
  for (const auto& entry : type_names)
    if (entry.type == type) return entry.name;
  return {};
}

}  // namespace

Result<std::vector<Layer>> parse_layers(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return std::unexpected(document.error());
  yyjson_val* list = yyjson_doc_get_root(document->get());
  if (!yyjson_is_arr(list)) return fail("is %s, expected an array of layers", kind_of(list));
  if (yyjson_arr_size(list) == 0 || yyjson_arr_size(list) > most_layers)
    return fail("has %zu layers, expected 1 to %d", yyjson_arr_size(list), most_layers);

  std::vector<Layer> layers;
  size_t index, count;
  yyjson_val* object;
  yyjson_arr_foreach(list, index, count, object) {
    auto layer = parse_layer(object);
    if (!layer) return std::unexpected(in("layer " + std::to_string(index + 1), layer.error()));
    for (const Layer& earlier : layers)
      if (!layer->name.empty() && earlier.name == layer->name)
        return fail("layer %zu: the name '%s' is taken by an earlier layer", index + 1, layer->name.c_str());
    layers.push_back(std::move(*layer));
  }
  return layers;
}

std::string layers_to_json(const std::vector<Layer>& layers) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* list = yyjson_mut_arr(document);
  yyjson_mut_doc_set_root(document, list);
  for (const Layer& layer : layers) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, list);
    yyjson_mut_obj_add_val(document, object, "type", json_text(document, name_of(layer.type)));
    if (is_pool(layer.type)) yyjson_mut_obj_add_int(document, object, "size", layer.kernel);
    if (layer.type == LayerType::add) yyjson_mut_obj_add_int(document, object, "from", layer.from);
    if (has_tensors(layer.type)) {
      yyjson_mut_obj_add_val(document, object, "name", json_text(document, layer.name));
      yyjson_mut_obj_add_int(document, object, "channels", layer.channels);
    }
    if (is_convolution(layer.type)) yyjson_mut_obj_add_int(document, object, "kernel", layer.kernel);
    if (has_tensors(layer.type) || layer.type == LayerType::add)
      yyjson_mut_obj_add_bool(document, object, "relu", layer.relu);
  }
  return to_text(document);
}

Result<Shape> output_shape(const Layer& layer, const Shape& input) {
  switch (layer.type) {
    case LayerType::convolution:
      return Shape{input.height, input.width, layer.channels};
    case LayerType::depthwise:
      if (layer.channels != input.channels)
        return fail("depthwise has %d channels, but its input has %d", layer.channels, input.channels);
      return input;
    case LayerType::max_pool:
    case LayerType::average_pool:
      if (layer.kernel > input.height || layer.kernel > input.width)
        return fail("%s of size %d does not fit its input of %dx%d", name_of(layer.type).data(), layer.kernel,
                    input.height, input.width);
      return Shape{input.height / layer.kernel, input.width / layer.kernel, input.channels};
    case LayerType::global_average_pool:
      if (input.height * input.width == 1)
        return fail("global_average_pool has nothing to average: its input is 1x1");
      return Shape{1, 1, input.channels};
    case LayerType::add:
      return input;
    case LayerType::dense:
      return Shape{1, 1, layer.channels};
  }
  return fail("unknown layer type %d", static_cast<int>(layer.type));
}

Result<std::vector<Shape>> output_shapes(const std::vector<Layer>& layers, const Shape& input) {
  std::vector<Shape> shapes;
  for (size_t index = 0; index < layers.size(); ++index) {
    const Layer& layer = layers[index];
    const std::string place = "layer " + std::to_string(index + 1);
    const Shape before = shapes.empty() ? input : shapes.back();
    const auto after = output_shape(layer, before);
    if (!after) return std::unexpected(in(place, after.error()));
    if (layer.type == LayerType::add) {
      const int64_t from = static_cast<int64_t>(index) + layer.from;
      if (from < 0 || layer.from > -2)
        return fail("%s: add from %d: expected -2 or below, but only %zu layers stand before it",
                    place.c_str(), layer.from, index);
      const Shape& added = shapes[static_cast<size_t>(from)];
      if (added != before)
        return fail("%s: add from %d: layer %d gives %dx%dx%d, but %dx%dx%d is needed", place.c_str(),
                    layer.from, static_cast<int>(from) + 1, added.height, added.width, added.channels,
                    before.height, before.width, before.channels);
    }
    shapes.push_back(*after);
  }
  return shapes;
}

std::vector<int64_t> weight_shape(const Layer& layer, const Shape& input) {
  switch (layer.type) {
    case LayerType::convolution:
      return {layer.channels, layer.kernel, layer.kernel, input.channels};
    case LayerType::depthwise:
      return {layer.channels, layer.kernel, layer.kernel, 1};
    case LayerType::dense:
      return {layer.channels, input.size()};
    default:
      return {};
  }
}

}  // namespace inkling
