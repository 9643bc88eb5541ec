# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares groups, scores and masks with what make_fixtures.py stored of others.

    check.py FOLDER

Where definitions differ, gnn-opt is given the parameters as the other tool sees
them, or both are held against the formulas of formulas.py. Needs gnn-import and
gnn-opt on the PATH, and no package.
"""

import math
import pathlib
import sys

import formulas
from fixture import Fixture

# gnn-opt prints six digits, Torch-Pruning computes in single precision.
TOLERANCE = 1e-5
REDUCTIONS = {"prod": "product"}
CRITERIA = {"MagnitudeImportance": ("", "l1", "l2"), "FPGMImportance": ("", "fpgm", "fpgm"),
            "LAMPImportance": ("", "l1", "l2"), "BNScaleImportance": ("bn-scale",),
            "ActivationImportance": ("activation-mean",)}


def differs(left, right):
    """The largest relative difference; numbers beside one much larger are rounded as that is."""
    floor = 0.1 * max(map(abs, right)) if min(right) < 0 else 0.0
    return max(abs(a - b) / max(abs(b), floor) for a, b in zip(left, right, strict=True))


def root(score, power):
    return math.sqrt(score) if power == 2 else score


def check_groups(fixture):
    """Each element of each parameter is in the same channel of the same group."""
    ours, theirs = fixture.our_channels(), fixture.their_channels()
    pairs = {(theirs[key], ours[key]) for key in theirs if key in ours}
    good = ours.keys() == theirs.keys() and len(pairs) == len(set(theirs.values())) == len(set(ours.values()))
    yield "groups", good, f"{len(theirs)} slices in {len(pairs)} channels of {len(fixture.peers['groups'])} groups"


def see(record, tensors):
    """The parameters as the record's importance sees them: what it ignores is 0."""
    arguments = record["with"]
    if record["by"] == "FPGMImportance":  # distances of |w|^p
        return {key: [abs(v) ** arguments["p"] if len(shape) == 2 else 0.0 for v in values]
                for key, (shape, values) in tensors.items()}
    if arguments.get("bias", True):
        return {}
    return {key: [0.0] * len(values) for key, (_, values) in tensors.items() if key.endswith(".bias")}


def ask(record):
    """gnn-opt's options for the record, and the power of its score that is theirs."""
    by, arguments = record["by"], record["with"]
    p, normalizer = arguments.get("p", 0), arguments["normalizer"] or "none"
    criterion = CRITERIA[by][p]
    if by == "MagnitudeImportance" and p == 2 and normalizer == "mean":
        return {"criterion": "group-norm", "reduction": arguments["group_reduction"]}, 1
    power = p if by == "MagnitudeImportance" else 1
    reduction = REDUCTIONS.get(arguments["group_reduction"], arguments["group_reduction"])
    return {"criterion": criterion, "reduction": reduction, "normalize": normalizer}, power


def their_scores(record, ours):
    """Their scores from ours: theirs have Bessel's correction, and sums where ours have means."""
    if record["with"]["normalizer"] == "gaussian":
        return [score * math.sqrt((len(ours) - 1) / len(ours)) for score in ours]
    return [score * record.get("rows", 1) for score in ours]


def describe(record):
    return record["by"] + "(" + ", ".join(f"{k}={v}" for k, v in record["with"].items()) + ")"


def check_equal(fixture, record):
    options, power = ask(record)
    scores = fixture.saliency(options, see(record, fixture.tensors))
    worst = 0
    for number, theirs in enumerate(record["scores"]):
        ours = their_scores(record, fixture.in_their_order(number, scores))
        worst = max(worst, differs(ours, [root(score, power) for score in theirs]))
    return worst <= TOLERANCE, f"relative difference {worst:.1g}"


def check_explained(fixture, record):
    """Both are what formulas.py says, which is not the same."""
    options, power = ask(record)
    scores = fixture.saliency(options, see(record, fixture.tensors))
    worst = distance = 0
    for number, theirs in enumerate(record["scores"]):
        ours = fixture.in_their_order(number, scores)
        our_formula, their_formula = formulas.explain(fixture, number, record)
        our_formula = [root(score, power) for score in our_formula]
        worst = max(worst, differs(our_formula, ours), differs(their_formula, theirs))
        theirs = [root(score, power) for score in theirs]
        distance = max(distance, differs(ours, theirs))
    return worst <= TOLERANCE < distance, f"differ by {distance:.2g}, as explained to {worst:.1g}"


def check_unscored(fixture, record):
    """A group that they pass over in silence is an error of ours."""
    error = fixture.saliency_error(ask(record)[0])
    return "has none" in error, "no score for a group; gnn-opt: " + error


def check_scores(fixture):
    for record in fixture.peers["scores"]:
        check = check_explained if formulas.differ(fixture, record) else check_equal
        if None in record["scores"]:
            check = check_unscored
        good, text = check(fixture, record)
        yield describe(record), good, text


def check_masks(fixture):
    for record in fixture.peers["masks"]:
        ours = fixture.weights_left(record["criterion"], record["scope"], record["sparsity"])
        removed = sum(row.count("-") for rows in ours.values() for row in rows)
        yield f"mask of {record['criterion']}", ours == record["rows"] and removed, f"{removed} weights removed"


def main():
    results = []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.peers.json")):
        with Fixture(path) as fixture:
            for check in (check_groups, check_scores, check_masks):
                results += [(f"{fixture.name}: {name}", good, text) for name, good, text in check(fixture)]
    for name, good, text in results:
        print("agrees: " if good else "DIFFERS:", name, "-", text)
    failures = sum(not good for _, good, _ in results)
    print(f"{len(results) - failures} as expected, {failures} not")
    # No fixture is no proof.
    sys.exit(bool(failures) or not results)


main()
