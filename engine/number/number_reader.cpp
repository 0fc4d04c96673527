#include "engine/number/number_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/number/candidates.h"
#include "engine/number/geometry.h"

namespace inkling {
namespace {

constexpr float largest_coordinate = 1e9f;

bool same(const Stroke& a, const Stroke& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](Point p, Point q) { return p.x == q.x && p.y == q.y; });
}

// The strokes along the line: their numbers by the middle of their boxes.
std::vector<size_t> along_line(std::span<const Box> boxes) {
  std::vector<size_t> order(boxes.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return boxes[a].left + boxes[a].right < boxes[b].left + boxes[b].right;
  });
  return order;
}

float twice_middle(const Reading& digit) {
  return digit.digits[0].box.left + digit.digits[0].box.right;
}

// Brings what belongs to each of the digits into the order that number_of() brings the digits into.
void sort_along_line(std::vector<std::vector<size_t>>& groups, const std::vector<Reading>& digits) {
  std::vector<size_t> order(digits.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return twice_middle(digits[a]) < twice_middle(digits[b]); });
  std::vector<std::vector<size_t>> sorted;
  for (const size_t digit : order) sorted.push_back(std::move(groups[digit]));
  groups = std::move(sorted);
}

// That a dot looks like a digit, or like none, says nothing.
void count_reading(Group& group, float score) {
  if (!group.is_dot) group.score += score;
}

Reading reading_of_dot(const Model& model, std::span<const float> logits, const Box& box) {
  constexpr float remaining = 1e-4f;
  std::vector<float> unlikely = probabilities(model, logits);
  for (float& probability : unlikely) probability *= remaining;
  Reading dot = reading_of_probabilities(model, std::move(unlikely), box);
  dot.rejected = true;
  return dot;
}

// The digits from left to right as one number.
Reading number_of(std::vector<Reading> digits) {
  Reading number{"", 1, false, {}};
  std::stable_sort(digits.begin(), digits.end(),
                   [&](const Reading& a, const Reading& b) { return twice_middle(a) < twice_middle(b); });
  for (Reading& digit : digits) {
    number.text += digit.text;
    number.confidence *= digit.confidence;
    number.rejected = number.rejected || digit.rejected;
    number.digits.push_back(std::move(digit.digits[0]));
  }
  return number;
}

}  // namespace

// What the search chooses from.
struct NumberReader::Candidates {
  std::vector<Group> groups;
  std::vector<Key> keys;  // [groups]
};

size_t NumberReader::Hash::operator()(const Key& key) const {
  uint64_t hash = 14695981039346656037u;  // FNV-1a over the strokes
  for (const uint16_t stroke : key) hash = (hash ^ stroke) * 1099511628211u;
  return static_cast<size_t>(hash ^ hash >> 32);
}

std::vector<size_t> NumberReader::strokes_of(const Key& key) {
  std::vector<size_t> strokes;
  for (const uint16_t stroke : key)
    if (stroke) strokes.push_back(stroke - 1u);
  std::reverse(strokes.begin(), strokes.end());
  return strokes;
}

NumberReader::NumberReader(Recogniser& recogniser) : recogniser_(&recogniser) {}

Result<void> NumberReader::add(Stroke stroke) {
  const size_t number = ink_.strokes.size() + 1;
  if (stroke.empty()) return fail("stroke %zu has no point; expected at least one", number);
  if (number > most_strokes)
    return fail("stroke %zu is one too many: a number has at most %zu; clear the drawing", number,
                most_strokes);
  for (size_t i = 0; i < stroke.size(); ++i) {
    const Point point = stroke[i];
    if (!(std::abs(point.x) <= largest_coordinate && std::abs(point.y) <= largest_coordinate))
      return fail("stroke %zu, point %zu is (%g, %g); expected magnitudes of at most %g", number, i + 1,
                  point.x, point.y, largest_coordinate);
  }
  Box box{stroke[0].x, stroke[0].y, stroke[0].x, stroke[0].y};
  for (const Point point : stroke) box = joined(box, {point.x, point.y, point.x, point.y});
  boxes_.push_back(box);
  ink_.strokes.push_back(std::move(stroke));
  return {};
}

