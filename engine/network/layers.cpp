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
constexpr TypeName type_names[] = {
    {LayerType::convolution, "convolution"}, {LayerType::max_pool, "max_pool"}, {LayerType::dense, "dense"}};

Result<LayerType> type_of(yyjson_val* value) {
  const auto text = text_of(value);
  for (const auto& [type, name] : type_names)
    if (text == name) return type;
  if (!text) return fail("'type' is %s, expected a string", kind_of(value));
  return fail("unknown type '%.*s', expected convolution, max_pool or dense", static_cast<int>(text->size()),
              text->data());
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

Result<Layer> parse_layer(yyjson_val* object) {
  if (!yyjson_is_obj(object)) return fail("is %s, expected an object", kind_of(object));
  Layer layer;
  const auto type = type_of(yyjson_obj_get(object, "type"));
  if (!type) return std::unexpected(type.error());
  layer.type = *type;
  if (layer.type == LayerType::max_pool) {
    const auto size = number(object, "size", 2, 28);
    if (!size) return std::unexpected(size.error());
    layer.kernel = *size;
    return layer;
  }
  auto name = name_of(object);
  if (!name) return std::unexpected(name.error());
  layer.name = std::move(*name);
  const auto channels = number(object, "channels", 1, most_channels);
  if (!channels) return std::unexpected(channels.error());
  layer.channels = *channels;
  const auto relu = relu_of(object);
  if (!relu) return std::unexpected(relu.error());
  layer.relu = *relu;
  if (layer.type == LayerType::convolution) {
    const auto kernel = number(object, "kernel", 1, 27);
    if (!kernel) return std::unexpected(kernel.error());
    if (*kernel % 2 == 0) return fail("'kernel' is %d, expected an odd number", *kernel);
    layer.kernel = *kernel;
  }
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
    if (layer.type == LayerType::max_pool) {
      yyjson_mut_obj_add_int(document, object, "size", layer.kernel);
      continue;
    }
    yyjson_mut_obj_add_val(document, object, "name", json_text(document, layer.name));
    yyjson_mut_obj_add_int(document, object, "channels", layer.channels);
    if (layer.type == LayerType::convolution)
      yyjson_mut_obj_add_int(document, object, "kernel", layer.kernel);
    yyjson_mut_obj_add_bool(document, object, "relu", layer.relu);
  }
  return to_text(document);
}

Result<Shape> output_shape(const Layer& layer, const Shape& input) {
  switch (layer.type) {
    case LayerType::convolution:
      return Shape{input.height, input.width, layer.channels};
    case LayerType::max_pool:
      if (layer.kernel > input.height || layer.kernel > input.width)
        return fail("max_pool of size %d does not fit its input of %dx%d", layer.kernel, input.height,
                    input.width);
      return Shape{input.height / layer.kernel, input.width / layer.kernel, input.channels};
    case LayerType::dense:
      return Shape{1, 1, layer.channels};
  }
  return fail("unknown layer type %d", static_cast<int>(layer.type));
}

}  // namespace inkling
