#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes digits.safetensors and sage_digits.safetensors beside this file.

The graph links each of scikit-learn's digit images to its nearest neighbours;
the model is the GraphSAGE of sage_digits.json, trained with PyTorch Geometric:

    build_tools/pyg-venv.sh build/venv
    build/venv/bin/python examples/digits/make_digits.py

The same versions on the same kind of processor give the same files.
"""

import argparse
import platform
import sys
from pathlib import Path

import numpy as np
import safetensors
import sklearn
import torch
import torch.nn.functional as F
import torch_geometric
from sklearn.datasets import load_digits
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import kneighbors_graph

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "python"))
from gnn_data import save_sorted  # noqa: E402
from gnn_spec import SpecModel, read_spec  # noqa: E402

COMMAND = "python examples/digits/make_digits.py"
NEIGHBOURS = 6
SEED = 0
EPOCHS = 300
LEARNING_RATE = 0.01
WEIGHT_DECAY = 5e-4
VERSIONS = (f"python {platform.python_version()}, numpy {np.__version__}, "
            f"scikit-learn {sklearn.__version__}, torch {torch.__version__}, "
            f"torch-geometric {torch_geometric.__version__}, "
            f"safetensors {safetensors.__version__}")


def neighbour_edges(pixels: np.ndarray) -> torch.Tensor:
    """Both directions of every nearest-neighbour pair, grouped by destination."""
    near = kneighbors_graph(pixels, NEIGHBOURS, include_self=False)
    either = near.maximum(near.T).tocsr()
    either.sort_indices()
    either = either.tocoo()  # row = destination: CSR order groups by it
    return torch.from_numpy(np.stack([either.col, either.row]).astype(np.int64))


def split_masks(labels: np.ndarray) -> dict[str, torch.Tensor]:
    """A fixed stratified split: 30 % train, 20 % validation, 50 % test."""
    nodes = np.arange(len(labels))
    rest, test = train_test_split(nodes, test_size=0.5, stratify=labels,
                                  random_state=SEED)
    train, val = train_test_split(rest, test_size=0.4, stratify=labels[rest],
                                  random_state=SEED)
    masks = {}
    for name, chosen in (("train", train), ("val", val), ("test", test)):
        masks[f"{name}_mask"] = torch.zeros(len(labels), dtype=torch.bool)
        masks[f"{name}_mask"][torch.from_numpy(chosen)] = True
    return masks


def make_data() -> dict[str, torch.Tensor]:
    pixels, labels = load_digits(return_X_y=True)
    pixels = (pixels / 16.0).astype(np.float32)
    return {
        "x": torch.from_numpy(pixels),
        "edge_index": neighbour_edges(pixels),
        "y": torch.from_numpy(labels.astype(np.int64)),
        **split_masks(labels),
    }


def accuracy(logits: torch.Tensor, data: dict, mask: str) -> float:
    hit = logits.argmax(-1) == data["y"]
    return hit[data[mask]].double().mean().item()


def train(model: SpecModel, data: dict) -> None:
    """Full-batch Adam; keeps the epoch of the lowest validation loss."""
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE,
                                 weight_decay=WEIGHT_DECAY)
    best_loss, best_state = float("inf"), {}
    for _ in range(EPOCHS):
        model.train()
        optimizer.zero_grad()
        logits = model(data["x"], data["edge_index"])
        mask = data["train_mask"]
        F.cross_entropy(logits[mask], data["y"][mask]).backward()
        optimizer.step()
        loss = validation_loss(model, data)
        if loss < best_loss:
            best_loss = loss
            best_state = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(best_state)


@torch.no_grad()
def validation_loss(model: SpecModel, data: dict) -> float:
    model.eval()
    logits = model(data["x"], data["edge_index"])
    mask = data["val_mask"]
    return F.cross_entropy(logits[mask], data["y"][mask]).item()


@torch.no_grad()
def reference_logits(model: SpecModel, data: dict) -> torch.Tensor:
    """A float64 forward of the float32 weights."""
    model = model.eval().double()
    logits = model(data["x"].double(), data["edge_index"])
    model.float()
    return logits


def data_metadata(data: dict) -> dict[str, str]:
    nodes, features = data["x"].shape
    return {
        "name": "digits",
        "task": "node classification, single label",
        "num_nodes": str(nodes),
        "num_edges_directed": str(data["edge_index"].shape[1]),
        "num_features": str(features),
        "num_classes": "10",
        "x": "8x8 pixel values divided by 16",
        "edges": f"{NEIGHBOURS} nearest neighbours by Euclidean distance, both "
                 "directions stored, no self loops, no duplicates, sorted by "
                 "destination then source; made without labels",
        "split": "stratified, 30 % train, 20 % validation, 50 % test, "
                 f"seed {SEED}",
        "source": "scikit-learn's load_digits: Optical Recognition of "
                  "Handwritten Digits, E. Alpaydin and C. Kaynak (1998), "
                  "UCI Machine Learning Repository, doi 10.24432/C50P49",
        "licence": "CC BY 4.0; pixels rescaled, graph and split added",
        "command": COMMAND,
        "versions": VERSIONS,
    }


def model_metadata(logits: torch.Tensor, data: dict) -> dict[str, str]:
    mask = data["test_mask"]
    macro = f1_score(data["y"][mask], logits.argmax(-1)[mask], average="macro")
    scores = {f"{part}_accuracy": f"{accuracy(logits, data, f'{part}_mask'):.4f}"
              for part in ("train", "val", "test")}
    return {
        "dataset": "digits.safetensors",
        "spec": "sage_digits.json",
        **scores,
        "test_macro_f1": f"{macro:.4f}",
        "training": f"Adam lr {LEARNING_RATE}, weight decay {WEIGHT_DECAY}, "
                    f"dropout 0.5, {EPOCHS} epochs, epoch of the lowest "
                    f"validation loss, seed {SEED}",
        "names": "PyG state dict; ref.logits is a float64 forward of these "
                 "float32 weights",
        "licence": "Apache-2.0 WITH LLVM-exception",
        "command": COMMAND,
        "versions": VERSIONS,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE, help="a folder")
    out = parser.parse_args().out
    torch.set_num_threads(1)  # one order of summation: the same bits again
    torch.manual_seed(SEED)
    data = make_data()
    save_sorted(data, out / "digits.safetensors", data_metadata(data))
    model = SpecModel(read_spec(HERE / "sage_digits.json"))
    train(model, data)
    logits = reference_logits(model, data)
    metadata = model_metadata(logits, data)
    tensors = {**model.state_dict(), "ref.logits": logits}
    save_sorted(tensors, out / "sage_digits.safetensors", metadata)
    for key in ("train_accuracy", "val_accuracy", "test_accuracy",
                "test_macro_f1"):
        print(f"{key} {metadata[key]}")


if __name__ == "__main__":
    main()
