#include "engine/network/model.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <functional>

#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string refusal(const std::function<void(Safetensors&)>& damage) {
  Safetensors file = random_weights(small_layers());
  damage(file);
  const auto model = load_model(write_safetensors(file));
  return model ? "accepted" : model.error().message;
}

}  // namespace

TEST_CASE("a valid file is loaded whole") {
  const auto bytes = write_safetensors(random_weights(small_layers()));
  const auto model = load_model(bytes);
  REQUIRE(model);
  CHECK((*model)->members.at(0).layers == small_layers());
  CHECK((*model)->labels.size() == 10);
  CHECK((*model)->temperature == 1.5f);
  CHECK((*model)->rejection.least == 0.5f);
  CHECK((*model)->file_bytes == bytes.size());
}

TEST_CASE("every kind of layer comes back from its JSON") {
  for (const auto& layers : {small_layers(), separable_layers()}) {
    const auto again = parse_layers(layers_to_json(layers));
    REQUIRE(again);
    CHECK(*again == layers);
  }
}

TEST_CASE("a model's contradictions are refused by name") {
  CHECK_THAT(refusal([](auto& f) { f.tensors.erase("conv2.weight"); }),
             ContainsSubstring("tensor 'conv2.weight' is missing, expected with shape [7, 5, 5, 5]"));
  CHECK_THAT(refusal([](auto& f) { f.tensors["conv2.bias"] = tensor_f32({6}, std::vector<float>(6)); }),
             ContainsSubstring("tensor 'conv2.bias' has shape [6], expected [7]"));
  CHECK_THAT(refusal([](auto& f) { f.tensors["more.weight"] = tensor_f32({1}, std::vector<float>(1)); }),
             ContainsSubstring("'more.weight' belongs to no layer"));
  CHECK_THAT(refusal([](auto& f) {
               std::vector<float> bias(10);
               bias[3] = std::numeric_limits<float>::quiet_NaN();
               f.tensors["dense2.bias"] = tensor_f32({10}, bias);
             }),
             ContainsSubstring("'dense2.bias' holds") && ContainsSubstring("at index 3"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["labels"] = R"(["0","1"])"; }),
             ContainsSubstring("10 outputs, but there are 2 labels"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["labels"] = R"(["0","0"])"; }),
             ContainsSubstring("names \"0\" twice"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["labels"] = R"([0])"; }), ContainsSubstring("'labels'"));
}

TEST_CASE("metadata out of range is refused by key and value") {
  CHECK_THAT(refusal([](auto& f) { f.metadata["format"] = "other"; }), ContainsSubstring("\"other\""));
  CHECK_THAT(refusal([](auto& f) { f.metadata["version"] = "4"; }),
             ContainsSubstring("version 4 is newer than this program reads (3)"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["version"] = "zero"; }),
             ContainsSubstring("'version' is \"zero\""));
  CHECK_THAT(refusal([](auto& f) { f.metadata["temperature"] = "0"; }),
             ContainsSubstring("'temperature' is 0"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["temperature"] = "-1"; }), ContainsSubstring("'temperature'"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["rejection"] = R"({"confidence":2})"; }),
             ContainsSubstring("'rejection' is {\"confidence\":2}, expected"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["rejection"] = R"({"membership":"1"})"; }),
             ContainsSubstring("'rejection'"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["rejection"] = R"({"membership":0.5})"; }),
             ContainsSubstring("'rejection' is by membership, but there is no output for outsiders"));
  const auto odds = [](const char* version, const char* value) {
    return refusal([&](auto& f) { f.metadata["version"] = version, f.metadata["outsider_odds"] = value; });
  };
  CHECK_THAT(odds("3", "0"), ContainsSubstring("'outsider_odds' is 0, expected a number above 0"));
  CHECK_THAT(odds("2", "0.1"), ContainsSubstring("'version' is 2, but 'outsider_odds' need 3"));
  CHECK_THAT(odds("3", "0.1"),
             ContainsSubstring("'outsider_odds' is 0.1, but there is no output for outsiders"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["planes"] = R"(["ink","direction"])"; }),
             ContainsSubstring("'planes'") && ContainsSubstring("\"direction\" is none of: ink, path-x"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["planes"] = R"(["path-x","ink"])"; }),
             ContainsSubstring("expected \"ink\""));
  CHECK_THAT(refusal([](auto& f) { f.metadata["planes"] = R"(["ink","path-x"])"; }),
             ContainsSubstring("'conv1.weight' has shape [5, 3, 3, 1], expected [5, 3, 3, 2]"));
  for (const char* key : {"format", "version", "layers", "labels", "planes", "temperature", "rejection"})
    CHECK_THAT(refusal([&](auto& f) { f.metadata.erase(key); }),
               ContainsSubstring(std::string("'") + key + "'"));
}

