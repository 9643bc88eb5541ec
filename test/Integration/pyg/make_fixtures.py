#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes the fixtures: what PyG computes for small models on awkward graphs.

For every model of fixture_models.py: NAME.json, the spec; NAME.data.safetensors,
the graph; NAME.params.safetensors, random parameters and the tensor `ref.logits`,
PyG's float64 result for these float32 parameters.

    build/venv/bin/python test/Integration/pyg/make_fixtures.py [--check] [NAME ...]

Without names, all of them. --check makes them in memory only and exits 1 where
a committed one differs.
"""

import argparse
import json
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
import torch
import torch_geometric
from safetensors.torch import load_file

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[2] / "python"), str(HERE)]
from fixture_graphs import FEATURES, GRAPHS  # noqa: E402
from fixture_models import (MODELS, TORCH_BATCH_NORM_NAMES,  # noqa: E402
                            WEIGHT_SCALE)
from gnn_data import read_data, save_sorted  # noqa: E402
from gnn_spec import SpecModel, build  # noqa: E402

CLASSES = 3


def spec_text(name: str, layers: list[dict]) -> str:
    lines = ",\n".join("   " + json.dumps(layer) for layer in layers)
    return (f'{{"name": "{name}", "features": {FEATURES},\n "layers": [\n'
            f"{lines}]}}\n")


def labels_and_masks(rng: np.random.Generator, data: dict) -> dict:
    """Random labels; a third of the rows in each split (graph sets use folds)."""
    if "graph_ptr" in data:
        return {"y": rng.integers(0, CLASSES, len(data["graph_ptr"]) - 1)}
    nodes = len(data["x_indptr"]) - 1 if "x_indptr" in data else len(data["x"])
    part = np.arange(nodes) % 3
    masks = {f"{split}_mask": part == number
             for number, split in enumerate(("train", "val", "test"))}
    return {"y": rng.integers(0, CLASSES, nodes), **masks}


def random_tensor(rng: np.random.Generator, key: str, like: torch.Tensor,
                  scale: float) -> torch.Tensor:
    """Away from every default: a forgotten bias, eps or variance must show."""
    if key.endswith("running_var"):
        values = rng.uniform(0.3, 2.0, like.shape)
    elif key.endswith("eps"):
        values = rng.uniform(-0.4, 0.8, like.shape)
    else:
        values = rng.normal(size=like.shape) * 0.6 * scale
    return torch.from_numpy(values.astype(np.float32))


def random_parameters(rng: np.random.Generator, name: str,
                      model: SpecModel) -> dict[str, torch.Tensor]:
    scale = WEIGHT_SCALE.get(name, 1.0)
    state = {}
    for key, value in model.state_dict().items():
        if key.endswith("num_batches_tracked"):
            state[key] = torch.tensor(7)  # a user's file has it; nobody reads it
        else:
            state[key] = random_tensor(rng, key, value, scale)
    if name in TORCH_BATCH_NORM_NAMES:
        state = {k.replace(".module.", "."): v for k, v in state.items()}
    return state


def reference(folder: Path, name: str) -> torch.Tensor:
    """PyG's float64 result of the files in `folder`, read back from there."""
    data = read_data(folder / f"{name}.data.safetensors")
    model, _ = build(folder / f"{name}.json",
                     folder / f"{name}.params.safetensors")
    # A readout of a single graph is what PyG makes of batch=None.
    with torch.inference_mode():
        return model.double()(data.x.double().to_dense(), data.edge_index,
                              data.batch, data.num_graphs)


def make(folder: Path, name: str) -> None:
    graph, purpose, layers = MODELS[name]
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    (folder / f"{name}.json").write_text(spec_text(name, layers))
    data = GRAPHS[graph](rng)
    data.update(labels_and_masks(rng, data))
    metadata = {"name": graph}
    if "x_indptr" in data:
        metadata["x_shape"] = f"{len(data['x_indptr']) - 1},{FEATURES}"
    tensors = {k: torch.from_numpy(np.ascontiguousarray(v))
               for k, v in data.items()}
    save_sorted(tensors, folder / f"{name}.data.safetensors", metadata)

    spec = json.loads((folder / f"{name}.json").read_text())
    parameters = random_parameters(rng, name, SpecModel(spec))
    path = folder / f"{name}.params.safetensors"
    about = {"purpose": purpose, "versions": f"torch {torch.__version__}, "
             f"torch-geometric {torch_geometric.__version__}"}
    save_sorted(parameters, path, about)
    parameters["ref.logits"] = reference(folder, name)
    save_sorted(parameters, path, about)


def same(left: Path, right: Path) -> bool:
    """Tensors equal up to the rounding of another processor's float64."""
    if not right.exists():
        return False
    if left.suffix == ".json":
        return left.read_text() == right.read_text()
    a, b = (load_file(path) for path in (left, right))
    return a.keys() == b.keys() and all(
        a[k].dtype == b[k].dtype and a[k].shape == b[k].shape
        and torch.allclose(a[k], b[k], rtol=1e-12, atol=1e-12) for k in a)


def check(names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        for name in names:
            make(Path(temporary), name)
        made = sorted(Path(temporary).iterdir())
        stale = [f.name for f in made if not same(f, HERE / f.name)]
    print(f"{len(made) - len(stale)} files as committed, {len(stale)} differ",
          *stale, sep="\n  ")
    return 1 if stale else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MODELS):
        parser.error(f"no model is called {min(unknown)!r}")
    names = arguments.names or list(MODELS)
    torch.set_num_threads(1)
    if arguments.check:
        return check(names)
    for name in names:
        make(HERE, name)
    print(f"{len(names)} fixtures in {HERE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
