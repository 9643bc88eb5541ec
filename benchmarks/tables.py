# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Results as tables in Markdown."""

import re
import statistics

OURS = "gnn-opt"
PEAK = "peak"  # as many multiply-adds in registers, by turns with what needs them


def kernel_table(results: list[dict]) -> list[str]:
    """A row a problem: our time, and how many times as long the peers take."""
    problems: dict[str, list[dict]] = {}
    for result in results:
        problems.setdefault(result["problem"], []).append(result)
    rows = ["| op | gnn-opt ms (5..95 %) | peers, times as long |", "|---|---|---|"]
    for problem, variants in problems.items():
        ours = next((v for v in variants if v["variant"] == OURS), None)
        if not ours:
            continue
        peers = ", ".join(
            f"{v['variant']} {v['median_s'] / ours['median_s']:.2f}"
            for v in sorted(variants, key=lambda v: v["median_s"])
            if v is not ours and v["variant"] != PEAK)
        rows.append(f"| {problem} | {1e3 * ours['median_s']:.3f} "
                    f"({1e3 * ours['p5_s']:.3f}..{1e3 * ours['p95_s']:.3f}) | {peers} |")
    return rows


def model_table(results: list[dict]) -> list[str]:
    """A row a model, then the means over all models."""
    rows = ["| model | PyG ms | gnn-opt ms | ratio (min..max) | pruned ms | ratio | "
            "PyG's fastest form |", "|---|---|---|---|---|---|---|"]
    for r in results:
        pruned = ratio = "-"
        if "ratio_pruned" in r:
            pruned = f"{r['pruned_ms']['median']:.2f}"
            ratio = f"{r['ratio_pruned']['median']:.2f}"
        rows.append(f"| {r['problem']} | {r['pyg_ms']['median']:.2f} | "
                    f"{r['gnn_opt_ms']['median']:.2f} | "
                    "{median:.2f} ({min:.2f}..{max:.2f})".format(**r["ratio_gnn_opt"])
                    + f" | {pruned} | {ratio} | {r['pyg_form']} |")
    return [*rows, "", *summary(results)]


def summary(results: list[dict]) -> list[str]:
    lines = []
    for side, what in (("gnn_opt", "unpruned"), ("pruned", "pruned")):
        ratios = [r[f"ratio_{side}"]["median"] for r in results
                  if "layer" not in r["problem"]]
        if ratios:
            lines.append(f"{what}: geometric mean "
                         f"{statistics.geometric_mean(ratios):.2f}, least "
                         f"{min(ratios):.2f}")
    return lines


def half_of(problem: str) -> str | None:
    """The problem with half the channels on both sides, where names tell."""
    found = re.fullmatch(r"(aggregate-.*/F|dense/\d+/)(\d+)(?:x(\d+))?", problem)
    if not found:
        return None
    widths = [int(width) for width in found.groups()[1:] if width]
    if any(width % 2 for width in widths):
        return None
    return found[1] + "x".join(str(width // 2) for width in widths)


def halved_rows(pairs: list[tuple]) -> list[str]:
    """Of name, multiply-adds and milliseconds before, and both after."""
    rows = ["| whole | ms | half's ms | multiply-adds, of the whole's | time | realised |",
            "|---|---|---|---|---|---|"]
    for name, work, ms, half_work, half_ms in pairs:
        fewer, faster = work / half_work, ms / half_ms
        rows.append(f"| {name} | {ms:.3f} | {half_ms:.3f} | 1/{fewer:.2f} | "
                    f"1/{faster:.2f} | {faster / fewer:.0%} |")
    return rows


def halved_kernels(results: list[dict]) -> list[str]:
    ours = {r["problem"]: r for r in results if r["variant"] == OURS}
    return halved_rows([
        (problem, r["multiply_adds"], 1e3 * r["median_s"],
         ours[half]["multiply_adds"], 1e3 * ours[half]["median_s"])
        for problem, r in ours.items() if (half := half_of(problem)) in ours])


def halved_models(results: list[dict]) -> list[str]:
    return halved_rows([
        (r["problem"], r["multiply_adds"]["gnn_opt"], r["gnn_opt_ms"]["median"],
         r["multiply_adds"]["halved"], r["halved_ms"]["median"])
        for r in results if "halved_ms" in r])


def command_lines(report: dict) -> list[str]:
    """The runs, each with a file of its own, and what joined them."""
    files = [f"{number}.json" for number in range(len(report["commands"]))]
    return [*(f"{command} --json={file}"
              for command, file in zip(report["commands"], files)),
            f"benchmarks/pages.py {' '.join(files)} --to={report['folder']}"]
