#include "web/app/reader.h"

#include <utility>

namespace inkling::page {

Result<void> Reader::load(std::span<const uint8_t> weights) {
  auto model = load_model(weights);
  if (!model) return std::unexpected(model.error());
  auto session = Session::create(std::move(*model));
  if (!session) return std::unexpected(session.error());
  Recogniser recogniser(std::move(*session));
  // The first run sets XNNPACK's operators up: now, rather than under the first stroke.
  if (const auto ran = recogniser.read(Seen{}); !ran) return std::unexpected(ran.error());
  recogniser_.emplace(std::move(recogniser));
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
