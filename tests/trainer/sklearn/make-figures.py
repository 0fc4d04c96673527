#!/usr/bin/python3
"""Figures of scikit-learn for tests/trainer/metrics: labels, probabilities and what scikit-learn makes of them.

Made with Debian 12's python3-sklearn 1.2.1:  tests/trainer/sklearn/make-figures.py > tests/trainer/sklearn/figures.json
"""
import json

import numpy
from sklearn.calibration import calibration_curve
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, classification_report, confusion_matrix,
                             log_loss)

random = numpy.random.default_rng(3)


def probabilities_of(labels, classes, sharpness):
    """Softmax of random logits that lean towards the label, rounded so that their decimals are short."""
    logits = random.normal(size=(len(labels), classes))
    logits[numpy.arange(len(labels)), labels] += sharpness
    values = numpy.exp(logits)
    return numpy.round(values / values.sum(1, keepdims=True), 5)


def case(name, labels, probabilities, unread=()):
    classes = probabilities.shape[1]
    read = probabilities.argmax(1)
    top = probabilities.max(1)
    found = numpy.ones(len(labels), bool)
    found[list(unread)] = False
    read[~found] = -1  # a reading that is no class: wrong, and in no class's precision
    present = sorted(set(labels) | set(read[found]))
    names = [str(label) for label in present]
    keywords = dict(labels=present, target_names=names, zero_division=0)
    figures = classification_report(labels, read, output_dict=True, **keywords)
    result = {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": [row.tolist() if there else [] for row, there in zip(probabilities, found)],
        "classes": [{"label": name, **figures[name]} for name in names],
        "macro": figures["macro avg"],
        "weighted": figures["weighted avg"],
        "accuracy": accuracy_score(labels, read),
        "confusion": confusion_matrix(labels[found], read[found], labels=range(classes)).tolist(),
    }
    if not unread:
        accuracy, confidence = calibration_curve(read == labels, top, n_bins=15, strategy="uniform")
        result |= {
            "text": classification_report(labels, read, digits=4, **keywords),
            "balanced_accuracy": balanced_accuracy_score(labels, read),
            "loss": log_loss(labels, probabilities / probabilities.sum(1, keepdims=True), labels=range(classes)),
            "calibration": [{"accuracy": a, "confidence": c} for a, c in zip(accuracy, confidence)],
        }
    return result


even = random.integers(0, 4, 240)
uneven = random.choice([0, 1, 2, 4], 160, p=[0.7, 0.2, 0.05, 0.05])  # class 3 is never written
never_read = probabilities_of(uneven, 6, 2.0)
never_read[:, 4:] = 0  # class 4 is written and never read, class 5 neither
never_read = numpy.round(never_read / never_read.sum(1, keepdims=True), 5)
never_read[:, 4:] = 1e-5
few = random.integers(0, 3, 40)

# The figures' precision is single (probabilities are floats in Inkling).
print(json.dumps({"cases": [
    case("every class is written and read", even, probabilities_of(even, 4, 1.5)),
    case("classes that are never written or never read", uneven, never_read),
    case("samples in which nothing is found", few, probabilities_of(few, 3, 2.0), unread=(2, 3, 17, 30)),
]}, indent=None, separators=(",", ":")).replace('},{"name', '},\n{"name'))
