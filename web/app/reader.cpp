#include "web/app/reader.h"

#include <utility>

namespace inkling::page {

Result<void> Reader::load(std::span<const uint8_t> weights) {
  auto model = load_model(weights);
  if (!model) return std::unexpected(model.error());
  auto session = Session::create(std::move(*model));
  if (!session) return std::unexpected(session.error());
  recogniser_.emplace(std::move(*session));
  return {};
}

const std::vector<std::string>& Reader::labels() const {
  static const std::vector<std::string> none;
  return recogniser_ ? recogniser_->model().labels : none;
}

Result<Reading> Reader::read(const std::optional<Seen>& seen) {
  if (!recogniser_) return Reading{};
  return recogniser_->read(seen);
}

}  // namespace inkling::page
