#!/usr/bin/env python3
"""Adds up the result files of GoogleTest (*.gtest.json) and lit (*.lit.json).

usage: summarize_tests.py FOLDER --expect=N

N is the number of runners. One that died before it wrote its file is a failure.
"""

import argparse
import collections
import json
import pathlib
import sys

# lit's result codes, as passed, failed or skipped.
LIT = {
    "PASS": "passed", "FLAKYPASS": "passed", "XFAIL": "passed",
    "FAIL": "failed", "XPASS": "failed", "UNRESOLVED": "failed", "TIMEOUT": "failed",
    "UNSUPPORTED": "skipped", "SKIPPED": "skipped", "EXCLUDED": "skipped",
}


def lit_outcomes(report):
    for test in report["tests"]:
        yield test["name"], LIT[test["code"]]


def gtest_outcomes(report):
    for suite in report["testsuites"]:
        for test in suite["testsuite"]:
            name = f'{suite["name"]}.{test["name"]}'
            if test.get("failures"):
                yield name, "failed"
            elif test["result"] == "SKIPPED":
                yield name, "skipped"
            else:
                yield name, "passed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--expect", type=int, required=True)
    arguments = parser.parse_args()

    counts = collections.Counter()
    files = sorted(arguments.folder.glob("*.json"))
    for path in files:
        report = json.loads(path.read_text())
        outcomes = lit_outcomes if path.name.endswith(".lit.json") else gtest_outcomes
        for name, outcome in outcomes(report):
            counts[outcome] += 1
            if outcome == "failed":
                print(f"failed: {path.name}: {name}")
    dead = arguments.expect - len(files)
    if dead > 0:
        print(f"failed: {dead} of {arguments.expect} test runners wrote no results")
        counts["failed"] += dead
    skipped = f', {counts["skipped"]} skipped' if counts["skipped"] else ""
    print(f'{counts["passed"]} passed, {counts["failed"]} failed{skipped}')
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
