# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The models of the fixtures, for tools that know torch's own layers only."""

import torch
from torch import nn


class PlainModel(nn.Module):
    """The model of a spec in torch's own layers, which are what peers know."""

    def __init__(self, spec: dict):
        super().__init__()
        self.spec = spec
        widths = {"x": spec["features"]}
        previous = "x"
        for number, layer in enumerate(spec["layers"]):
            inputs = self._inputs(layer, previous)
            previous = layer.get("name", str(number))
            widths[previous] = self._add(layer, [widths[i] for i in inputs])

    @staticmethod
    def _inputs(layer: dict, previous: str) -> list[str]:
        names = layer.get("input", previous)
        return [names] if isinstance(names, str) else names

    def _add(self, layer: dict, widths: list[int]) -> int:
        """Adds the layer's module, if it has one, and says what it puts out."""
        if layer["op"] == "Linear":
            module = nn.Linear(widths[0], layer["out_channels"],
                               layer.get("bias", True))
            self.add_module(layer["name"], module)
            return layer["out_channels"]
        if layer["op"] == "BatchNorm":
            self.add_module(layer["name"], nn.BatchNorm1d(widths[0]))
        return sum(widths) if layer["op"] == "Concat" else widths[0]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        values, previous = {"x": x}, "x"
        for number, layer in enumerate(self.spec["layers"]):
            inputs = [values[i] for i in self._inputs(layer, previous)]
            previous = layer.get("name", str(number))
            values[previous] = self._call(layer, inputs)
        return values[previous]

    def _call(self, layer: dict, inputs: list[torch.Tensor]) -> torch.Tensor:
        if layer["op"] in ("Linear", "BatchNorm"):
            return self.get_submodule(layer["name"])(inputs[0])
        return {"ReLU": lambda: torch.relu(inputs[0]),
                "Add": lambda: inputs[0] + inputs[1],
                "Concat": lambda: torch.cat(inputs, dim=1)}[layer["op"]]()
