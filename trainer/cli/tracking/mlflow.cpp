#include <algorithm>
#include <chrono>

#include "trainer/cli/files.h"
#include "trainer/cli/tracking/exports.h"
#include "trainer/cli/tracking/mlflow_server.h"

namespace inkling {
namespace {

// What one request of log-batch may hold: https://mlflow.org/docs/latest/rest-api.html, "Log Batch".
constexpr size_t most_metrics = 1000, most_params = 100;
constexpr const char* run_tag = "inkling.run";
constexpr const char* artifacts[] = {"config.toml", "metrics.csv", "summary.txt", "weights.safetensors"};

int64_t milliseconds(double seconds) {
  return static_cast<int64_t>(seconds * 1000);
}

// A JSON object that grows key by key, and the values in it.
class Object {
 public:
  explicit Object(yyjson_mut_doc* document) : document_(document), object_(yyjson_mut_obj(document)) {}

  Object& add(const char* key, std::string_view text) { return add(key, json_text(document_, text)); }
  Object& add(const char* key, int64_t number) { return add(key, yyjson_mut_sint(document_, number)); }
  Object& add(const char* key, double number) { return add(key, yyjson_mut_real(document_, number)); }
  Object& add(const char* key, yyjson_mut_val* value) {
    yyjson_mut_obj_add_val(document_, object_, key, value);
    return *this;
  }
  yyjson_mut_val* get() const { return object_; }

 private:
  yyjson_mut_doc* document_;
  yyjson_mut_val* object_;
};

// Builds a request's body: fill(document, object).
template <class Fill>
std::string body(Fill fill) {
  const JsonBuilder builder = new_json();
  Object object(builder.get());
  fill(builder.get(), object);
  yyjson_mut_doc_set_root(builder.get(), object.get());
  return to_text(builder.get());
}

// A param's value: as TOML has it, but texts without quotes.
std::string value_text(const TomlEntry& entry) {
  const std::string* text = text_of(entry);
  return text ? *text : entry.text;
}

std::string text_at(yyjson_val* object, std::initializer_list<const char*> path) {
  for (const char* key : path) object = yyjson_obj_get(object, key);
  return std::string(text_of(object).value_or(""));
}

class Export {
 public:
  Export(const KeptRun& run, MlflowServer server) : run_(run), server_(std::move(server)) {}

  Result<std::string> run(const std::string& experiment) {
    Result<void> done = find_experiment(experiment);
    bool known = false;
    if (done) done = look_for_run(known);
    if (done && known) return run_.id + ": is there already, as run " + run_id_;
    if (done) done = create_run();
    if (done) done = log_params();
    if (done) done = log_metrics();
    std::string about_artifacts;
    if (done) done = upload(about_artifacts);
    if (done) done = finish();
    if (!done) return std::unexpected(in(run_.id, done.error()));
    return run_.id + ": exported as run " + run_id_ + about_artifacts;
  }

 private:
  // The experiment of that name, made if it is not there.
  Result<void> find_experiment(const std::string& name) {
    const auto found = server_.get("experiments/get-by-name", {{"experiment_name", name}});
    if (found) return take(experiment_id_, *found, {"experiment", "experiment_id"});
    if (found.error().code != "RESOURCE_DOES_NOT_EXIST") return std::unexpected(found.error().error);
    const auto made =
        server_.post("experiments/create", body([&](auto*, Object& request) { request.add("name", name); }));
    if (!made) return std::unexpected(made.error().error);
    return take(experiment_id_, *made, {"experiment_id"});
  }

  // known: whether the finished run was exported to its end.  What else is there of it is deleted.
  Result<void> look_for_run(bool& known) {
    const auto found =
        server_.post("runs/search", body([&](auto* document, Object& request) {
                       yyjson_mut_val* ids = yyjson_mut_arr(document);
                       yyjson_mut_arr_append(ids, json_text(document, experiment_id_));
                       request.add("experiment_ids", ids)
                           .add("filter", "tags.`" + std::string(run_tag) + "` = '" + run_.id + "'")
                           .add("max_results", int64_t{100});
                     }));
    if (!found) return std::unexpected(found.error().error);
    size_t index, count;
    yyjson_val* one;
    yyjson_arr_foreach(yyjson_obj_get(yyjson_doc_get_root(found->get()), "runs"), index, count, one) {
      const std::string id = text_at(one, {"info", "run_id"});
      if (text_at(one, {"info", "status"}) == "FINISHED") {
        known = true;
        run_id_ = id;
        return {};
      }
      const auto deleted =
          server_.post("runs/delete", body([&](auto*, Object& request) { request.add("run_id", id); }));
      if (!deleted) return std::unexpected(deleted.error().error);
    }
    return {};
  }

