#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes the fixtures: what other tools think of the channels and weights of a model.

For every NAME.json here, a spec of Linear, BatchNorm, ReLU, Add and Concat only:
NAME.safetensors, random parameters, NAME.data.safetensors, random features, and
NAME.peers.json, what Torch-Pruning finds for its groups and scores, and
torch.nn.utils.prune and torchao for its masks.

    build/venv/bin/pip install -r benchmarks/requirements-peers.txt
    build/venv/bin/python test/Integration/torch_pruning/make_fixtures.py
"""

import copy
import json
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
import torch_pruning as tp
from torch import nn
from torch.nn.utils import prune
from torchao.sparsity import WandaSparsifier

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[2] / "python"), str(HERE)]
from gnn_data import save_sorted  # noqa: E402
from plain_model import PlainModel  # noqa: E402

SPARSITY = 0.5
ROWS = 20


def random_state(name: str, model: nn.Module) -> dict[str, torch.Tensor]:
    """Away from every default; variances are positive."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    state = {}
    for key, like in model.state_dict().items():
        if key.endswith("num_batches_tracked"):
            continue
        values = rng.normal(size=tuple(like.shape))
        if key.endswith("running_var"):
            values = np.abs(values) + 0.3
        state[key] = torch.from_numpy(values.astype(np.float32))
    return state


def find_groups(model: nn.Module) -> list[tp.dependency.Group]:
    """All groups but the output's, each rooted at the first layer of the model.

    DependencyGraph.get_all_groups has the same groups, rooted at the last.
    """
    example = torch.zeros(2, model.spec["features"])
    graph = tp.DependencyGraph().build_dependency(model, example)
    linears = [m for m in model.children() if isinstance(m, nn.Linear)]
    groups, placed = [], {linears[-1]}
    for linear in linears:
        if linear in placed:
            continue
        groups.append(graph.get_pruning_group(
            linear, tp.prune_linear_out_channels,
            list(range(linear.out_features))))
        placed.update(dep.layer for dep, _ in groups[-1]
                      if dep.pruning_fn == tp.prune_linear_out_channels)
    return groups


def members(model: nn.Module, group: tp.dependency.Group) -> list[list]:
    """[parameter, dimension, indices, root channels] of each pruned dimension."""
    names = {module: name for name, module in model.named_modules()}
    found = []
    for item in group:
        layer = item.dep.layer
        if layer not in names:
            continue
        reads = item.dep.pruning_fn == tp.prune_linear_in_channels
        tensors = ["weight"] if reads else [
            key for key in layer.state_dict() if key != "num_batches_tracked"]
        found += [[f"{names[layer]}.{key}", int(reads), list(item.idxs),
                   list(item.root_idxs)] for key in tensors]
    return found


def scorers():
    """The importances of Torch-Pruning that need no gradient, with arguments."""
    for p in (1, 2):
        for reduction in ("sum", "mean", "max", "prod", "first"):
            yield tp.importance.MagnitudeImportance, dict(
                p=p, group_reduction=reduction, normalizer=None, bias=True)
        for reduction in ("sum", "max", "first"):
            yield tp.importance.FPGMImportance, dict(
                p=p, group_reduction=reduction, normalizer=None)
        yield tp.importance.MagnitudeImportance, dict(
            p=p, group_reduction="sum", normalizer=None, bias=False)
    for normalizer in ("sum", "mean", "max", "gaussian"):
        yield tp.importance.MagnitudeImportance, dict(
            p=1, group_reduction="mean", normalizer=normalizer, bias=True)
    yield tp.importance.MagnitudeImportance, dict(
        p=2, group_reduction="mean", normalizer="mean", bias=True)
    yield tp.importance.LAMPImportance, dict(
        p=2, group_reduction="mean", normalizer="lamp", bias=True)
    for reduction in ("sum", "mean", "max"):
        yield tp.importance.BNScaleImportance, dict(
            group_reduction=reduction, normalizer=None)


def all_scores(groups: list) -> list[dict]:
    """None where Torch-Pruning has no score for a group."""
    made = []
    for scorer, arguments in scorers():
        scores = [scorer(**arguments)(group) for group in groups]
        made.append({"by": scorer.__name__, "with": arguments, "scores": [
            s if s is None else s.tolist() for s in scores]})
    return made


