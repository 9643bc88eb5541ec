#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The time model against measured times, op by op over a grid of sizes.

    benchmarks/cost_model.py [--bin=build/release/bin] [--threads=1,2] [--check]
        [--machine=zen5|machine.json] [--filter=REGEX] [--json=FILE [--reuse]] [--worst=N]

Runs `kernel-benchmarks --grid` and prints, for each op and for all of them, Spearman's
rank correlation of predicted and measured seconds, and the median of |predicted -
measured| / measured. Measured is the best repetition: what else the machine did is not
the op's. --reuse measures nothing and compares the times that --json has with what is
predicted now. --check exits 1 below a correlation of 0.95 or above an error of 20 %.
Nothing is fitted here: the rates come from measure-machine, or are the built-in ones.
"""

import statistics
import sys

import predicted_times

LEAST_CORRELATION = 0.95
MOST_ERROR = 0.20


def predict_again(arguments) -> list[dict]:
    """What --json has of every problem that there still is, with new predictions."""
    def key(result: dict) -> tuple:
        return result["problem"], result["threads"]
    predicted = {key(result): result
                 for result in predicted_times.run(arguments, "--grid", "--predict")}
    return [result | predicted[key(result)] for result in predicted_times.read(arguments)
            if key(result) in predicted]


def kind(result: dict) -> str:
    return result["problem"].split("/")[0]


def error(result: dict) -> float:
    return result["predicted_s"] / result["min_s"] - 1


def ranks(values: list[float]) -> list[float]:
    """Positions in order; what is equal shares the mean position."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            places[i] = (at + end - 1) / 2
        at = end
    return places


def rank_correlation(results: list[dict]) -> float:
    return statistics.correlation(ranks([r["predicted_s"] for r in results]),
                                  ranks([r["min_s"] for r in results]))


def summarize(name: str, results: list[dict]) -> dict:
    errors = [abs(error(r)) for r in results]
    return {"what": name, "times": len(results),
            "correlation": rank_correlation(results) if len(results) > 2 else 1.0,
            "median": statistics.median(errors), "largest": max(errors)}


def print_table(rows: list[dict]) -> None:
    print("| op | times | rank correlation | median error | largest |\n"
          "|---|---|---|---|---|")
    for row in rows:
        print("| {what} | {times} | {correlation:.3f} | {median:.0%} | {largest:.0%} |"
              .format(**row))


def print_worst(results: list[dict], count: int) -> None:
    for r in sorted(results, key=lambda r: -abs(error(r)))[:count]:
        print(f"{r['problem']:36} {r['threads']} threads: measured "
              f"{1e6 * r['min_s']:10.1f} us, predicted {1e6 * r['predicted_s']:10.1f}"
              f" ({error(r):+.0%}), {r['bound']}")


def main() -> int:
    parser = predicted_times.make_parser(__doc__, threads="1,2", repetitions=7)
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    results = (predict_again(arguments) if arguments.reuse
               else predicted_times.measure(arguments, "--grid"))
    kinds = sorted({kind(r) for r in results})
    rows = [summarize(each, [r for r in results if kind(r) == each]) for each in kinds]
    overall = summarize("all", results)
    print_table([*rows, overall])
    print_worst(results, arguments.worst)
    good = (overall["correlation"] >= LEAST_CORRELATION
            and overall["median"] <= MOST_ERROR)
    return 0 if good or not arguments.check else 1


if __name__ == "__main__":
    sys.exit(main())