  Result<void> create_run() {
    const auto made = server_.post("runs/create", body([&](auto* document, Object& request) {
                                     yyjson_mut_val* tags = yyjson_mut_arr(document);
                                     const auto tag = [&](const char* name, std::string_view value) {
                                       yyjson_mut_arr_append(
                                           tags, Object(document).add("key", name).add("value", value).get());
                                     };
                                     tag(run_tag, run_.id);
                                     if (!run_.revision.empty())
                                       tag("mlflow.source.git.commit", run_.revision);
                                     request.add("experiment_id", experiment_id_)
                                         .add("run_name", run_.id)
                                         .add("start_time", milliseconds(run_.started))
                                         .add("tags", tags);
                                   }));
    if (!made) return std::unexpected(made.error().error);
    artifact_uri_ = text_at(yyjson_doc_get_root(made->get()), {"run", "info", "artifact_uri"});
    return take(run_id_, *made, {"run", "info", "run_id"});
  }

  // Objects of one kind, as many a request as `most` allows.
  Result<void> log(const char* kind, size_t count, size_t most, auto object_of) {
    for (size_t begin = 0; begin < count; begin += most) {
      const auto logged = server_.post("runs/log-batch", body([&](auto* document, Object& request) {
                                         yyjson_mut_val* objects = yyjson_mut_arr(document);
                                         for (size_t at = begin; at < std::min(begin + most, count); ++at)
                                           yyjson_mut_arr_append(objects, object_of(document, at));
                                         request.add("run_id", run_id_).add(kind, objects);
                                       }));
      if (!logged) return std::unexpected(logged.error().error);
    }
    return {};
  }

  Result<void> log_params() {
    const auto& all = run_.configuration;
    return log("params", all.size(), most_params, [&](yyjson_mut_doc* document, size_t at) {
      return Object(document).add("key", all[at].key).add("value", value_text(all[at])).get();
    });
  }

  Result<void> log_metrics() {
    struct Metric {
      std::string key;
      double value;
      int64_t time, epoch;
    };
    std::vector<Metric> all;
    double time = run_.started;
    for (const trainer::EpochMetrics& epoch : run_.metrics) {
      time += epoch.seconds;
      trainer::for_each_metric(epoch, [&](const std::string& name, auto value) {
        if (name != "epoch")
          all.push_back({name, static_cast<double>(value), milliseconds(time), epoch.epoch});
      });
    }
    return log("metrics", all.size(), most_metrics, [&](yyjson_mut_doc* document, size_t at) {
      const Metric& metric = all[at];
      return Object(document)
          .add("key", metric.key)
          .add("value", metric.value)
          .add("timestamp", metric.time)
          .add("step", metric.epoch)
          .get();
    });
  }

  // The REST API takes artifacts only where the server is their proxy.
  Result<void> upload(std::string& about) {
    constexpr std::string_view proxied = "mlflow-artifacts:/";
    if (!artifact_uri_.starts_with(proxied) || artifact_uri_.starts_with("mlflow-artifacts://")) {
      about = ", without its files: the server keeps artifacts in " + artifact_uri_ +
              " and does not take them itself (mlflow server --serve-artifacts)";
      return {};
    }
    for (const char* name : artifacts) {
      std::error_code code;
      if (!std::filesystem::exists(run_.folder / name, code)) continue;
      const auto bytes = read_file(run_.folder / name);
      if (!bytes) return std::unexpected(bytes.error());
      const auto put = server_.put_artifact(artifact_uri_.substr(proxied.size()) + "/" + name,
                                            {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
      if (!put) return std::unexpected(put.error().error);
    }
    return {};
  }

  Result<void> finish() {
    const auto updated = server_.post("runs/update", body([&](auto*, Object& request) {
                                        request.add("run_id", run_id_)
                                            .add("status", run_.bytes > 0 ? "FINISHED" : "KILLED")
                                            .add("end_time", milliseconds(run_.started + run_.seconds));
                                      }));
    return updated ? Result<void>() : std::unexpected(updated.error().error);
  }

  static Result<void> take(std::string& text, const JsonDocument& answer,
                           std::initializer_list<const char*> path) {
    text = text_at(yyjson_doc_get_root(answer.get()), path);
    if (!text.empty()) return {};
    return fail("the server's answer has no %s: is it an MLflow tracking server?", *(path.end() - 1));
  }

  const KeptRun& run_;
  MlflowServer server_;
  std::string experiment_id_, run_id_, artifact_uri_;
};

}  // namespace

Result<std::string> export_to_mlflow(const KeptRun& run, const std::string& url,
                                     const std::string& experiment) {
  if (run.id.find_first_of("'`\"\\") != run.id.npos)
    return fail("%s: MLflow cannot search for a run of that name: rename its folder", run.id.c_str());
  auto server = MlflowServer::at(url);
  if (!server) return std::unexpected(server.error());
  return Export(run, std::move(*server)).run(experiment);
}

}  // namespace inkling
