#include "trainer/cli/tracking/mlflow_server.h"

#include <httplib.h>

namespace inkling {
namespace {

constexpr const char* api = "/api/2.0/mlflow/";
constexpr const char* artifacts = "/api/2.0/mlflow-artifacts/artifacts/";

// What a server says that is no tracking server, cut to a line.
std::string first_line(const std::string& text) {
  return text.substr(0, std::min({text.find('\n'), text.find('\r'), size_t{200}}));
}

}  // namespace

inkling::Result<MlflowServer> MlflowServer::at(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme) || url.size() == scheme.size())
    return fail("%s: expected http://HOST:PORT; for https let a proxy on this machine speak it", url.c_str());
  const size_t slash = std::min(url.find('/', scheme.size()), url.size());
  std::string prefix = url.substr(slash);
  while (prefix.ends_with('/')) prefix.pop_back();
  const std::string host = url.substr(0, slash);
  auto client = std::make_unique<httplib::Client>(host);
  if (!client->is_valid()) return fail("%s: expected http://HOST:PORT", url.c_str());
  client->set_connection_timeout(10);
  client->set_read_timeout(60);
  client->set_write_timeout(60);
  return MlflowServer(host, std::move(prefix), std::move(client));
}

MlflowServer::MlflowServer(std::string url, std::string prefix, std::unique_ptr<httplib::Client> client)
    : url_(std::move(url)), prefix_(std::move(prefix)), client_(std::move(client)) {}
MlflowServer::MlflowServer(MlflowServer&&) noexcept = default;
MlflowServer::~MlflowServer() = default;

MlflowServer::Answer MlflowServer::get(const std::string& endpoint, const Query& query) {
  httplib::Params params(query.begin(), query.end());
  return answer_of(endpoint, client_->Get(prefix_ + api + endpoint, params, httplib::Headers{}));
}

MlflowServer::Answer MlflowServer::post(const std::string& endpoint, const std::string& body) {
  return answer_of(endpoint, client_->Post(prefix_ + api + endpoint, body, "application/json"));
}

MlflowServer::Answer MlflowServer::put_artifact(const std::string& path, std::string_view bytes) {
  return answer_of("artifact " + path, client_->Put(prefix_ + artifacts + path, bytes.data(), bytes.size(),
                                                    "application/octet-stream"));
}

MlflowServer::Answer MlflowServer::answer_of(const std::string& request,
                                             const httplib::Result& result) const {
  const std::string place = url_ + prefix_ + ": " + request;
  const auto refused = [&](std::string code, const std::string& what) {
    return std::unexpected(MlflowError{std::move(code), in(place, Error{what})});
  };
  if (!result)
    return refused(
        "", "no answer (" + httplib::to_string(result.error()) + "): is the tracking server running there?");
  auto document = parse_json(result->body);
  if (result->status == 200 && document) return std::move(*document);
  const std::string status = "status " + std::to_string(result->status);
  yyjson_val* root = document ? yyjson_doc_get_root(document->get()) : nullptr;
  const auto code = text_of(yyjson_obj_get(root, "error_code"));
  if (!code)
    return refused("", status + ", \"" + first_line(result->body) +
                           "\": this is not how an MLflow tracking server answers");
  return refused(std::string(*code), status + ", " + std::string(*code) + ": " +
                                         std::string(text_of(yyjson_obj_get(root, "message")).value_or("")));
}

}  // namespace inkling
