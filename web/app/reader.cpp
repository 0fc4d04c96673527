#include "web/app/reader.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace inkling::page {

namespace {

// A rival at least this likely makes a reading doubtful, and so does a confidence below this.
constexpr float serious_rival = 0.15f, least_sure = 0.7f;

// What is rejected is only called no digit where that is likelier than any other digit.
Judgement judge(const DigitReading& digit, const Rejection& rejection) {
  const float outside = 1 - certainty(Certainty::membership, digit.probabilities);
  const float rival = digit.top.size() > 1 ? digit.top[1].probability : 0;
  const bool rejected = rejects(rejection, digit.probabilities), unsure = digit.confidence < least_sure;
  if (rejected && outside > rival) return Judgement::none;
  return rejected || unsure || rival >= serious_rival ? Judgement::doubtful : Judgement::sure;
}

// In CSS pixels, about 3 mm: a tap that slipped is less.  By its shape alone it could be a 1.
constexpr float smallest_digit = 12;

bool is_dot(const Ink& ink) {
  const std::optional<Box> box = bounds(ink);
  return box && std::max(box->width(), box->height()) < smallest_digit;
}

void reject(Shown& shown) {
  if (shown.reading.digits.empty()) return;
  shown.reading.rejected = true;
  shown.judgements.assign(shown.judgements.size(), Judgement::none);
  shown.whole = Judgement::none;
}

// A digit falls apart into no more than these, and what is read this surely is a number.
constexpr size_t most_parts = 3;
constexpr float undoubted = 0.95f;

bool may_be_one_digit(const Reading& number) {
  return number.digits.size() > 1 && number.digits.size() <= most_parts && number.confidence < undoubted;
}

// Of 3,761 digits of several strokes by writers of the folds 1 to 4 (engine/ink/ndjson.h says what a fold is)
// 16 fall apart into numbers; 9 of them are likelier whole.  So are 2 of 500 numbers of two digits by writers
// of fold 1, and none of 400 of three digits.
bool is_rather_one_digit(const Reading& number, const Reading& whole) {
  return !whole.rejected && whole.confidence > number.confidence;
}

}  // namespace

const std::string& Shown::label(size_t digit) const {
  static const std::string no_digit = "?";
  return judgements[digit] == Judgement::none ? no_digit : reading.digits[digit].label;
}

std::string Shown::text() const {
  std::string all;
  for (size_t i = 0; i < reading.digits.size(); ++i) all += label(i);
  return all;
}

Result<void> Reader::load(std::span<const uint8_t> weights) {
  auto model = load_model(weights);
  if (!model) return std::unexpected(model.error());
  auto session = Session::create(*model);
  if (!session) return std::unexpected(session.error());
  Recogniser recogniser(std::move(*session));
  // The first run sets XNNPACK's operators up: now, rather than under the first stroke.
  if (const auto ran = recogniser.read(Seen{}); !ran) return std::unexpected(ran.error());
  model_ = std::move(*model);
  recogniser_.emplace(std::move(recogniser));
  number_.emplace(*recogniser_);
  return {};
}

const std::vector<std::string>& Reader::labels() const {
  static const std::vector<std::string> none;
  return recogniser_ ? recogniser_->model().labels : none;
}

Result<Shown> Reader::read(const Ink& ink, Mode mode) {
  if (!recogniser_) return Shown{};
  auto shown = read_with(*number_, ink, mode);
  if (shown && is_dot(ink)) reject(*shown);
  return shown;
}

Result<Reading> Reader::read_apart(const Ink& ink, Mode mode) {
  if (!recogniser_) return Reading{};
  NumberReader number(*recogniser_);
  auto shown = read_with(number, ink, mode);
  if (!shown) return std::unexpected(shown.error());
  return std::move(shown->reading);
}

Result<Shown> Reader::read_one(const Ink& ink) {
  auto reading = recogniser_->read(see(ink));
  if (!reading) return std::unexpected(reading.error());
  std::vector<size_t> all(ink.strokes.size());
  std::iota(all.begin(), all.end(), size_t{0});
  Shown shown{std::move(*reading), {}, {}, {}};
  if (!shown.reading.digits.empty()) shown.groups.push_back(std::move(all));
  return judged(std::move(shown));
}

Result<Shown> Reader::read_with(NumberReader& number, const Ink& ink, Mode mode) {
  // What is too much for a number is a scribble.
  if (mode == Mode::digit || ink.strokes.size() > most_strokes) return read_one(ink);
  if (const auto set = number.set(ink); !set) return std::unexpected(set.error());
  auto reading = number.read();
  if (!reading) return std::unexpected(reading.error());
  if (mode == Mode::automatic && may_be_one_digit(*reading)) {
    auto whole = read_one(ink);
    if (!whole || is_rather_one_digit(*reading, whole->reading)) return whole;
  }
  return judged({std::move(*reading), {}, {}, number.groups()});
}

Shown Reader::shown_of(std::span<const float> probabilities, std::span<const Box> boxes) const {
  if (!recogniser_ || boxes.empty()) return {};
  const size_t count = labels().size();
  Shown shown{{"", 1, false, {}}, {}, {}, {}};
  for (size_t i = 0; i < boxes.size(); ++i) {
    const auto row = probabilities.subspan(i * count, count);
    Reading digit =
        reading_of_probabilities(recogniser_->model(), std::vector<float>(row.begin(), row.end()), boxes[i]);
    shown.reading.text += digit.text;
    shown.reading.confidence *= digit.confidence;
    shown.reading.rejected |= digit.rejected;
    shown.reading.digits.push_back(std::move(digit.digits.front()));
  }
  return judged(std::move(shown));
}

Shown Reader::judged(Shown shown) const {
  size_t none = 0;
  for (const DigitReading& digit : shown.reading.digits) {
    shown.judgements.push_back(judge(digit, recogniser_->model().rejection));
    none += shown.judgements.back() == Judgement::none;
    if (shown.judgements.back() != Judgement::sure) shown.whole = Judgement::doubtful;
  }
  if (none > 0 && 2 * none >= shown.judgements.size()) shown.whole = Judgement::none;
  return shown;
}

}  // namespace inkling::page