TEST_CASE("layers that cannot run are refused with their place") {
  const auto layers = [](std::string json) { return refusal([&](auto& f) { f.metadata["layers"] = json; }); };
  CHECK_THAT(layers("[]"), ContainsSubstring("has 0 layers"));
  CHECK_THAT(layers("{"), ContainsSubstring("not valid JSON"));
  CHECK_THAT(layers(R"([{"type":"lstm"}])"), ContainsSubstring("layer 1: unknown type 'lstm'"));
  CHECK_THAT(layers(R"([{"type":"dense","name":"a","channels":100000}])"),
             ContainsSubstring("'channels' is 100000"));
  CHECK_THAT(layers(R"([{"type":"dense","name":"a","channels":-1}])"), ContainsSubstring("'channels' is -1"));
  CHECK_THAT(layers(R"([{"type":"dense","name":"a","channels":1.5}])"),
             ContainsSubstring("'channels' is 1.5"));
  CHECK_THAT(layers(R"([{"type":"convolution","name":"a","channels":2,"kernel":4}])"),
             ContainsSubstring("'kernel' is 4, expected an odd number"));
  CHECK_THAT(layers(R"([{"type":"max_pool","size":28},{"type":"max_pool","size":2}])"),
             ContainsSubstring("does not fit its input of 1x1"));
  CHECK_THAT(layers(R"([{"type":"average_pool","size":29}])"), ContainsSubstring("'size' is 29"));
  CHECK_THAT(layers(R"([{"type":"average_pool","size":20},{"type":"average_pool","size":2}])"),
             ContainsSubstring("layer 2: average_pool of size 2 does not fit its input of 1x1"));
  CHECK_THAT(layers(R"([{"type":"global_average_pool"},{"type":"global_average_pool"}])"),
             ContainsSubstring("layer 2: global_average_pool has nothing to average"));
  CHECK_THAT(layers(R"([{"type":"depthwise","name":"a","channels":2,"kernel":3}])"),
             ContainsSubstring("layer 1: depthwise has 2 channels, but its input has 1"));
  CHECK_THAT(layers(R"([{"type":"add"}])"), ContainsSubstring("'from'"));
  CHECK_THAT(layers(R"([{"type":"add","from":-1}])"), ContainsSubstring("'from' is -1"));
  CHECK_THAT(layers(R"([{"type":"add","from":2}])"), ContainsSubstring("'from' is 2"));
  CHECK_THAT(layers(R"([{"type":"max_pool","size":2},{"type":"add","from":-2}])"),
             ContainsSubstring("layer 2: add from -2: expected -2 or below, but only 1 layers"));
  CHECK_THAT(
      layers(R"([{"type":"max_pool","size":2},{"type":"max_pool","size":2},{"type":"add","from":-2}])"),
      ContainsSubstring("layer 1 gives 14x14x1, but 7x7x1 is needed"));
  CHECK_THAT(layers(R"([{"type":"dense","name":"a","channels":2},{"type":"dense","name":"a","channels":2}])"),
             ContainsSubstring("'a' is taken"));
}

