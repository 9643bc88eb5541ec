# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes and prints small safetensors files for tests.

    params.py write FILE NAME:DTYPE:SHAPE:VALUES ...     w:F32:2x1:1,2
    params.py print FILE

The values of an F16 or BF16 tensor are written as hexadecimal bits.
"""

import json
import struct
import sys

FORMATS = {"F64": "d", "F32": "f", "F16": "H", "BF16": "H", "I64": "q"}


def parse(argument: str) -> tuple[str, dict, bytes]:
    name, dtype, shape, values = argument.split(":")
    convert = {"d": float, "f": float, "q": int, "H": lambda v: int(v, 16)}
    numbers = [convert[FORMATS[dtype]](v) for v in values.split(",") if v]
    data = struct.pack(f"<{len(numbers)}{FORMATS[dtype]}", *numbers)
    sizes = [int(size) for size in shape.split("x") if size]
    return name, {"dtype": dtype, "shape": sizes}, data


def write(path: str, arguments: list[str]) -> None:
    header, body = {}, b""
    for name, entry, data in map(parse, arguments):
        entry["data_offsets"] = [len(body), len(body) + len(data)]
        header[name] = entry
        body += data
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def show(path: str) -> None:
    with open(path, "rb") as file:
        content = file.read()
    size = struct.unpack("<Q", content[:8])[0]
    header, body = json.loads(content[8:8 + size]), content[8 + size:]
    for name, entry in sorted(header.items()):
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = [v for v, in struct.iter_unpack(
            "<" + FORMATS[entry["dtype"]], body[begin:end])]
        text = " ".join(f"{v:.7g}" for v in values)
        print(f"{name} {entry['dtype']} {entry['shape']}: {text}")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3:])
    else:
        show(sys.argv[2])
