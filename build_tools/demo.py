#!/usr/bin/env python3
"""Runs the main job on trained models and prints one table.

Each variant is made from the imported model by gnn-opt, run on the test split by
gnn-run, and compiled to an object file by gnn-compile. Needs no package.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPEAT = 20

# What each row does to the original model. There is no recovery after pruning, so
# accuracy is what it is. Dead neurons are those that pruned weights leave behind;
# removing them changes no result.
CHANNELS = ["--gnn-prune-channels=criterion=l2 ratio=0.25"]
WEIGHTS = ["--gnn-prune-weights=criterion=magnitude sparsity=0.5"]
DEAD = ["--gnn-decompose-layers", "--gnn-eliminate-dead-neurons"]
VARIANTS = [
    ("original", []),
    ("channels pruned", CHANNELS),
    ("weights pruned", WEIGHTS),
    ("dead removed", WEIGHTS + DEAD),
]
COLUMNS = [
    ("model", "model", "{}"), ("variant", "variant", "{}"),
    ("accuracy", "accuracy", "{:.4f}"), ("macro-F1", "macro_f1", "{:.4f}"),
    ("parameters", "parameters", "{:,}"), ("nonzero", "nonzero_parameters", "{:,}"),
    ("multiply-adds", "multiply_adds", "{:,}"), ("object bytes", "object_bytes", "{:,}"),
    ("median ms", "latency_ms", "{:.3f}"),
]


def call(command):
    """Runs a tool; its stderr is ours, and its failure ends the demo."""
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE)
    if result.returncode:
        sys.exit(f"error: {' '.join(str(part) for part in command)} failed")
    return result.stdout


def models(data):
    digits = ROOT / "examples" / "digits"
    yield ("digits-sage", digits / "sage_digits.json", digits / "sage_digits.safetensors",
           digits / "digits.safetensors", [])
    cora = data / "cora.safetensors"
    if not cora.exists():
        print("note: no Cora here; --data=DIR says where it is", file=sys.stderr)
        return
    yield ("cora-gcn64", ROOT / "examples/specs/gcn64_cora.json",
           data / "gcn64_cora_seed0.safetensors", cora, ["--sparse-features"])


def measure(tools, folder, model, variant, ir, graph):
    """One row of the table."""
    run = json.loads(call([tools / "gnn-run", ir, f"--data={graph}", "--split=test",
                           "--engine=jit", f"--repeat={REPEAT}", "--json"]))
    target = folder / "model.o"
    call([tools / "gnn-compile", ir, "--emit=obj", "--target=host", "-o", target])
    keys = ["accuracy", "macro_f1", "parameters", "nonzero_parameters", "multiply_adds"]
    row = {"model": model, "variant": variant, **{key: run[key] for key in keys}}
    return {**row, "object_bytes": target.stat().st_size,
            "latency_ms": run["latency_ms"]["median"]}


def run_model(tools, folder, name, spec, params, graph, flags):
    original = folder / f"{name}.mlirbc"
    call([tools / "gnn-import", f"--spec={spec}", f"--params={params}", *flags,
          "-o", original])
    for variant, passes in VARIANTS:
        ir = folder / f"{name}-{variant.replace(' ', '-')}.mlirbc"
        call([tools / "gnn-opt", original, *passes, "--emit-bytecode", "-o", ir])
        yield measure(tools, folder, name, variant, ir, graph)


def print_table(rows):
    cells = [[title for title, _, _ in COLUMNS]]
    cells += [[form.format(row[key]) for _, key, form in COLUMNS] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(COLUMNS))]
    for number, line in enumerate(cells):
        print("  ".join(cell.ljust(width) if i < 2 else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(line, widths))))
        if number == 0:
            print("  ".join("-" * width for width in widths))


def write_json(path, rows):
    temporary = path.with_name(path.name + ".tmp")
    try:
        temporary.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
        temporary.replace(path)
    except OSError as error:
        sys.exit(f"error: cannot write {path}: {error.strerror}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the tools")
    parser.add_argument("--data", type=pathlib.Path,
                        default=os.environ.get("GNN_DATA_DIR") or ROOT.parent / "shared/data")
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()

    begin = time.monotonic()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for model in models(pathlib.Path(arguments.data)):
            rows += run_model(arguments.bin, pathlib.Path(folder), *model)
    print_table(rows)
    print(f"\n{len(rows)} variants imported, pruned, compiled and measured in "
          f"{time.monotonic() - begin:.1f} s")
    if arguments.json:
        write_json(arguments.json, rows)


if __name__ == "__main__":
    main()
