# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where each kernel stands against the machine: a page, for pages.py.

Peak and bandwidths are those that measure-machine measured in the same run; the peak of
a product is measured by turns with it, since clocks drift. A kernel's
roof is the larger of two times: its multiply-adds at peak, and its compulsory bytes at
the bandwidth of the nearest level that holds them all. A kernel that gathers rows has a
second roof: every gathered row from the nearest level that holds all that are gathered
from. It may beat that one, as far as nearer caches hold hubs and neighbourhoods.
"""

from tables import OURS, PEAK, command_lines


def rates(machine: dict) -> list[str]:
    cores = machine["cores"]
    rows = ["| what | one core | all cores |", "|---|---|---|",
            "| multiply-adds in registers, G/s | "
            f"{machine['peak_multiply_adds_core'] / 1e9:.1f} | "
            f"{machine['peak_multiply_adds_total'] / 1e9:.1f} |",
            f"| STREAM triad, GB/s | {machine['triad_core'] / 1e9:.1f} | "
            f"{machine['triad_total'] / 1e9:.1f} |"]
    for level in machine["levels"]:
        for what, key in (("read in order", "read"), ("rows of 256 bytes", "gather")):
            rows.append(f"| {level['name']}, {what}, GB/s | "
                        f"{level[f'{key}_core'] / 1e9:.1f} | "
                        f"{level[f'{key}_total'] / 1e9:.1f} |")
    return [f"{machine['name']}, {cores} cores.", "", *rows]


class Roof:
    """The machine at a number of threads."""

    def __init__(self, machine: dict, threads: int):
        self.levels = machine["levels"]
        self.cores = min(threads, machine["cores"])
        self.peak = self.rate(machine, "peak_multiply_adds")

    def rate(self, measured: dict, what: str) -> float:
        return min(measured[f"{what}_core"] * self.cores, measured[f"{what}_total"])

    def level_of(self, size: float) -> dict:
        """The nearest that holds so many bytes, each core's own or shared."""
        def held(level: dict) -> float:
            return level["bytes"] * (1 if level["shared"] else self.cores)

        return next(level for level in self.levels if held(level) >= size)

    def row(self, r: dict, compute: float | None) -> str:
        """`compute` is what its multiply-adds took at peak, where that is known."""
        seconds = r["median_s"]
        compute = compute or r["multiply_adds"] / self.peak
        level = self.level_of(r["compulsory_bytes"])
        compulsory = r["compulsory_bytes"] / self.rate(level, "read")
        roof = max(compute, compulsory)
        bound = "compute" if compute > compulsory else level["name"]
        return (f"| {r['problem']} | {r['threads']} | {1e3 * seconds:.3f} | "
                f"{r['multiply_adds'] / seconds / 1e9:.1f} ({compute / seconds:.0%}) | "
                f"{r['compulsory_bytes'] / seconds / 1e9:.1f} "
                f"({compulsory / seconds:.0%} of {level['name']}) | "
                f"{bound} {roof / seconds:.0%} | {self.gathered(r)} |")

    def gathered(self, r: dict) -> str:
        if not r["gathered_bytes"]:
            return "-"
        rate = r["gathered_bytes"] / r["median_s"]
        # A table that all cores read is in each one's caches.
        level = next(level for level in self.levels
                     if level["bytes"] >= r["gathered_from"])
        return (f"{rate / 1e9:.1f} ({rate / self.rate(level, 'gather'):.0%} of "
                f"{level['name']})")


def kernels(report: dict) -> list[str]:
    rows = ["| op | threads | ms | G multiply-adds/s (of peak) | compulsory GB/s "
            "| roof, reached | gathered GB/s |", "|---|---|---|---|---|---|---|"]
    by_turns = {(r["problem"], r["threads"]): r["median_s"]
                for r in report["kernels"] if r["variant"] == PEAK}
    for r in report["kernels"]:
        if r["variant"] == OURS:
            rows.append(Roof(report["machine"], r["threads"]).row(
                r, by_turns.get((r["problem"], r["threads"]))))
    return rows


def page(report: dict) -> list[str]:
    return [
        "# Against the machine", "",
        f"{report['processor']}. Written by", "", "```",
        *command_lines(report), "```", "",
        "*Compulsory* bytes are those that must be read or written once: graph, "
        "features, weights, result. They are set against the nearest level of memory "
        "that holds them all. *Gathered* bytes count a source row for every edge, and "
        "are set against rows of 256 bytes from the nearest level that holds all rows; "
        "above 100 %, nearer caches hold hubs and neighbourhoods. Percentages are of "
        "the machine's rate below at the same number of threads; the peak of dense "
        "products was measured by turns with them.", "",
        "## The machine", "", *rates(report["machine"]), "",
        "## The kernels", "", *kernels(report), ""]