def activation_scores(model: nn.Module, groups: list, x: torch.Tensor) -> dict:
    """The sum of |x_k| over all rows, of each layer that reads the channel."""
    arguments = dict(group_reduction="sum", normalizer=None)
    scorer = tp.importance.ActivationImportance(**arguments)
    with scorer.compute_importance(model), torch.no_grad():
        model(x)
    return {"by": "ActivationImportance", "with": arguments, "rows": len(x),
            "scores": [scorer(group).tolist() for group in groups]}


def rows(removed: torch.Tensor) -> list[str]:
    return ["".join("-" if gone else "w" for gone in row) for row in removed]


def lamp_removed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The authors' formula as Torch-Pruning has it, on single weights."""
    lamp = tp.importance.MagnitudeImportance()._lamp
    scores = {key: lamp(w.pow(2)) for key, w in weights.items()}
    together = torch.cat([s.flatten() for s in scores.values()])
    threshold = together.sort().values[round(SPARSITY * len(together))]
    return {key: s < threshold for key, s in scores.items()}


def magnitude_removed(model: nn.Module) -> dict[str, torch.Tensor]:
    linears = {n: m for n, m in model.named_children()
               if isinstance(m, nn.Linear)}
    prune.global_unstructured([(m, "weight") for m in linears.values()],
                              prune.L1Unstructured, amount=SPARSITY)
    return {f"{name}.weight": m.weight_mask == 0 for name, m in linears.items()}


def wanda_removed(model: nn.Module, x: torch.Tensor) -> dict[str, torch.Tensor]:
    """torchao's observer keeps squares of norms and never takes the root."""
    model = copy.deepcopy(model)
    sparsifier = WandaSparsifier(sparsity_level=SPARSITY)
    sparsifier.prepare(model, [{"tensor_fqn": f"{name}.weight"} for name, m
                               in model.named_children()
                               if isinstance(m, nn.Linear)])
    with torch.no_grad():
        model(x)
    for group in sparsifier.groups:
        group["module"].activation_post_process.norm.sqrt_()
    sparsifier.step()
    return {group["tensor_fqn"]: group["module"].parametrizations.weight[0].mask == 0
            for group in sparsifier.groups}


def all_masks(model: nn.Module, x: torch.Tensor) -> list[dict]:
    weights = {key: value for key, value in model.state_dict().items()
               if value.dim() == 2}
    removed = {("lamp", "global"): lamp_removed(weights),
               ("wanda", "layer"): wanda_removed(model, x),
               ("magnitude", "global"): magnitude_removed(model)}
    return [{"criterion": criterion, "scope": scope, "sparsity": SPARSITY,
             "rows": {key: rows(r) for key, r in matrices.items()}}
            for (criterion, scope), matrices in removed.items()]


def random_data(name: str, features: int) -> dict[str, torch.Tensor]:
    """Nodes without edges, which no layer here asks for."""
    rng = np.random.default_rng(zlib.crc32(name.encode()) + 1)
    x = rng.normal(size=(ROWS, features)).astype(np.float32)
    return {"x": torch.from_numpy(x),
            "edge_index": torch.zeros(2, 0, dtype=torch.int64),
            "y": torch.zeros(ROWS, dtype=torch.int64)}


def make(spec_path: Path) -> None:
    name = spec_path.stem
    model = PlainModel(json.loads(spec_path.read_text()))
    state = random_state(name, model)
    model.load_state_dict(state, strict=False)
    versions = {p: version(p) for p in ("torch", "torch-pruning", "torchao")}
    save_sorted(state, HERE / f"{name}.safetensors", {"made": "at random"})
    data = random_data(name, model.spec["features"])
    save_sorted(data, HERE / f"{name}.data.safetensors", {"name": name})
    groups = find_groups(model.eval())
    # Before ActivationImportance, which sorts indices in place.
    found = [members(model, group) for group in groups]
    scores = all_scores(groups)
    scores.append(activation_scores(model, groups, data["x"]))
    peers = {"versions": versions,
             "groups": found,
             "scores": scores, "masks": all_masks(model, data["x"])}
    lines = json.dumps(peers, indent=1)
    (HERE / f"{name}.peers.json").write_text(lines + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for path in sorted(HERE.glob("*.json")):
        if not path.stem.endswith(".peers"):
            make(path)
