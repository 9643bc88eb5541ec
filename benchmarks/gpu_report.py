#!/usr/bin/env python3
"""What each GPU kernel of a model needs, before and after pruning, on each chip.

usage: benchmarks/gpu_report.py --bin=build/release/bin [--chips=sm_75,sm_80,sm_90,sm_100]
         [--ratio=0.5] [--data=NAME=FILE ...] [--json=FILE] [--check] NAME=MODEL.mlir ...

Compiles each model to PTX, as it is and with a share of its channels pruned, has ptxas
assemble it, and prints for each kernel the registers, spills and shared memory that
ptxas reports, and the theoretical occupancy that follows from them. Then, for each
model, the time in which the memory and the arithmetic of the chip could at best do what
gnn-print-cost counts (for its data, or --nodes and --edges): an estimate, not a measurement.
For a model with --data, the kernels also run on the emulated GPU: the sectors of 32 bytes
that one run of each loads and stores, how many times the sectors that the bytes of its
requests would fill, and the most words that one request wants of one bank of shared memory.
--check exits 1 where a kernel spills, or an occupancy is below one half without a reason.
"""

import argparse
import dataclasses
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOOLKIT = pathlib.Path("/usr/local/cuda/bin")
WARP = 32


@dataclasses.dataclass(frozen=True)
class Chip:
    """What one multiprocessor has (CUDA Programming Guide, compute capabilities), and what
    the card that stands for the chip moves and computes at most (its data sheet)."""
    warps: int
    blocks: int
    shared: int           # bytes of shared memory
    reserved: int         # of it, for the system, in each block
    card: str
    gigabytes: float      # a second
    teraflops: float      # f32, a multiply-add counts two
    registers: int = 65536


# Kernels, by the op that they compute, that occupy less than half a multiprocessor, and why.
REASONS = {"linear": "32 sums of each thread in registers"}
LEAST_WITH_REASON = 0.4

CHIPS = {
    "sm_75": Chip(32, 16, 64 << 10, 0, "T4", 320, 8.1),
    "sm_80": Chip(64, 32, 164 << 10, 1 << 10, "A100", 1555, 19.5),
    "sm_90": Chip(64, 32, 228 << 10, 1 << 10, "H100 SXM", 3350, 66.9),
    "sm_100": Chip(64, 32, 228 << 10, 1 << 10, "B200", 7700, 75.0),
}


