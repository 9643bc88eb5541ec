# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Results of benchmarks: one form for those from C++ and from Python.

A result is a dictionary: problem, variant, threads, samples_s (a list of seconds)
and what is known beside that. Two results of one problem, variant and number of
threads are one result with the samples of both.
"""

import ctypes
import json
import os
import statistics
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 2


def sample(run, repeat: int) -> list[float]:
    """Seconds of each of `repeat` calls, after calls that do not count."""
    for _ in range(WARM_UP):
        run()
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return seconds


def keep_freed_memory() -> None:
    """The allocator setting that our programs measure with: glibc keeps what is freed."""
    m_trim_threshold, m_mmap_threshold, largest = -1, -3, 2**31 - 1
    libc = ctypes.CDLL("libc.so.6")
    libc.mallopt(m_mmap_threshold, largest)
    libc.mallopt(m_trim_threshold, largest)


def key(result: dict) -> tuple:
    return result["problem"], result["variant"], result["threads"]


def merged(results: list[dict]) -> list[dict]:
    joined: dict[tuple, dict] = {}
    for result in results:
        known = joined.setdefault(key(result), {**result, "samples_s": []})
        known["samples_s"] = known["samples_s"] + result["samples_s"]
    for result in joined.values():
        result.update(spread(result["samples_s"]))
    return list(joined.values())


def spread(samples: list[float]) -> dict:
    ordered = sorted(samples)
    last = len(ordered) - 1
    return {"median_s": statistics.median(ordered),
            "min_s": ordered[0],
            "p5_s": ordered[round(0.05 * last)],
            "p95_s": ordered[round(0.95 * last)],
            "runs": len(ordered)}


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def machine() -> dict:
    return {"processor": processor(), "cores": os.cpu_count(),
            "load_before": os.getloadavg()[0]}


def write_json(report: dict, path: Path) -> None:
    """Whole or not at all."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(json.dumps(report, indent=1) + "\n")
    unfinished.replace(path)
