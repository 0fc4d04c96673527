#include "trainer/session/training_data.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/ink/ndjson.h"
#include "trainer/data/upright_stroke.h"
#include "trainer/random.h"

namespace inkling::trainer {
namespace {

using Indices = std::vector<uint32_t>;

template <class Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::ranges::find(values, value) != values.end();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

// Whether a sample of outsiders looks like a class, so that nothing could tell it from one.
bool looks_like_class(const Samples& samples, size_t at, const DivisionOptions& options) {
  const bool is_one = !samples.inks.empty() && is_upright_stroke(samples.inks[at]);
  return contains(options.look_alikes, samples.labels[at]) ||
         (is_one && contains<std::string>(options.classes, "1"));
}

// The samples of one source, by what becomes of them.
struct Parts {
  Dataset all;  // those with a label of the classes
  Indices training, validation;
  Indices without_writer;  // of which some will validate
};

Result<Parts> divided_by_writer(Samples samples, bool with_outsiders, const DivisionOptions& options,
                                SourceCounts& counts) {
  Parts parts;
  counts.samples = samples.size();
  Dataset& all = parts.all;
  all.classes = options.classes;
  all.outsiders = with_outsiders;
  for (size_t at = 0; at < samples.size(); ++at) {
    const auto label = std::ranges::find(options.classes, samples.labels[at]);
    const bool known = label != options.classes.end();
    if (known == counts.outsiders || (counts.outsiders && looks_like_class(samples, at, options))) {
      ++counts.outside[samples.labels[at]];
      continue;
    }
    const std::string& writer = samples.writers[at];
    const int fold = writer.empty() ? -1 : fold_of_writer(writer);
    const bool trains = contains(options.train_folds, fold),
               validates = !trains && contains(options.validation_folds, fold);
    const auto number = static_cast<uint32_t>(all.size());
    if (writer.empty()) parts.without_writer.push_back(number);
    if (trains) parts.training.push_back(number);
    if (validates) parts.validation.push_back(number);
    counts.other_folds += !writer.empty() && !trains && !validates;
    all.glyphs.push_back(samples.glyphs[at]);
    all.labels.push_back(static_cast<uint8_t>(label - options.classes.begin()));
    if (!samples.inks.empty()) all.inks.push_back(std::move(samples.inks[at]));
  }
  if (all.size() == 0 && counts.outsiders)
    return fail("%s: none of its %zu samples is an outsider; their labels are %s", counts.name.c_str(),
                samples.size(), labels_text(counts.outside).c_str());
  if (all.size() == 0)
    return fail(
        "%s: none of its %zu samples belongs to the classes %s; their labels are %s: name those that "
        "you want with --classes",
        counts.name.c_str(), samples.size(), joined(options.classes).c_str(),
        labels_text(counts.outside).c_str());
  return parts;
}

// `total` divided in proportion to the sizes, without losing any.
std::vector<size_t> apportioned(size_t total, const std::vector<size_t>& sizes) {
  const size_t all = std::reduce(sizes.begin(), sizes.end());
  std::vector<size_t> shares;
  size_t before = 0, given = 0;
  for (const size_t size : sizes) {
    before += size;
    const auto until = static_cast<size_t>(static_cast<double>(total) * static_cast<double>(before) /
                                           static_cast<double>(all));
    shares.push_back((before == all ? total : until) - given);
    given += shares.back();
  }
  return shares;
}

// Holds some of the samples without writers out, each source in proportion, as split_off_validation() does.
Result<void> hold_out(std::vector<Parts>& sources, size_t validation, uint64_t seed) {
  std::vector<size_t> sizes;
  for (const Parts& parts : sources) sizes.push_back(parts.without_writer.size());
  const size_t all = std::reduce(sizes.begin(), sizes.end());
  if (all == 0) return {};
  if (validation >= all)
    return fail("validation %zu: expected fewer than the %zu samples without writers that there are",
                validation, all);
  const auto shares = apportioned(validation, sizes);
  for (size_t source = 0; source < sources.size(); ++source) {
    Parts& parts = sources[source];
    const auto order = permutation(static_cast<uint32_t>(sizes[source]), Random(seed, Purpose::split));
    for (size_t at = 0; at < order.size(); ++at)
      (at < order.size() - shares[source] ? parts.training : parts.validation)
          .push_back(parts.without_writer[order[at]]);
  }
  return {};
}

// Takes a fair part of what there is to train on; 0: all.
void keep_at_most(std::vector<Parts>& sources, size_t limit, uint64_t seed,
                  std::vector<SourceCounts>& counts) {
  std::vector<size_t> sizes;
  for (const Parts& parts : sources) sizes.push_back(parts.training.size());
  if (limit == 0 || limit >= std::reduce(sizes.begin(), sizes.end())) return;
  const auto shares = apportioned(limit, sizes);
  for (size_t source = 0; source < sources.size(); ++source) {
    Indices& training = sources[source].training;
    // What was held out at random is in random order already, and its first few are what --limit always took.
    if (sources[source].without_writer.empty()) {
      const auto order = permutation(static_cast<uint32_t>(training.size()), Random(seed, Purpose::split));
      Indices shuffled;
      for (const uint32_t at : order) shuffled.push_back(training[at]);
      training = std::move(shuffled);
    }
    training.resize(shares[source]);
    counts[source].over_limit = sizes[source] - shares[source];
  }
}

std::vector<size_t> by_class(const Dataset& data, const Indices& samples) {
  std::vector<size_t> counts(data.outputs());
  for (const uint32_t sample : samples) ++counts[data.labels[sample]];
  return counts;
}

// Adds one source to the whole.
Result<void> add(TrainingData& data, const Parts& parts, SourceCounts& counts) {
  const std::string source = (counts.outsiders ? "outsiders: " : "data: ") + counts.name;
  counts.training = by_class(parts.all, parts.training);
  counts.validation = by_class(parts.all, parts.validation);
  if (parts.training.empty())
    return fail(
        "%s: leaves nothing to train on: %zu samples validate, %zu are by writers of other folds, %zu "
        "are over --limit; choose other --train-folds",
        source.c_str(), parts.validation.size(), counts.other_folds, counts.over_limit);
  const Share share{parts.training.size(), counts.weight};
  if (auto checked = check({&share, 1}, share.samples); !checked)
    return std::unexpected(in(source, checked.error()));
  counts.draws = draws_per_epoch(share);
  data.training.mixture.push_back(share);
  append(data.training, chosen(parts.all, parts.training));
  append(counts.outsiders ? data.outsiders : data.validation, chosen(parts.all, parts.validation));
  return {};
}

// Those that should have the classes.
std::string names_of(const std::vector<SourceCounts>& sources) {
  std::vector<std::string> names;
  for (const SourceCounts& source : sources)
    if (!source.outsiders) names.push_back(source.name);
  return joined(names);
}

Result<void> check_whole(const TrainingData& data, const DivisionOptions& options) {
  for (size_t label = 0; label < options.classes.size(); ++label) {
    if (std::ranges::find(data.training.labels, label) == data.training.labels.end())
      return fail(
          "classes: '%s' has no sample to train on in %s: add some%s, or name only the others with "
          "--classes",
          options.classes[label].c_str(), names_of(data.sources).c_str(),
          options.limit > 0 ? ", raise --limit" : "");
  }
  if (data.validation.size() == 0)
    return fail(
        "validation %zu: leaves no sample to validate on: hold some out, or choose --validation-folds "
        "of which there are writers",
        options.validation);
  return {};
}

}  // namespace

Result<void> check(const DivisionOptions& options) {
  const std::set<std::string> different(options.classes.begin(), options.classes.end());
  if (options.classes.size() < 2 || options.classes.size() > 255)
    return fail("classes: there are %zu, expected 2 to 255", options.classes.size());
  if (different.size() < options.classes.size())
    return fail("classes: %s: one is named twice", joined(options.classes).c_str());
  if (different.contains("")) return fail("classes: one is empty: expected labels");
  for (const auto& [name, folds] :
       {std::pair{"train-folds", options.train_folds}, {"validation-folds", options.validation_folds}})
    if (contains(folds, 0) && !options.use_fold_0)
      return fail(
          "%s: fold 0 measures what is finished, so nothing is trained on it or chosen by it; if you "
          "want that all the same, give --use-fold-0 as well",
          name);
  return {};
}

std::string labels_text(const std::map<std::string, size_t>& labels) {
  constexpr size_t most_named = 20;
  std::vector<std::pair<std::string, size_t>> sorted(labels.begin(), labels.end());
  std::ranges::stable_sort(sorted, std::greater(), &std::pair<std::string, size_t>::second);
  std::string text;
  for (size_t at = 0; at < std::min(sorted.size(), most_named); ++at)
    text += (at ? ", '" : "'") + sorted[at].first + "' (" + std::to_string(sorted[at].second) + ")";
  return text + (sorted.size() > most_named ? " …" : "");
}

Result<TrainingData> divided(std::vector<LabelledSource> sources, const DivisionOptions& options) {
  const bool with_outsiders = std::ranges::any_of(sources, &LabelledSource::outsiders);
  TrainingData data;
  std::vector<Parts> parts;
  for (LabelledSource& source : sources) {
    SourceCounts& counts = data.sources.emplace_back();
    counts.name = std::move(source.name);
    counts.kind = source.kind;
    counts.weight = source.weight;
    counts.outsiders = source.outsiders;
    counts.left_out = std::move(source.samples.left_out);
    auto part = divided_by_writer(std::move(source.samples), with_outsiders, options, counts);
    if (!part) return std::unexpected(in(counts.outsiders ? "outsiders" : "data", part.error()));
    parts.push_back(std::move(*part));
  }
  if (auto done = hold_out(parts, options.validation, options.split_seed); !done)
    return std::unexpected(done.error());
  keep_at_most(parts, options.limit, options.split_seed, data.sources);
  for (Dataset* part : {&data.training, &data.validation, &data.outsiders}) {
    part->classes = options.classes;
    part->outsiders = with_outsiders;
  }
  for (size_t at = 0; at < parts.size(); ++at)
    if (auto added = add(data, parts[at], data.sources[at]); !added) return std::unexpected(added.error());
  if (auto checked = check_whole(data, options); !checked) return std::unexpected(checked.error());
  return data;
}

}  // namespace inkling::trainer
