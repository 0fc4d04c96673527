#include "web/app/drawing.h"

#include <utility>

namespace inkling::page {

namespace {

// More than anybody takes back; keeps memory flat.
constexpr size_t most_changes = 1000;

void add(Drawing& drawing, const Change& change) {
  const auto place = static_cast<std::ptrdiff_t>(change.place);
  drawing.ink.strokes.insert(drawing.ink.strokes.begin() + place, change.points);
  drawing.samples.insert(drawing.samples.begin() + place, change.samples);
}

void take_away(Drawing& drawing, const Change& change) {
  const auto place = static_cast<std::ptrdiff_t>(change.place);
  drawing.ink.strokes.erase(drawing.ink.strokes.begin() + place);
  drawing.samples.erase(drawing.samples.begin() + place);
}

// Moves the changes of the latest gesture from one list to the other, and undoes or redoes each.
void turn_back(std::vector<Change>& from, std::vector<Change>& to, Drawing& drawing, bool undo) {
  if (from.empty()) return;
  const int gesture = from.back().gesture;
  while (!from.empty() && from.back().gesture == gesture) {
    const Change& change = from.back();
    if (change.adds != undo) {
      add(drawing, change);
    } else {
      take_away(drawing, change);
    }
    to.push_back(std::move(from.back()));
    from.pop_back();
  }
}

}  // namespace

void History::keep(Change change) {
  undone_.clear();
  done_.push_back(std::move(change));
  if (done_.size() <= most_changes) return;
  // A gesture goes whole.
  const int oldest = done_.front().gesture;
  std::erase_if(done_, [oldest](const Change& kept) { return kept.gesture == oldest; });
}

void History::added_last(const Drawing& drawing) {
  keep({true, drawing.ink.strokes.size() - 1, gesture_, drawing.ink.strokes.back(), drawing.samples.back()});
}

void History::remove(Drawing& drawing, size_t place) {
  Change change{false, place, gesture_, drawing.ink.strokes[place], drawing.samples[place]};
  take_away(drawing, change);
  keep(std::move(change));
}

void History::undo(Drawing& drawing) {
  turn_back(done_, undone_, drawing, true);
}

void History::redo(Drawing& drawing) {
  turn_back(undone_, done_, drawing, false);
}

void History::move(const Transform& transform) {
  for (auto* changes : {&done_, &undone_})
    for (Change& change : *changes)
      for (Point& point : change.points) point = transform(point);
}

}  // namespace inkling::page
