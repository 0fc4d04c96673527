#!/usr/bin/env python3
"""Checks trainer/dvc.yaml by the published description of the format, and prints the stages' commands in order.

dvc.org, "dvc.yaml files", "Stage entries": which keys a stage has, that paths are relative to wdir, that wdir is
relative to the file, and what an output may say of itself.  Needs PyYAML.
"""
import os
import sys

import yaml

STAGE = {"cmd", "wdir", "deps", "params", "outs", "metrics", "plots", "frozen", "always_changed", "desc", "meta"}
OUTPUT = {"cache", "persist", "remote", "push", "desc", "type", "labels", "meta"}


def check(true, message):
    if not true:
        sys.exit(message)


def path_of(entry, allowed):
    """The path of an entry that is a path or {path: {flag: value}}."""
    if isinstance(entry, str):
        return entry
    (path, flags), = entry.items()
    check(set(flags or {}) <= allowed, f"{path}: has {flags}")
    return path


file = sys.argv[1]
project = os.path.dirname(os.path.dirname(os.path.abspath(file)))
document = yaml.safe_load(open(file))
check(set(document) == {"stages"}, "expected stages alone")
check(list(document["stages"]) == ["fetch", "train", "evaluate", "report"], "the stages are others")
made = set()
for name, stage in document["stages"].items():
    check(set(stage) <= STAGE and isinstance(stage["cmd"], str), f"{name}: has {set(stage) - STAGE}")
    folder = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(file)), stage.get("wdir", ".")))
    check(folder == project, f"{name}: is run in {folder}")
    params = [path_of(entry, set()) for entry in stage.get("params", [])]
    for path in stage.get("deps", []) + params:
        known = path in made or path == "build/native/inkling" or os.path.exists(os.path.join(project, path))
        check(known, f"{name}: nothing makes {path}")
    outputs = [path_of(entry, OUTPUT) for entry in stage.get("outs", []) + stage.get("metrics", [])]
    check(not made & set(outputs), f"{name}: two stages make the same")
    made |= set(outputs)
    print(stage["cmd"])
