// Requests to an MLflow tracking server, and what it answers.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/json.h"

namespace httplib {
class Client;
struct Response;
class Result;
}  // namespace httplib

namespace inkling {

struct MlflowError {
  std::string code;  // its error_code, such as RESOURCE_DOES_NOT_EXIST; empty if it gave none
  Error error;       // the request, the status, and the server's own words
};

class MlflowServer {
 public:
  // url: http://HOST[:PORT][/PATH].  Nothing is asked yet.
  static inkling::Result<MlflowServer> at(const std::string& url);
  MlflowServer(MlflowServer&&) noexcept;
  ~MlflowServer();

  using Answer = std::expected<JsonDocument, MlflowError>;
  using Query = std::vector<std::pair<std::string, std::string>>;

  // endpoint: what follows /api/2.0/mlflow/; body: JSON.
  Answer get(const std::string& endpoint, const Query& query);
  Answer post(const std::string& endpoint, const std::string& body);
  // path: within the server's artifacts.
  Answer put_artifact(const std::string& path, std::string_view bytes);

 private:
  MlflowServer(std::string url, std::string prefix, std::unique_ptr<httplib::Client> client);
  Answer answer_of(const std::string& request, const httplib::Result& result) const;

  std::string url_;     // scheme, host and port
  std::string prefix_;  // path before /api
  std::unique_ptr<httplib::Client> client_;
};

}  // namespace inkling