void NumberReader::undo() {
  if (ink_.strokes.empty()) return;
  const auto last = static_cast<uint16_t>(ink_.strokes.size());
  std::erase_if(read_, [&](const auto& entry) {
    return std::find(entry.first.begin(), entry.first.end(), last) != entry.first.end();
  });
  ink_.strokes.pop_back();
  boxes_.pop_back();
}

void NumberReader::clear() {
  ink_.strokes.clear();
  boxes_.clear();
  read_.clear();
}

Result<void> NumberReader::set(const Ink& ink) {
  std::vector<const Stroke*> strokes;
  for (const Stroke& stroke : ink.strokes)
    if (!stroke.empty()) strokes.push_back(&stroke);
  size_t kept = 0;
  while (kept < std::min(strokes.size(), ink_.strokes.size()) && same(*strokes[kept], ink_.strokes[kept]))
    ++kept;
  if (kept == 0) clear();
  while (ink_.strokes.size() > kept) undo();
  for (; kept < strokes.size(); ++kept)
    if (auto added = add(*strokes[kept]); !added) return added;
  return {};
}

// All groups, those that were read with their digit_score().
NumberReader::Candidates NumberReader::candidates() const {
  const std::vector<size_t> order = along_line(boxes_);
  std::vector<Box> boxes;  // along the line
  for (const size_t stroke : order) boxes.push_back(boxes_[stroke]);
  Candidates all{possible_groups(boxes), {}};
  for (Group& group : all.groups) {
    Key key{};
    size_t count = 0;
    for (size_t k = 0; k < group_window; ++k)
      if (group.members >> k & 1) key[count++] = static_cast<uint16_t>(order[group.first + k] + 1);
    std::sort(key.begin(), key.end(), std::greater());
    if (const auto found = read_.find(key); found != read_.end()) count_reading(group, found->second.score);
    all.keys.push_back(key);
  }
  return all;
}

Result<void> NumberReader::read_groups(const std::vector<Key>& keys) {
  std::vector<Seen> signs;
  for (const Key& key : keys) {
    Ink ink;
    for (const size_t stroke : strokes_of(key)) ink.strokes.push_back(ink_.strokes[stroke]);
    signs.push_back(see(std::move(ink)).value_or(Seen{}));
  }
  const size_t outputs = recogniser_->model().outputs;
  std::vector<float> logits(signs.size() * outputs);  // [groups, outputs]
  if (auto ran = recogniser_->logits(signs, logits); !ran) return ran;
  for (size_t i = 0; i < keys.size(); ++i) {
    const auto row = std::span(logits).subspan(i * outputs, outputs);
    read_[keys[i]] = {{row.begin(), row.end()},
                      digit_score(probabilities_of_part(recogniser_->model(), row))};
  }
  return {};
}

Result<Reading> NumberReader::read() {
  groups_.clear();
  if (ink_.strokes.empty()) return Reading{};
  Candidates all = candidates();
  std::vector<size_t> best;
  while (true) {
    best = best_grouping(ink_.strokes.size(), all.groups);
    std::vector<Key> unread;
    for (const size_t group : best)
      if (!read_.contains(all.keys[group])) unread.push_back(all.keys[group]);
    if (unread.empty()) break;
    if (auto done = read_groups(unread); !done) return std::unexpected(done.error());
    for (const size_t group : best)
      if (std::find(unread.begin(), unread.end(), all.keys[group]) != unread.end())
        count_reading(all.groups[group], read_[all.keys[group]].score);
  }
  std::vector<Reading> digits;
  for (const size_t group : best) {
    const std::vector<size_t> strokes = strokes_of(all.keys[group]);
    Box box = boxes_[strokes[0]];
    for (const size_t stroke : strokes) box = joined(box, boxes_[stroke]);
    const auto read_one = all.groups[group].is_dot ? reading_of_dot : reading_of_one;
    digits.push_back(read_one(recogniser_->model(), read_[all.keys[group]].logits, box));
    groups_.push_back(strokes);
  }
  sort_along_line(groups_, digits);
  return number_of(std::move(digits));
}

}  // namespace inkling