TEST_CASE("a network too large for a page is refused before anything is allocated") {
  std::string layers = "[";
  for (int i = 0; i < 3; ++i)
    layers += R"({"type":"convolution","name":"c)" + std::to_string(i) + R"(","channels":1024,"kernel":1},)";
  layers += R"({"type":"dense","name":"d","channels":10}])";
  Safetensors file = random_weights({{LayerType::dense, "d", 10, 0, false}});
  file.metadata["layers"] = layers;
  for (const int i : {0, 1, 2}) {
    const int64_t inputs = i == 0 ? 1 : 1024;
    const std::string name = "c" + std::to_string(i);
    file.tensors[name + ".weight"] = tensor_f32({1024, 1, 1, inputs}, std::vector<float>(1024 * inputs));
    file.tensors[name + ".bias"] = tensor_f32({1024}, std::vector<float>(1024));
  }
  const auto model = load_model(write_safetensors(file));
  REQUIRE_FALSE(model);
  CHECK_THAT(model.error().message, ContainsSubstring("too large at layer 'c2'"));
}

TEST_CASE("half-precision and scaled 8-bit weights are expanded on loading") {
  const std::vector<Layer> layers{{LayerType::dense, "d", 2, 0, false}};
  Safetensors file = random_weights(layers);
  std::vector<float> values(2 * 784);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(static_cast<int>(i % 255) - 127);

  SECTION("F16") {
    file.tensors["d.weight"] = tensor_f16({2, 784}, values);
  }
  SECTION("I8") {
    Tensor tensor{DType::i8, {2, 784}, {}};
    for (float value : values) tensor.bytes.push_back(static_cast<uint8_t>(static_cast<int8_t>(value)));
    file.tensors["d.weight"] = tensor;
    file.tensors["d.scale"] = tensor_f32({2}, std::vector<float>{1.0f, 0.25f});
    for (size_t i = 784; i < values.size(); ++i) values[i] *= 0.25f;
  }
  const auto model = load_model(write_safetensors(file));
  REQUIRE(model);
  CHECK((*model)->members.at(0).parameters[0].weight == values);
}

TEST_CASE("an 8-bit bias is refused, whatever else is in the file") {
  Safetensors file = random_weights({{LayerType::dense, "d", 2, 0, false}});
  file.tensors["d.bias"] = Tensor{DType::i8, {2}, {1, 2}};
  for (const char* scale : {"", "d.scale"}) {
    Safetensors other = file;
    other.tensors[scale] = tensor_f32({2}, std::vector<float>{1, 1});
    CHECK_FALSE(load_model(write_safetensors(other)));
  }
}

TEST_CASE("an 8-bit tensor without its scale is refused") {
  Safetensors file = random_weights({{LayerType::dense, "d", 2, 0, false}});
  file.tensors["d.weight"] = Tensor{DType::i8, {2, 784}, std::vector<uint8_t>(2 * 784)};
  const auto model = load_model(write_safetensors(file));
  REQUIRE_FALSE(model);
  CHECK_THAT(model.error().message, ContainsSubstring("'d.weight'") && ContainsSubstring("scale is missing"));
}

TEST_CASE("a model may have one output more than labels, and no other number") {
  const auto with_labels = [](const char* labels) {
    Safetensors file = random_weights(small_layers());
    file.metadata["labels"] = labels;
    return load_model(write_safetensors(file));
  };
  const auto ten = with_labels(R"(["0","1","2","3","4","5","6","7","8","9"])");
  REQUIRE(ten);
  CHECK((*ten)->outputs == 10);
  CHECK_FALSE((*ten)->knows_outsiders());
  const auto nine = with_labels(R"(["0","1","2","3","4","5","6","7","8"])");
  REQUIRE(nine);
  CHECK((*nine)->outputs == 10);
  CHECK((*nine)->knows_outsiders());
  for (const char* labels :
       {R"(["0","1","2","3","4","5","6","7"])", R"(["0","1","2","3","4","5","6","7","8","9","a"])"})
    CHECK_THAT(with_labels(labels).error().message, ContainsSubstring("the last layer has 10 outputs, but"));
}
