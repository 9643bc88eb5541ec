#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks the example specs against the reference logits of the trained models.

Builds each spec of examples/specs/ with PyG, loads the parameters of every model
file of that architecture, runs it in float32 and in float64, and compares with
the `ref.logits` in the file:

    build/venv/bin/python python/check_specs.py [--data=DIR]

Exits 1 if a float64 result differs by more than 1e-9 relative to the largest
logit, a float32 one by more than 1e-4 absolute, or a prediction changes.
"""

import argparse
import os
import sys
from pathlib import Path

import torch

from gnn_data import GraphData, read_data
from gnn_spec import build

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ("cora", "coauthor_physics", "mutag")
DENSE_LIMIT = 10_000_000  # features of more entries stay sparse


def features(data: GraphData, dtype: torch.dtype) -> torch.Tensor:
    x = data.x.to(dtype)
    small = x.numel() <= DENSE_LIMIT
    return x.to_dense() if x.layout == torch.sparse_csr and small else x


def check(name: str, spec: Path, parameters: Path, data: GraphData) -> bool:
    model, reference = build(spec, parameters)
    expected = reference["ref.logits"]
    results = {}
    for dtype in (torch.float32, torch.float64):
        with torch.inference_mode():
            results[dtype] = model.to(dtype)(
                features(data, dtype), data.edge_index, data.batch,
                data.num_graphs)
    error32 = (results[torch.float32] - expected).abs().max().item()
    error64 = (results[torch.float64] - expected).abs().max().item()
    changed = (results[torch.float32].argmax(-1) != expected.argmax(-1)).sum()
    good = (error32 <= 1e-4 and error64 <= 1e-9 * expected.abs().max()
            and changed == 0)
    print(f"{'ok  ' if good else 'FAIL'} {name:28} float32 {error32:.1e}  "
          f"float64 {error64:.1e}  changed predictions {int(changed)}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=Path(
        os.environ.get("GNN_DATA_DIR", ROOT.parent / "shared" / "data")))
    folder = parser.parse_args().data
    torch.set_num_threads(1)
    all_good, checked = True, 0
    for dataset in DATASETS:
        data = read_data(folder / f"{dataset}.safetensors")
        for spec in sorted((ROOT / "examples/specs").glob(f"*_{dataset}.json")):
            models = [*folder.glob(f"{spec.stem}.safetensors"),
                      *sorted(folder.glob(f"{spec.stem}_seed*.safetensors"))]
            for file in models:
                all_good &= check(file.stem, spec, file, data)
                checked += 1
    print(f"{checked} models checked")
    return 0 if all_good and checked else 1


if __name__ == "__main__":
    sys.exit(main())