@dataclasses.dataclass
class Kernel:
    name: str
    threads: int
    registers: int = 0
    spills: int = 0
    shared: int = 0
    # What one run moves, where there is data to run on.
    sectors: int | None = None
    ideal_sectors: int | None = None
    bank_ways: int | None = None

    def occupancy(self, chip):
        """Warps that a multiprocessor holds, of those that it could."""
        warps = -(-self.threads // WARP)
        # Registers are handed out to warps by 256, shared memory to blocks by 128 bytes.
        registers = -(-self.registers * WARP // 256) * 256 * warps
        shared = -(-(self.shared + chip.reserved) // 128) * 128
        blocks = min(chip.blocks, chip.warps // warps, chip.registers // max(registers, 1),
                     chip.shared // shared if shared else chip.blocks)
        return blocks * warps / chip.warps

    def reason(self, chip):
        """Why the occupancy is below one half, where it is."""
        if self.occupancy(chip) >= 0.5:
            return ""
        return REASONS.get(self.name.rpartition("_")[0], "no reason")

    def is_good(self, chip):
        least = LEAST_WITH_REASON if self.reason(chip) != "no reason" else 0.5
        return not self.spills and self.occupancy(chip) >= least


def call(*command, **more):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if result.returncode:
        sys.exit(f"error: {' '.join(map(str, command))}\n{result.stderr}")
    return result


def find_ptxas():
    found = shutil.which("ptxas") or shutil.which("ptxas", path=str(TOOLKIT))
    if not found:
        sys.exit(f"error: expected ptxas in PATH or {TOOLKIT} but found none")
    return found


def read_threads(ptx):
    """Threads of a block for each kernel, which PTX states."""
    found = re.findall(r"\.entry (\w+)\(.*?\.maxntid (\d+)", ptx, re.DOTALL)
    return {name: int(threads) for name, threads in found}


def parse_ptxas(text, threads):
    kernels = []
    for line in text.splitlines():
        if entry := re.search(r"Compiling entry function '(\w+)'", line):
            kernels.append(Kernel(entry[1], threads[entry[1]]))
        elif spills := re.search(r"stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", line):
            kernels[-1].spills += int(spills[1]) + int(spills[2])
        elif used := re.search(r"Used (\d+) registers", line):
            kernels[-1].registers = int(used[1])
            if shared := re.search(r"(\d+) bytes smem", line):
                kernels[-1].shared = int(shared[1])
    return kernels


def compile_kernels(tools, ptxas, model, chip, folder):
    ptx = folder / "model.ptx"
    call(tools / "gnn-compile", model, "--emit=ptx", f"--target={chip}", "-o", ptx)
    report = call(ptxas, "-v", "--warn-on-spills", f"-arch={chip}", ptx, "-o", folder / "model.cubin")
    return parse_ptxas(report.stderr, read_threads(ptx.read_text()))


def count_traffic(tools, model, data):
    """What each kernel moves, by its name. Which kernels there are does not depend on the chip."""
    report = json.loads(call(tools / "gnn-run", model, f"--data={data}", "--engine=gpu-emulated",
                             "--gpu-counts", "--json").stdout)
    return {name: {"sectors": counts["loads"]["sectors"] + counts["stores"]["sectors"],
                   "ideal_sectors": counts["loads"]["ideal_sectors"] + counts["stores"]["ideal_sectors"],
                   "bank_ways": counts["shared"]["max_ways"]}
            for name, counts in report["kernels"].items()}


def add_traffic(kernels, traffic, name):
    compiled = {kernel.name for kernel in kernels}
    if strangers := set(traffic) - compiled:
        sys.exit(f"error: expected {name} to run the kernels that were compiled but got "
                 f"{', '.join(sorted(strangers))}; a model of stored features wants gnn-import --sparse-features")
    return [dataclasses.replace(kernel, **traffic.get(kernel.name, {})) for kernel in kernels]


def prune(tools, model, ratio, folder):
    pruned = folder / "pruned.mlirbc"
    call(tools / "gnn-opt", model, f"--gnn-prune-channels=criterion=l2 ratio={ratio}",
         "--emit-bytecode", "-o", pruned)
    return pruned


def read_costs(tools, model, workload):
    """Multiply-adds and bytes of each op."""
    out = call(tools / "gnn-opt", model, "--gnn-optimize-pipeline",
               f"--gnn-print-cost={workload}", "-o", "/dev/null")
    rows = re.findall(r"^ +(\d+) +(\d+) +(\d+) .* gnn\.\w+$", out.stderr, re.MULTILINE)
    if not rows:
        sys.exit(f"error: expected gnn-print-cost to list the ops of {model} but got\n{out.stderr}")
    return [(int(adds), int(read) + int(written)) for adds, read, written in rows]


def estimate(costs, chip):
    """Microseconds: each op takes as long as its bytes or its arithmetic."""
    return sum(max(2 * adds / (chip.teraflops * 1e6), size / (chip.gigabytes * 1e3))
               for adds, size in costs)


def report_model(arguments, name, model, folder):
    ptxas = find_ptxas()
    variants = [("original", model)]
    if arguments.ratio > 0:
        variants.append((f"pruned {arguments.ratio:g}", prune(arguments.bin, model, arguments.ratio, folder)))
    for variant, path in variants:
        data = arguments.data.get(name)
        costs = read_costs(arguments.bin, path, f"data={data}" if data else arguments.workload)
        traffic = count_traffic(arguments.bin, path, data) if data else {}
        for chip in arguments.chips:
            kernels = compile_kernels(arguments.bin, ptxas, path, chip, folder)
            if traffic:
                kernels = add_traffic(kernels, traffic, name)
            yield {"model": name, "variant": variant, "chip": chip,
                   "kernels": [dict(dataclasses.asdict(kernel), occupancy=kernel.occupancy(CHIPS[chip]),
                                    reason=kernel.reason(CHIPS[chip]), good=kernel.is_good(CHIPS[chip]))
                               for kernel in kernels],
                   "bytes": sum(size for _, size in costs), "multiply_adds": sum(adds for adds, _ in costs),
                   "estimated_us": estimate(costs, CHIPS[chip])}


def show_traffic(kernel):
    if kernel["sectors"] is None:
        return f"{'-':>10} {'-':>8} {'-':>5}"
    # A kernel that had nothing to do moved what it had to.
    ratio = kernel["sectors"] / kernel["ideal_sectors"] if kernel["ideal_sectors"] else 1
    return f"{kernel['sectors']:10} {ratio:8.2f} {kernel['bank_ways']:5}"


def read_data(text):
    name, _, path = text.partition("=")
    if not name or not path:
        raise argparse.ArgumentTypeError(f"expected NAME=FILE but got {text}")
    return name, path


def print_report(row):
    print(f"\n{row['model']}, {row['variant']}, {row['chip']}")
    print(f"  {'kernel':24} {'threads':>7} {'registers':>9} {'spills':>6} {'shared':>7} "
          f"{'sectors':>10} {'of ideal':>8} {'banks':>5} {'occupancy':>9}")
    for kernel in row["kernels"]:
        print(f"  {kernel['name']:24} {kernel['threads']:7} {kernel['registers']:9} {kernel['spills']:6} "
              f"{kernel['shared']:7} {show_traffic(kernel)} {100 * kernel['occupancy']:7.0f} % {kernel['reason']}")
    print(f"  roofline estimate on {CHIPS[row['chip']].card}: {row['estimated_us']:.1f} us for "
          f"{row['bytes'] / 1e6:.2f} MB and {row['multiply_adds'] / 1e6:.2f} M multiply-adds")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="NAME=MODEL.mlir")
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--chips", type=lambda text: text.split(","), default=list(CHIPS))
    parser.add_argument("--ratio", type=float, default=0.5, help="channels to prune; 0: no pruned variant")
    parser.add_argument("--data", type=read_data, action="append", default=[], metavar="NAME=FILE",
                        help="count what the kernels of the model NAME move on this data set")
    parser.add_argument("--nodes", type=int, default=2708, help="of models without data")
    parser.add_argument("--edges", type=int, default=10556, help="of models without data")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    arguments.data = dict(arguments.data)
    arguments.workload = (f"nodes={arguments.nodes} edges={arguments.edges} "
                          f"nonzeros={20 * arguments.nodes}")
    named = {model.rpartition("=")[0] or model for model in arguments.models}
    if strangers := set(arguments.data) - named:
        sys.exit(f"error: expected data for {', '.join(sorted(named))} but got it for {', '.join(sorted(strangers))}")
    if unknown := set(arguments.chips) - set(CHIPS):
        sys.exit(f"error: expected chips of {', '.join(CHIPS)} but got {', '.join(sorted(unknown))}")
    return arguments


def main():
    arguments = parse_arguments()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for model in arguments.models:
            name, _, path = model.rpartition("=")
            for row in report_model(arguments, name or path, path, pathlib.Path(folder)):
                print_report(row)
                rows.append(row)
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    bad = [f"{kernel['name']} on {row['chip']}" for row in rows for kernel in row["kernels"]
           if not kernel["good"]]
    if arguments.check and bad:
        sys.exit("error: expected no spills and half the occupancy but got more or less in " + ", ".join(bad))


if __name__ == "__main__":
    main()
