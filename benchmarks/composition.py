#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Is the order that compiled code runs in the faster one?

    benchmarks/composition.py [--bin=build/release/bin] [--threads=2] [--filter=REGEX]
        [--machine=zen5|machine.json] [--repetitions=5] [--json=FILE [--reuse]] [--all]

Runs `kernel-benchmarks --compositions`: a layer y = D A D x w^T (GCN's), one y = mean(x) w^T
(SAGE's) and one y = (sum(x) + (1 + eps) x) w^T (GIN's) on graphs of several sizes and degrees, for
pairs of widths, in both orders, forced, and as it is compiled without an option: the graph chooses
the version at run time. The three take turns in one process, and the best repetition of each
counts. A choice is right where the last is within 10 % of the better order. Prints the cases that
are not (all with --all), with the order that the time model names for this graph, and two shares:
of cases where the compiled choice is right, and of those where the named order, as it was forced,
is within 10 % of the other.
"""

import sys

import predicted_times

ORDERS = ("multiply-first", "aggregate-first")
TOLERANCE = 1.1


def judge(results: list[dict]) -> list[dict]:
    """One object a layer, graph and pair of widths."""
    cases = {}
    for result in results:
        cases.setdefault((result["problem"], result["threads"]), {})[result["variant"]] = result
    judged = []
    for (problem, threads), forms in cases.items():
        seconds = {variant: form["min_s"] for variant, form in forms.items()}
        best = min(seconds[order] for order in ORDERS)
        named = min(ORDERS, key=lambda order: forms[order]["predicted_s"])
        judged.append({"problem": problem, "threads": threads, "seconds": seconds,
                       "predicted": {order: forms[order]["predicted_s"] for order in ORDERS},
                       "named": named, "loss": seconds["auto"] / best,
                       "loss_of_named": seconds[named] / best})
    return judged


def print_case(case: dict) -> None:
    times = "  ".join(f"{1e6 * case['seconds'][order]:8.0f} ({1e6 * case['predicted'][order]:.0f})"
                      for order in ORDERS)
    print(f"{case['problem']:42} {times}  auto {1e6 * case['seconds']['auto']:8.0f} us  "
          f"{case['named']:15} {case['loss_of_named']:.2f} {case['loss']:.2f}")


def main() -> int:
    parser = predicted_times.make_parser(__doc__, threads="2", repetitions=5)
    parser.add_argument("--all", action="store_true", help="print cases that are right, too")
    arguments = parser.parse_args()
    cases = judge(predicted_times.read(arguments) if arguments.reuse
                  else predicted_times.measure(arguments, "--compositions"))
    print(f"{'':42} {ORDERS[0]} (predicted)  {ORDERS[1]} (predicted)")
    for case in cases:
        if arguments.all or max(case["loss"], case["loss_of_named"]) > TOLERANCE:
            print_case(case)
    for key, what in (("loss", "compiled"), ("loss_of_named", "named")):
        right = sum(case[key] <= TOLERANCE for case in cases)
        print(f"{what} within 10 % of the better order: {right} of {len(cases)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
