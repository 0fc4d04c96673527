#include "engine/weights/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/core/json.h"
#include "engine/weights/half.h"

namespace inkling {
namespace {

// Far more than a network for the browser needs; keeps a hostile header from asking for all memory.
constexpr uint64_t most_header_bytes = 1 << 20;
constexpr size_t most_tensors = 1024;
constexpr size_t most_dimensions = 8;
constexpr int64_t most_elements = int64_t{1} << 28;

static_assert(std::endian::native == std::endian::little, "tensors are copied as they lie in the file");

struct DTypeName {
  DType dtype;
  std::string_view name;
  int64_t bytes;
};
constexpr DTypeName dtype_names[] = {{DType::f32, "F32", 4}, {DType::f16, "F16", 2}, {DType::i8, "I8", 1}};

const DTypeName& entry_of(DType dtype) {
  return *std::find_if(std::begin(dtype_names), std::end(dtype_names),
                       [&](const DTypeName& entry) { return entry.dtype == dtype; });
}

// Where a tensor lies in the part after the header: [begin, end).
struct Extent {
  uint64_t begin = 0, end = 0;
  std::string name;
};

Result<DType> dtype_of(yyjson_val* value) {
  const auto text = text_of(value);
  if (!text) return fail("'dtype' is %s, expected F32, F16 or I8", kind_of(value));
  for (const auto& entry : dtype_names)
    if (entry.name == *text) return entry.dtype;
  return fail("dtype '%.*s' is not supported, expected F32, F16 or I8", static_cast<int>(text->size()),
              text->data());
}

Result<std::vector<int64_t>> shape_of(yyjson_val* value) {
  if (!yyjson_is_arr(value) || yyjson_arr_size(value) > most_dimensions)
    return fail("'shape' is %s, expected an array of at most %zu sizes", kind_of(value), most_dimensions);
  std::vector<int64_t> shape;
  int64_t elements = 1;
  size_t index, count;
  yyjson_val* size;
  yyjson_arr_foreach(value, index, count, size) {
    const auto found = integer_of(size, 1, most_elements / elements);
    if (!found)
      return fail("size %zu of 'shape' is %s out of range, expected 1 to %lld", index + 1, kind_of(size),
                  static_cast<long long>(most_elements / elements));
    shape.push_back(*found);
    elements *= *found;
  }
  return shape;
}

int64_t elements_of(const std::vector<int64_t>& shape) {
  int64_t elements = 1;
  for (int64_t size : shape) elements *= size;
  return elements;
}

Result<Extent> extent_of(yyjson_val* offsets, uint64_t available) {
  if (!yyjson_is_arr(offsets) || yyjson_arr_size(offsets) != 2)
    return fail("'data_offsets' is %s, expected [begin, end]", kind_of(offsets));
  const auto begin = integer_of(yyjson_arr_get(offsets, 0), 0, static_cast<int64_t>(available));
  const auto end = integer_of(yyjson_arr_get(offsets, 1), 0, static_cast<int64_t>(available));
  if (!begin || !end || *begin > *end)
    return fail(
        "'data_offsets' do not lie in the file, expected 0 <= begin <= end <= %llu (is the file cut off?)",
        static_cast<unsigned long long>(available));
  return Extent{static_cast<uint64_t>(*begin), static_cast<uint64_t>(*end), {}};
}

Result<Extent> read_tensor(yyjson_val* object, std::span<const uint8_t> data, Tensor& tensor) {
  if (!yyjson_is_obj(object)) return fail("is %s, expected an object", kind_of(object));
  const auto dtype = dtype_of(yyjson_obj_get(object, "dtype"));
  if (!dtype) return std::unexpected(dtype.error());
  auto shape = shape_of(yyjson_obj_get(object, "shape"));
  if (!shape) return std::unexpected(shape.error());
  const auto extent = extent_of(yyjson_obj_get(object, "data_offsets"), data.size());
  if (!extent) return extent;
  const uint64_t expected = static_cast<uint64_t>(elements_of(*shape) * entry_of(*dtype).bytes);
  if (extent->end - extent->begin != expected)
    return fail("has %llu bytes, but its dtype and shape need %llu",
                static_cast<unsigned long long>(extent->end - extent->begin),
                static_cast<unsigned long long>(expected));
  tensor.dtype = *dtype;
  tensor.shape = std::move(*shape);
  const auto bytes = data.subspan(extent->begin, expected);
  tensor.bytes.assign(bytes.begin(), bytes.end());
  return extent;
}

Result<std::map<std::string, std::string>> read_metadata(yyjson_val* object) {
  if (!yyjson_is_obj(object)) return fail("is %s, expected an object of texts", kind_of(object));
  std::map<std::string, std::string> metadata;
  size_t index, count;
  yyjson_val *key, *value;
  yyjson_obj_foreach(object, index, count, key, value) {
    const auto text = text_of(value);
    const std::string name(*text_of(key));
    if (!text) return fail("'%s' is %s, expected a string", name.c_str(), kind_of(value));
    if (!metadata.emplace(name, *text).second) return fail("'%s' is there twice", name.c_str());
  }
  return metadata;
}

// The format allows neither gap nor overlap, so nothing can hide in the file.
Result<void> check_coverage(std::vector<Extent> extents, uint64_t available) {
  std::sort(extents.begin(), extents.end(),
            [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
  uint64_t covered = 0;
  for (const Extent& extent : extents) {
    if (extent.begin != covered)
      return fail(
          "tensor '%s' begins at byte %llu of the data, expected %llu: tensors must follow one another",
          extent.name.c_str(), static_cast<unsigned long long>(extent.begin),
          static_cast<unsigned long long>(covered));
    covered = extent.end;
  }
  if (covered != available)
    return fail("%llu bytes follow the last tensor, expected none",
                static_cast<unsigned long long>(available - covered));
  return {};
}

template <class Source, class Convert>
std::vector<float> convert(const Tensor& tensor, Convert value_of) {
  std::vector<float> values(tensor.bytes.size() / sizeof(Source));
  for (size_t i = 0; i < values.size(); ++i) {
    Source source;
    std::memcpy(&source, tensor.bytes.data() + i * sizeof(Source), sizeof(Source));
    values[i] = value_of(source);
  }
  return values;
}

template <class Target, class Convert>
Tensor make_tensor(DType dtype, std::vector<int64_t> shape, std::span<const float> values, Convert value_of) {
  Tensor tensor{dtype, std::move(shape), std::vector<uint8_t>(values.size() * sizeof(Target))};
  for (size_t i = 0; i < values.size(); ++i) {
    const Target target = value_of(values[i]);
    std::memcpy(tensor.bytes.data() + i * sizeof(Target), &target, sizeof(Target));
  }
  return tensor;
}

void add_header_entry(yyjson_mut_doc* document, yyjson_mut_val* root, const std::string& name,
                      const Tensor& tensor, uint64_t begin) {
  yyjson_mut_val* object = yyjson_mut_obj(document);
  yyjson_mut_obj_add(root, json_text(document, name), object);
  yyjson_mut_obj_add_val(document, object, "dtype", json_text(document, entry_of(tensor.dtype).name));
  yyjson_mut_val* shape = yyjson_mut_obj_add_arr(document, object, "shape");
  for (int64_t size : tensor.shape) yyjson_mut_arr_add_sint(document, shape, size);
  yyjson_mut_val* offsets = yyjson_mut_obj_add_arr(document, object, "data_offsets");
  yyjson_mut_arr_add_uint(document, offsets, begin);
  yyjson_mut_arr_add_uint(document, offsets, begin + tensor.bytes.size());
}

}  // namespace

Result<Safetensors> parse_safetensors(std::span<const uint8_t> file) {
  if (file.size() < 8) return fail("has %zu bytes, expected a safetensors file of at least 8", file.size());
  uint64_t header_bytes;
  std::memcpy(&header_bytes, file.data(), 8);
  if (header_bytes > most_header_bytes || header_bytes > file.size() - 8)
    return fail(
        "the header's length in bytes 0 to 7 is %llu, expected at most %llu (is this a safetensors file?)",
        static_cast<unsigned long long>(header_bytes),
        static_cast<unsigned long long>(std::min<uint64_t>(most_header_bytes, file.size() - 8)));
  const auto document =
      parse_json(std::string_view(reinterpret_cast<const char*>(file.data()) + 8, header_bytes));
  if (!document) return std::unexpected(in("header", document.error()));
  yyjson_val* root = yyjson_doc_get_root(document->get());
  if (!yyjson_is_obj(root)) return fail("header: is %s, expected an object", kind_of(root));
  if (yyjson_obj_size(root) > most_tensors)
    return fail("header: has %zu entries, expected at most %zu", yyjson_obj_size(root), most_tensors);

  const std::span<const uint8_t> data = file.subspan(8 + header_bytes);
  Safetensors weights;
  std::vector<Extent> extents;
  size_t index, count;
  yyjson_val *key, *value;
  yyjson_obj_foreach(root, index, count, key, value) {
    const std::string name(*text_of(key));
    if (name == "__metadata__") {
      auto metadata = read_metadata(value);
      if (!metadata) return std::unexpected(in("__metadata__", metadata.error()));
      weights.metadata = std::move(*metadata);
      continue;
    }
    Tensor tensor;
    auto extent = read_tensor(value, data, tensor);
    if (!extent) return std::unexpected(in("tensor '" + name + "'", extent.error()));
    extent->name = name;
    extents.push_back(std::move(*extent));
    if (!weights.tensors.emplace(name, std::move(tensor)).second)
      return fail("tensor '%s' is there twice", name.c_str());
  }
  if (const auto covered = check_coverage(std::move(extents), data.size()); !covered)
    return std::unexpected(covered.error());
  return weights;
}

std::vector<uint8_t> write_safetensors(const Safetensors& weights) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_val* metadata = yyjson_mut_obj_add_obj(document, root, "__metadata__");
  for (const auto& [key, value] : weights.metadata)
    yyjson_mut_obj_add(metadata, json_text(document, key), json_text(document, value));
  uint64_t offset = 0;
  for (const auto& [name, tensor] : weights.tensors) {
    add_header_entry(document, root, name, tensor, offset);
    offset += tensor.bytes.size();
  }

  std::string header = to_text(document);
  header.resize((header.size() + 7) / 8 * 8, ' ');
  const uint64_t header_bytes = header.size();
  std::vector<uint8_t> file(8 + header_bytes + offset);
  uint8_t* place = file.data();
  const auto append = [&](const void* bytes, size_t count) {
    std::memcpy(place, bytes, count);
    place += count;
  };
  append(&header_bytes, 8);
  append(header.data(), header.size());
  for (const auto& [name, tensor] : weights.tensors) append(tensor.bytes.data(), tensor.bytes.size());
  return file;
}

Tensor tensor_f32(std::vector<int64_t> shape, std::span<const float> values) {
  return make_tensor<float>(DType::f32, std::move(shape), values, [](float value) { return value; });
}

Tensor tensor_f16(std::vector<int64_t> shape, std::span<const float> values) {
  return make_tensor<uint16_t>(DType::f16, std::move(shape), values, half_from_float);
}

ScaledTensor tensor_i8(std::vector<int64_t> shape, std::span<const float> values) {
  const size_t channels = static_cast<size_t>(shape[0]), per_channel = values.size() / channels;
  std::vector<float> scale(channels);
  Tensor rounded{DType::i8, std::move(shape), std::vector<uint8_t>(values.size())};
  for (size_t channel = 0; channel < channels; ++channel) {
    const auto row = values.subspan(channel * per_channel, per_channel);
    float largest = 0;
    for (const float value : row) largest = std::max(largest, std::abs(value));
    // Steps too fine for a float's full precision: such a channel is as good as zero.
    const float step = largest / 127 < std::numeric_limits<float>::min() ? 1 : largest / 127;
    for (size_t at = 0; at < per_channel; ++at)
      rounded.bytes[channel * per_channel + at] = static_cast<uint8_t>(std::lrint(row[at] / step));
    scale[channel] = step;
  }
  return {std::move(rounded), tensor_f32({static_cast<int64_t>(channels)}, scale)};
}

Result<std::vector<float>> to_floats(const Tensor& tensor, const Tensor* scale) {
  if (tensor.dtype != DType::i8) {
    if (scale) return fail("has a scale, but is not I8");
    if (tensor.dtype == DType::f16) return convert<uint16_t>(tensor, float_from_half);
    return convert<float>(tensor, [](float value) { return value; });
  }
  if (!scale) return fail("is I8, but the tensor with its scale is missing");
  if (scale->dtype != DType::f32 || tensor.shape.empty() || scale->shape != std::vector{tensor.shape[0]})
    return fail("its scale must be F32 with one factor per output channel (%lld)",
                static_cast<long long>(tensor.shape.empty() ? 0 : tensor.shape[0]));
  const auto factors = convert<float>(*scale, [](float value) { return value; });
  auto values = convert<int8_t>(tensor, [](int8_t value) { return static_cast<float>(value); });
  const size_t per_channel = values.size() / factors.size();
  for (size_t i = 0; i < values.size(); ++i) values[i] *= factors[i / per_channel];
  return values;
}

}  // namespace inkling
