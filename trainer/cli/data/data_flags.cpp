#include "trainer/cli/data/data_flags.h"

#include "trainer/cli/config.h"

namespace inkling {

void add_data_flags(CLI::App& command, DataOptions& options) {
  command.add_option(
      "--data", options.data,
      "What to learn from, one or more: MNIST's folder, a folder or ZIP of pictures in folders "
      "named by their label, ink (.ndjson, .ndjson.gz); :2 behind it gives each sample twice");
  command.add_option("--classes", options.classes, "The labels to tell apart; others are left out");
  command.add_option(
      "--outsiders", options.outsiders,
      "Sources, as for --data, of what is none of the classes: the network learns to reject it");
  command.add_option(
      "--look-alikes", options.look_alikes,
      "Labels of outsiders that look like a class, and so are left out; where 1 is a class, so is a "
      "single upright stroke, whatever its label");
  command
      .add_option("--train-folds", options.train_folds,
                  "Writers are divided into folds 0 to 4: of ink with writers, train on these")
      ->delimiter(',')
      ->check(CLI::Range(0, 4));
  command
      .add_option("--validation-folds", options.validation_folds,
                  "Of ink with writers, validate on these, as far as they are not trained on")
      ->delimiter(',')
      ->check(CLI::Range(0, 4));
  add_switch(command, "--use-fold-0", options.use_fold_0,
             "Let fold 0 be trained or validated on: nothing is left to measure with");
  command.add_option("--validation", options.validation,
                     "Samples without writers held out of the training to validate on");
  command.add_option("--split-seed", options.split_seed,
                     "Which samples are held out; whatever --seed is, so that seeds can be compared");
  command.add_option("--limit", options.limit, "Train on so many samples only, for a quick trial; 0: all");
  command.add_option("--cache", options.cache, "Folder that keeps what was unpacked, decoded or rasterised")
      ->configurable(false);
}

}  // namespace inkling
