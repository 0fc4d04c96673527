// Hands runs over to the trackers that others use: TensorBoard and MLflow.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "trainer/cli/run/kept_run.h"

namespace inkling {

// Writes FOLDER/<id>/events.out.tfevents.<seconds since 1970>.inkling, over what an earlier export wrote: the
// metrics of each epoch and the configuration.
Result<void> export_to_tensorboard(const KeptRun& run, const std::filesystem::path& folder);

// Makes a run of the tracking server's experiment by its REST API 2.0 ("REST API" of MLflow's documentation):
// the configuration as params, the metrics of each epoch, the id and git revision as tags, and config.toml,
// metrics.csv, summary.txt and the weights as artifacts, if the server takes artifacts itself (as `mlflow
// server` does unless told otherwise).  A run that it has already is left as it is; one of an export that was
// broken off is made anew.
//
// url: http://HOST[:PORT][/PATH].  The text is for people: what became of the run.  Errors name the server,
// the request, and what the server says.
Result<std::string> export_to_mlflow(const KeptRun& run, const std::string& url,
                                     const std::string& experiment);

}  // namespace inkling
