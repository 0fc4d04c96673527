#include "engine/network/committee.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/network/session.h"
#include "engine/reading/reading.h"
#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

namespace {

// Two different networks, with temperatures 0.5 and 3; together 0.8.
Safetensors two_networks() {
  std::vector<Safetensors> files{random_weights(small_layers()), random_weights(separable_layers())};
  files[0].metadata["temperature"] = "0.5";
  files[1].metadata["temperature"] = "3";
  return committee(files);
}

std::shared_ptr<const Model> loaded(const Safetensors& file) {
  auto model = load_model(write_safetensors(file));
  INFO((model ? "" : model.error().message));
  REQUIRE(model);
  return *model;
}

std::string refusal(const std::function<void(Safetensors&)>& damage) {
  Safetensors file = two_networks();
  damage(file);
  const auto model = load_model(write_safetensors(file));
  return model ? "accepted" : model.error().message;
}

std::vector<double> softmax(std::vector<double> logits, double temperature) {
  for (double& logit : logits) logit = std::exp(logit / temperature);
  const double sum = std::accumulate(logits.begin(), logits.end(), 0.0);
  for (double& logit : logits) logit /= sum;
  return logits;
}

}  // namespace

TEST_CASE("a committee's logits are the logarithm of the mean of its members' probabilities") {
  const auto model = loaded(two_networks());
  auto session = Session::create(model);
  REQUIRE(session);
  const auto inputs = random_values(3 * 784, 5, 1.0f);
  std::vector<float> logits(3 * 10);
  REQUIRE(session->run(inputs, logits));
  for (size_t n = 0; n < 3; ++n) {
    const std::vector<double> input(inputs.begin() + static_cast<long>(n * 784),
                                    inputs.begin() + static_cast<long>((n + 1) * 784));
    const auto first = softmax(plain_run(*model, input, 0).back(), 0.5);
    const auto second = softmax(plain_run(*model, input, 1).back(), 3);
    std::vector<double> means, logarithms;
    for (size_t k = 0; k < 10; ++k) {
      means.push_back((first[k] + second[k]) / 2);
      logarithms.push_back(std::log(means[k]));
      CHECK_THAT(logits[10 * n + k], WithinAbs(logarithms[k], 1e-4));
    }
    const auto read = probabilities(*model, std::span(logits).subspan(10 * n, 10));
    const auto calibrated = softmax(logarithms, 0.8);
    for (size_t k = 0; k < 10; ++k) CHECK_THAT(read[k], WithinAbs(calibrated[k], 1e-5));
  }
}

TEST_CASE("what each member's layers gave is there after a committee has read") {
  const auto model = loaded(two_networks());
  auto session = Session::create(model);
  REQUIRE(session);
  const auto input = random_values(784, 6, 1.0f);
  std::vector<float> logits(10);
  REQUIRE(session->run(input, logits));
  for (size_t member = 0; member < 2; ++member) {
    const auto expected = plain_run(*model, {input.begin(), input.end()}, member);
    for (size_t layer = 0; layer < expected.size(); ++layer) {
      const auto found = session->activation(layer, member);
      REQUIRE(found.size() == expected[layer].size());
      for (size_t at = 0; at < found.size(); ++at)
        CHECK_THAT(found[at], WithinAbs(expected[layer][at], 1e-4));
    }
  }
}

TEST_CASE("members that are all but sure of different labels leave finite logits") {
  std::vector<float> sums(3, -INFINITY), first{500, -500, 0}, second{-500, 500, 0};
  for (auto* logits : {&first, &second}) {
    to_log_probabilities(*logits, 3, 0.5f);
    add_in_logarithms(sums, *logits);
  }
  CHECK_THAT(sums[0], WithinAbs(0, 1e-6));
  CHECK_THAT(sums[1], WithinAbs(0, 1e-6));
  CHECK_THAT(sums[2], WithinAbs(std::log(2.0) - 1000, 1e-3));
}

TEST_CASE("a committee's contradictions are refused by name") {
  CHECK_THAT(refusal([](auto& f) { f.metadata["version"] = "1"; }),
             ContainsSubstring("'version' is 1, but 'members' need 2"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["layers"] = f.metadata["a/layers"]; }),
             ContainsSubstring("both 'layers' and 'members'"));
  CHECK_THAT(refusal([](auto& f) { f.metadata.erase("members"); }), ContainsSubstring("'layers' is missing"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["members"] = R"(["a"])"; }),
             ContainsSubstring("names 1 networks, expected 2 to 64"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["members"] = R"(["a","a"])"; }),
             ContainsSubstring("names \"a\" twice"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["members"] = R"(["a","b/c"])"; }),
             ContainsSubstring("\"b/c\", expected names without '/'"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["members"] = R"({"a":"b"})"; }),
             ContainsSubstring("'members' is object"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["members"] = R"(["a","b","c"])"; }),
             ContainsSubstring("'c/layers' is missing"));
  CHECK_THAT(refusal([](auto& f) { f.metadata.erase("b/temperature"); }),
             ContainsSubstring("'b/temperature' is missing"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["b/temperature"] = "-2"; }),
             ContainsSubstring("'b/temperature' is -2, expected a number above 0"));
  CHECK_THAT(refusal([](auto& f) { f.metadata["b/layers"] = "[]"; }),
             ContainsSubstring("'b/layers': has 0 layers"));
  CHECK_THAT(refusal([](auto& f) { f.tensors.erase("a/conv2.bias"); }),
             ContainsSubstring("member 'a': tensor 'a/conv2.bias' is missing"));
  CHECK_THAT(refusal([](auto& f) { f.tensors["conv2.bias"] = f.tensors["a/conv2.bias"]; }),
             ContainsSubstring("'conv2.bias' belongs to no layer"));
  CHECK_THAT(refusal([](auto& f) {
               const Safetensors other = random_weights({{LayerType::dense, "d", 9, 0, false}});
               f.metadata["b/layers"] = other.metadata.at("layers");
               for (const auto& [name, tensor] : other.tensors) f.tensors["b/" + name] = tensor;
             }),
             ContainsSubstring("member 'b': the last layer has 9 outputs, but there are 10 labels"));
}

TEST_CASE("a committee counts as one network for what a page can bear") {
  // 0.8 million activations each, of 2.1 million.
  std::vector<Safetensors> files(3, random_weights({{LayerType::convolution, "c1", 512, 1, true},
                                                    {LayerType::convolution, "c2", 512, 1, true},
                                                    {LayerType::global_average_pool, "", 0, 0, false},
                                                    {LayerType::dense, "d", 10, 0, false}}));
  CHECK(load_model(write_safetensors(files[0])));
  const auto model = load_model(write_safetensors(committee(files)));
  REQUIRE_FALSE(model);
  CHECK_THAT(model.error().message, ContainsSubstring("member 'c': the network is too large at layer 'c2'"));
}
