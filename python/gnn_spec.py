# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds a PyTorch Geometric model from a gnn-opt model spec.

A spec is what `gnn-import --spec` reads: one JSON object a layer, in order,
named and parametrised as in PyG. This module is the independent reading of the
same file: whatever the compiler makes of a spec must agree with what PyG
computes for it. The format is described in README.md beside this file.
"""

import json
from typing import NamedTuple

import torch
from gnn_layers import OPS, Built
from safetensors.torch import load_file
from torch import Tensor

MODEL_INPUT = "x"


class Step(NamedTuple):
    module: torch.nn.Module
    inputs: list[int]  # places in the list of values; 0 is the model input
    needs: str


class SpecModel(torch.nn.Module):
    """The model of a spec; its state dict has the names that the spec gives."""

    def __init__(self, spec: dict):
        super().__init__()
        self.features = spec["features"]
        self._steps: list[Step] = []
        places, widths, pooled = {MODEL_INPUT: 0}, [self.features], [False]
        modules: dict[str, tuple[dict, torch.nn.Module]] = {}
        for number, layer in enumerate(spec["layers"]):
            layer, module = self._called(layer, modules)
            inputs = self._inputs(layer, places, number)
            built = self._build(layer, [widths[i] for i in inputs])
            built = built._replace(module=module or built.module)
            pooled.append(self._is_pooled(layer, [pooled[i] for i in inputs],
                                          built.needs))
            name = layer.get("name", f"_unnamed{number}")
            modules[name] = layer, built.module
            if not module:
                self._register(name, built.module)
            self._steps.append(Step(built.module, inputs, built.needs))
            widths.append(built.channels)
            if layer.get("name", "") in places:
                raise ValueError(f"two layers are called {layer['name']!r}")
            if "name" in layer:
                places[layer["name"]] = number + 1

    @staticmethod
    def _called(layer: dict, modules: dict) -> tuple[dict, torch.nn.Module | None]:
        """With "call", the layer that it names, and that layer's module."""
        if "call" not in layer:
            return layer, None
        first, module = modules[layer["call"]]
        own = ("name", "input")
        return {**{k: v for k, v in first.items() if k not in own},
                **{k: layer[k] for k in own if k in layer}}, module

    @staticmethod
    def _inputs(layer: dict, places: dict, number: int) -> list[int]:
        names = layer.get("input")
        if names is None:
            return [number]
        names = [names] if isinstance(names, str) else names
        for name in names:
            if name not in places:
                raise ValueError(f"{layer['op']} reads {name!r}, which no "
                                 "layer before it is called")
        return [places[name] for name in names]

    @staticmethod
    def _build(layer: dict, widths: list[int]) -> Built:
        if layer["op"] not in OPS:
            raise ValueError(f"unknown op {layer['op']!r}")
        joins = layer["op"] in ("Add", "Concat", "JumpingKnowledge")
        concatenates = layer["op"] == "Concat" or layer.get("mode") == "cat"
        if len(widths) > 1 and not joins:
            raise ValueError(f"{layer['op']} takes one input, not {len(widths)}")
        if not concatenates and len(set(widths)) > 1:
            raise ValueError(f"{layer['op']} of unequal widths {widths}")
        built = OPS[layer["op"]](layer, widths[0])
        if concatenates:
            built = built._replace(channels=sum(widths))
        return built

    @staticmethod
    def _is_pooled(layer: dict, inputs: list[bool], needs: str) -> bool:
        """Whether the result has a row a graph; nodes must not be mixed in."""
        if len(set(inputs)) > 1 or (needs and any(inputs)):
            raise ValueError(f"{layer['op']} needs a row a node, and an input "
                             "has a row a graph")
        return needs == "graphs" or any(inputs)

    def _register(self, name: str, module: torch.nn.Module) -> None:
        """Adds `module` as `name`, making a parent a dot, as ModuleList does."""
        *parents, leaf = name.split(".")
        owner: torch.nn.Module = self
        for parent in parents:
            if not hasattr(owner, parent):
                owner.add_module(parent, torch.nn.Module())
            owner = getattr(owner, parent)
        owner.add_module(leaf, module)

    def forward(self, x: Tensor, edges, batch: Tensor | None = None,
                num_graphs: int = 1) -> Tensor:
        """`edges` is any form that PyG's layers take; `batch` numbers graphs."""
        values = [x]
        for module, inputs, needs in self._steps:
            arguments = [values[i] for i in inputs]
            if needs == "edges":
                arguments.append(edges)
            elif needs == "graphs":
                arguments += [batch, num_graphs]
            elif needs == "batch" and batch is not None:
                arguments += [batch, num_graphs]
            values.append(module(*arguments))
        return values[-1]


def read_spec(path) -> dict:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def without_normalize_features(spec: dict) -> dict:
    """The spec for features that have been normalised beforehand."""
    layers = [l for l in spec["layers"] if l["op"] != "NormalizeFeatures"]
    return {**spec, "layers": layers}


def load_parameters(model: SpecModel, path) -> dict[str, Tensor]:
    """Loads a state dict; returns the tensors called `ref.*`.

    A normalisation called NAME may be stored as torch's BatchNorm1d stores it
    (NAME.weight) or as PyG's BatchNorm does (NAME.module.weight).
    """
    tensors = load_file(path)
    reference = {k: tensors.pop(k) for k in list(tensors) if k.startswith("ref.")}
    state = {}
    for key in model.state_dict():
        plain = key.replace(".module.", ".")
        if key in tensors:
            state[key] = tensors.pop(key)
        elif plain in tensors:
            state[key] = tensors.pop(plain)
        elif not key.endswith("num_batches_tracked"):
            raise KeyError(f"{path} lacks {key}")
    unused = [k for k in tensors if not k.endswith("num_batches_tracked")]
    if unused:
        raise KeyError(f"{path}: no layer uses {unused[0]}")
    model.load_state_dict(state, strict=False)
    return reference


def build(spec_path, parameters_path) -> tuple[SpecModel, dict[str, Tensor]]:
    """A model in evaluation form with its parameters, and its `ref.*`."""
    model = SpecModel(read_spec(spec_path))
    reference = load_parameters(model, parameters_path)
    return model.eval(), reference
