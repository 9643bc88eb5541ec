"""Writes a small safetensors file from tensors on the command line.

    make_data.py FILE [key=value metadata ...] x=F32:[[1,2],[3,4]] edge_index=I64:[[0],[1]]

A tensor is NAME=DTYPE:JSON, with the shape of the nested list; NAME=DTYPE[0,3]:[] says
the shape of one without elements. Anything else that has a `=` is metadata.
"""

import json
import re
import struct
import sys

FORMATS = {"F64": "d", "F32": "f", "I64": "q", "I32": "i", "BOOL": "?"}
TENSOR = re.compile(r"(?P<name>[^=]+)=(?P<dtype>F64|F32|I64|I32|BOOL)(?P<shape>\[[\d,]*\])?:(?P<data>.*)", re.S)


def flatten(data):
    """The shape of a nested list, and its elements in order."""
    if not isinstance(data, list):
        return [], [data]
    parts = [flatten(item) for item in data]
    return [len(data), *(parts[0][0] if parts else [])], [value for _, values in parts for value in values]


def main(path, *arguments):
    metadata, header, content = {}, {}, b""
    for argument in arguments:
        match = TENSOR.fullmatch(argument)
        if not match:
            key, value = argument.split("=", 1)
            metadata[key] = value
            continue
        shape, values = flatten(json.loads(match["data"]))
        if match["shape"]:
            shape = json.loads(match["shape"])
        packed = struct.pack(f"<{len(values)}{FORMATS[match['dtype']]}", *values)
        header[match["name"]] = {"dtype": match["dtype"], "shape": shape,
                                 "data_offsets": [len(content), len(content) + len(packed)]}
        content += packed
    if metadata:
        header["__metadata__"] = metadata
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + content)


main(*sys.argv[1:])
