// `inkling runs --export-…`: what trackers of others are given.
#include <httplib.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <map>
#include <set>
#include <thread>

#include "engine/core/json.h"
#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr const char* api = "/api/2.0/mlflow/";

void train(const Workplace& place, int epochs) {
  REQUIRE(place.run({"train", "--validation", "100", "--network", "4,pool,pool", "--batch", "40", "--name",
                     "a", "--epochs", std::to_string(epochs)}) == 0);
}

std::string only_run(const Workplace& place) {
  return files::directory_iterator(place / "runs")->path().filename();
}

// A stand-in for `mlflow server` that keeps to the published REST API 2.0: it refuses requests without
// required fields, with fields that the endpoint does not have, of the wrong type, or beyond the limits of
// log-batch.
class TrackingServer {
 public:
  TrackingServer() {
    server_.Get(std::string(api) + "experiments/get-by-name", [this](const auto& request, auto& response) {
      requests.push_back("experiments/get-by-name");
      if (request.params.size() != 1 || !request.has_param("experiment_name"))
        return refuse(response, 400, "INVALID_PARAMETER_VALUE", "experiment_name is required");
      if (request.get_param_value("experiment_name") != experiment)
        return refuse(response, 404, "RESOURCE_DOES_NOT_EXIST", "No such experiment");
      respond(response, R"({"experiment":{"experiment_id":"7","name":"digits","lifecycle_stage":"active"}})");
    });
    post("experiments/create", {{"name", "s"}}, {"artifact_location", "tags"}, [this](yyjson_val* body) {
      experiment = *text_of(yyjson_obj_get(body, "name"));
      return std::string(R"({"experiment_id":"7"})");
    });
    post("runs/search", {{"experiment_ids", "a"}}, {"filter", "max_results"}, [this](yyjson_val* body) {
      CHECK(text_of(yyjson_arr_get_first(yyjson_obj_get(body, "experiment_ids"))) == "7");
      filter = *text_of(yyjson_obj_get(body, "filter"));
      return status.empty() ? std::string("{}")
                            : R"({"runs":[{"info":{"run_id":"r1","status":")" + status + "\"}}]}";
    });
    post("runs/delete", {{"run_id", "s"}}, {}, [this](yyjson_val*) {
      status.clear();
      return std::string("{}");
    });
    post("runs/create", {{"experiment_id", "s"}}, {"run_name", "start_time", "tags", "user_id"},
         [this](yyjson_val* body) {
           CHECK(yyjson_is_int(yyjson_obj_get(body, "start_time")));
           start = yyjson_get_sint(yyjson_obj_get(body, "start_time"));
           status = "RUNNING";
           return R"({"run":{"info":{"run_id":"r1","status":"RUNNING","artifact_uri":")" + artifact_uri +
                  R"("},"data":{}}})";
         });
    post("runs/log-batch", {{"run_id", "s"}}, {"metrics", "params", "tags"}, [this](yyjson_val* body) {
      CHECK(text_of(yyjson_obj_get(body, "run_id")) == "r1");
      yyjson_val *metrics = yyjson_obj_get(body, "metrics"), *parameters = yyjson_obj_get(body, "params"),
                 *one;
      CHECK(yyjson_arr_size(metrics) <= 1000);
      CHECK(yyjson_arr_size(parameters) <= 100);
      size_t index, count;
      yyjson_arr_foreach(metrics, index, count, one) {
        CHECK((yyjson_is_str(yyjson_obj_get(one, "key")) && yyjson_is_num(yyjson_obj_get(one, "value"))));
        CHECK(
            (yyjson_is_int(yyjson_obj_get(one, "timestamp")) && yyjson_is_int(yyjson_obj_get(one, "step"))));
        CHECK(yyjson_obj_size(one) == 4);
        CHECK(yyjson_get_sint(yyjson_obj_get(one, "timestamp")) >= start);
        logged[std::string(*text_of(yyjson_obj_get(one, "key")))] += 1;
      }
      yyjson_arr_foreach(parameters, index, count, one) {
        CHECK(yyjson_obj_size(one) == 2);
        params[std::string(*text_of(yyjson_obj_get(one, "key")))] = *text_of(yyjson_obj_get(one, "value"));
      }
      return std::string("{}");
    });
    post("runs/update", {{"run_id", "s"}}, {"status", "end_time", "run_name"}, [this](yyjson_val* body) {
      CHECK(yyjson_get_sint(yyjson_obj_get(body, "end_time")) >= start);
      status = *text_of(yyjson_obj_get(body, "status"));
      return std::string(R"({"run_info":{"run_id":"r1"}})");
    });
    server_.Put(R"(/api/2.0/mlflow-artifacts/artifacts/(.*))", [this](const auto& request, auto& response) {
      requests.push_back("artifact");
      artifacts[request.matches[1]] = request.body;
      respond(response, "{}");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    server_.wait_until_ready();
  }
  ~TrackingServer() {
    server_.stop();
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  std::vector<std::string> requests;  // endpoints, in their order
  std::string experiment, filter, status, artifact_uri = "mlflow-artifacts:/7/r1/artifacts", broken;
  int64_t start = 0;
  std::map<std::string, int> logged;
  std::map<std::string, std::string> params, artifacts;

 private:
  static void respond(httplib::Response& response, const std::string& body) {
    response.set_content(body, "application/json");
  }
  static void refuse(httplib::Response& response, int code, const std::string& error,
                     const std::string& message) {
    response.status = code;
    respond(response, R"({"error_code":")" + error + R"(","message":")" + message + "\"}");
  }

  // required: name and type, "s" for a string and "a" for an array; answer(body) gives the JSON of status
  // 200.
  template <class Answer>
  void post(const std::string& endpoint, std::map<std::string, std::string> required,
            std::set<std::string> optional, Answer answer) {
    server_.Post(api + endpoint, [=, this](const httplib::Request& request, httplib::Response& response) {
      requests.push_back(endpoint);
      CHECK(request.get_header_value("Content-Type") == "application/json");
      CHECK(request.body.size() <= 1'000'000);
      if (endpoint == broken) return refuse(response, 400, "INVALID_PARAMETER_VALUE", "it is broken");
      const auto document = parse_json(request.body);
      REQUIRE(document);
      yyjson_val* body = yyjson_doc_get_root(document->get());
      for (const auto& [name, type] : required) {
        yyjson_val* field = yyjson_obj_get(body, name.c_str());
        CHECK((type == "s" ? yyjson_is_str(field) : yyjson_is_arr(field)));
      }
      size_t index, count;
      yyjson_val *key, *value;
      yyjson_obj_foreach(body, index, count, key, value) {
        const std::string name(*text_of(key));
        CHECK((required.contains(name) || optional.contains(name)));
      }
      respond(response, answer(body));
    });
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace

TEST_CASE("Event files hold the metrics of each epoch, and a second export replaces the first") {
  const Workplace place;
  train(place, 2);
  const std::string id = only_run(place);
  for (int time = 0; time < 2; ++time) {
    REQUIRE(place.run({"runs", "--export-tensorboard", "board"}) == 0);
    CHECK_THAT(place.out(), ContainsSubstring(id + ": exported to board"));
  }
  std::vector<std::string> names;
  for (const auto& entry : files::directory_iterator(place / "board" / id))
    names.push_back(entry.path().filename());
  REQUIRE(names.size() == 1);
  CHECK_THAT(names[0], ContainsSubstring("tfevents"));
  if (std::system("command -v python3 > /dev/null") != 0) SKIP("python3 is not installed");
  const std::string out = (place / "events.json").string();
  REQUIRE(std::system(("python3 " INKLING_SOURCE_FOLDER "/tests/trainer/tracking/read_event_file.py " +
                       (place / "board" / id / names[0]).string() + " > " + out)
                          .c_str()) == 0);
  const std::string events = read_text(out);
  CHECK(std::ranges::count(events, '\n') == 4);
  CHECK_THAT(events, ContainsSubstring("\"step\": 2") && ContainsSubstring("\"tag\": \"validation_loss\"") &&
                         ContainsSubstring("| network | `\\\"4,pool,pool\\\"` |"));
}

TEST_CASE("A tracking server gets experiment, run, params, metrics, files and the end, in this order, once") {
  const Workplace place;
  train(place, 2);
  const std::string id = only_run(place);
  TrackingServer server;
  const auto export_runs = [&] {
    return place.run({"runs", "--export-mlflow", server.url() + "/", "--experiment", "digits"});
  };
  REQUIRE(export_runs() == 0);
  CHECK(server.requests == std::vector<std::string>{"experiments/get-by-name", "experiments/create",
                                                    "runs/search", "runs/create", "runs/log-batch",
                                                    "runs/log-batch", "artifact", "artifact", "artifact",
                                                    "artifact", "runs/update"});
  CHECK(server.experiment == "digits");
  CHECK(server.filter == "tags.`inkling.run` = '" + id + "'");
  CHECK(server.status == "FINISHED");
  CHECK(server.params["network"] == "4,pool,pool");
  CHECK(server.params["epochs"] == "2");
  CHECK((server.logged.size() == 8 && server.logged["validation_loss"] == 2));
  CHECK(server.artifacts["7/r1/artifacts/weights.safetensors"] ==
        read_text(place / "runs" / id / "weights.safetensors"));
  CHECK_THAT(place.out(), ContainsSubstring(id + ": exported as run r1"));

  server.requests.clear();
  REQUIRE(export_runs() == 0);
  CHECK(server.requests == std::vector<std::string>{"experiments/get-by-name", "runs/search"});
  CHECK_THAT(place.out(), ContainsSubstring("is there already"));

  // As after an export that was broken off.
  server.status = "RUNNING";
  server.artifact_uri = "s3://bucket/7";
  server.requests.clear();
  REQUIRE(export_runs() == 0);
  CHECK(server.requests == std::vector<std::string>{"experiments/get-by-name", "runs/search", "runs/delete",
                                                    "runs/create", "runs/log-batch", "runs/log-batch",
                                                    "runs/update"});
  CHECK_THAT(place.out(), ContainsSubstring("keeps artifacts in s3://bucket/7"));
}

TEST_CASE("A long run is sent in batches that keep to the limits") {
  const Workplace place;
  files::create_directories(place / "runs/long");
  std::string config, metrics;
  for (int key = 0; key < 230; ++key) config += "key" + std::to_string(key) + " = 1\n";
  for (int epoch = 1; epoch <= 300; ++epoch)
    metrics += "{\"epoch\":" + std::to_string(epoch) +
               ",\"step\":1,\"loss\":1.5,\"training_accuracy\":0.5,\"validation_accuracy\":0.5,"
               "\"validation_loss\":0.5,\"learning_rate\":0.5,\"seconds\":1.0,\"images_per_second\":9.0}\n";
  write_text(place / "runs/long/config.toml", config);
  write_text(place / "runs/long/metrics.ndjson", metrics);
  TrackingServer server;
  REQUIRE(place.run({"runs", "long", "--export-mlflow", server.url()}) == 0);
  CHECK(server.params.size() == 230);
  CHECK(server.logged["validation_loss"] == 300);
  CHECK(std::ranges::count(server.requests, "runs/log-batch") ==
        3 + 3);                      // 230 / 100 and 2400 / 1000, rounded up
  CHECK(server.status == "KILLED");  // it has no weights
}

TEST_CASE("What a tracking server refuses is told in its own words, and so is a server that is none") {
  const Workplace place;
  train(place, 1);
  const auto failure = [&](const std::string& url) {
    CHECK(place.run({"runs", "--export-mlflow", url}) == 1);
    return place.err();
  };
  {
    TrackingServer server;
    server.broken = "runs/log-batch";
    CHECK_THAT(failure(server.url()),
               ContainsSubstring("runs/log-batch: status 400, INVALID_PARAMETER_VALUE: "
                                 "it is broken"));
    CHECK(server.status == "RUNNING");  // so that the next export makes it anew
    CHECK_THAT(
        failure(server.url() + "/elsewhere"),
        ContainsSubstring("status 404") && ContainsSubstring("not how an MLflow tracking server answers"));
  }
  CHECK_THAT(failure("http://127.0.0.1:1"),
             ContainsSubstring("http://127.0.0.1:1: experiments/get-by-name") &&
                 ContainsSubstring("is the tracking server running there?"));
  CHECK_THAT(failure("https://127.0.0.1:1"), ContainsSubstring("expected http://HOST:PORT"));
  CHECK_THAT(failure("localhost"), ContainsSubstring("expected http://HOST:PORT"));
}
