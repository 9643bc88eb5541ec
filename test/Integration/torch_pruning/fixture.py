# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A model that gnn-opt and others are asked about."""

import json
import math
import pathlib
import re
import struct
import subprocess
import tempfile


def read_tensors(path):
    """{name: (shape, values)} of a file of float32 tensors."""
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        count = math.prod(entry["shape"])
        values = struct.unpack_from(f"<{count}f", content, start + entry["data_offsets"][0])
        tensors[name] = entry["shape"], list(values)
    return tensors


def write_tensors(path, tensors):
    header, content = {}, b""
    for name, (shape, values) in tensors.items():
        data = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(content), len(content) + len(data)]}
        content += data
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + content)


def call(*command, fails=False):
    """What a tool says on stderr."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if bool(done.returncode) != fails:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stderr


class Fixture:
    """NAME.json, NAME.safetensors and NAME.peers.json, with scratch files; features for statistics in
    NAME.data.safetensors."""

    def __init__(self, peers):
        self.name = peers.name.removesuffix(".peers.json")
        self.spec = peers.with_name(self.name + ".json")
        self.peers = json.loads(peers.read_text())
        self.tensors = read_tensors(peers.with_name(self.name + ".safetensors"))
        self._data = peers.with_name(self.name + ".data.safetensors")
        self._scratch = tempfile.TemporaryDirectory()
        self._folder = pathlib.Path(self._scratch.name)

    def __enter__(self):
        ledger = self.prune_weights("magnitude", "global", 0.5)
        self._groups = ledger["original"]
        return self

    def __exit__(self, *_):
        self._scratch.cleanup()

    def import_model(self, instead):
        """With other values for some of the parameters."""
        tensors = {key: (shape, instead.get(key, values)) for key, (shape, values) in self.tensors.items()}
        write_tensors(self._folder / "params.safetensors", tensors)
        model = self._folder / "model.mlir"
        call("gnn-import", f"--spec={self.spec}", f"--params={self._folder / 'params.safetensors'}", "-o", model)
        return model

    def _calibration(self):
        return f"--gnn-calibrate=data={self._data} split=all"

    def prune_weights(self, criterion, scope, sparsity):
        ledger = self._folder / f"{criterion}.json"
        ledger.unlink(missing_ok=True)
        options = f"criterion={criterion} scope={scope} sparsity={sparsity} ledger={ledger}"
        call("gnn-opt", self.import_model({}), self._calibration(), f"--gnn-prune-weights={options}",
             "-o", self._folder / "pruned.mlir")
        return json.loads(ledger.read_text())

    def weights_left(self, criterion, scope, sparsity):
        """Of each matrix the rows, with `-` for what is removed."""
        rows = {key: [["w"] * shape[1] for _ in range(shape[0])]
                for key, (shape, _) in self.tensors.items() if len(shape) == 2}
        for entry in self.prune_weights(criterion, scope, sparsity)["weights"]:
            for row, runs in entry["rows"].items():
                for first, last in runs:
                    rows[entry["parameter"]][int(row)][first:last + 1] = "-" * (last + 1 - first)
        return {key: ["".join(row) for row in matrix] for key, matrix in rows.items()}

    def _saliency_command(self, options, instead):
        words = " ".join(f"{key}={value}" for key, value in options.items())
        return ("gnn-opt", self.import_model(instead), self._calibration(), f"--gnn-print-saliency={words}",
                "-o", self._folder / "same.mlir")

    def saliency(self, options, instead):
        """{group: scores of its channels}."""
        scores = {}
        for line in call(*self._saliency_command(options, instead)).splitlines():
            if group := re.fullmatch(r"group (.*): \d+ channels", line):
                scores[group[1]] = []
            else:
                scores[list(scores)[-1]].append(float(line.split(": ")[1]))
        return scores

    def saliency_error(self, options):
        return call(*self._saliency_command(options, {}), fails=True).splitlines()[0].partition("error: ")[2]

    def our_channels(self):
        """{(parameter, dimension, index): (group, channel)} of what may be pruned."""
        frozen = {group["name"] for group in self._groups["groups"] if "frozen" in group}
        return {(parameter["name"], run["dim"], run["index"] + i): (run["group"], run["channel"] + i)
                for parameter in self._groups["parameters"]
                for run in parameter["runs"] if run["group"] not in frozen
                for i in range(run["count"])}

    def their_channels(self):
        return {(parameter, dim, index): (number, root)
                for number, members in enumerate(self.peers["groups"])
                for parameter, dim, indices, roots in members
                for index, root in zip(indices, roots, strict=True)}

    def in_their_order(self, number, scores):
        """Our scores of the channels of their group of that number."""
        ours = self.our_channels()
        place = {theirs: ours[key] for key, theirs in self.their_channels().items()}
        count = sum(group == number for group, _ in place)
        return [scores[group][channel] for group, channel in (place[number, root] for root in range(count))]
