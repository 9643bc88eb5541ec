"""The TableGen records of the project, for the checkers beside this file."""

import json
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
LLVM = pathlib.Path(os.environ.get("LLVM_PREFIX", "/usr/lib/llvm-22"))


def dump(root, path):
    """All records of one .td file, as llvm-tblgen --dump-json gives them."""
    tblgen = shutil.which("llvm-tblgen", path=f"{LLVM / 'bin'}:{os.environ['PATH']}")
    if not tblgen:
        raise SystemExit(f"expects llvm-tblgen in {LLVM / 'bin'} or PATH but found none")
    command = [tblgen, "--dump-json", f"-I{root}", f"-I{LLVM / 'include'}", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def instances(records, base):
    return [records[name] for name in records["!instanceof"].get(base, [])]


def ops(root):
    """The op records of the dialect, without those it only includes."""
    records = dump(root, root / "dialects/GNN/GNNOps.td")
    return [op for op in instances(records, "Op") if op["opDialect"]["def"] == "GNN_Dialect"]


def types_and_attributes(root):
    """Types and attributes with parameters of their own; enums have no example."""
    records = dump(root, root / "dialects/GNN/GNNOps.td")
    found = instances(records, "TypeDef") + instances(records, "AttrDef")
    ours = [r for r in found if r["dialect"]["def"] == "GNN_Dialect"]
    enums = records["!instanceof"].get("EnumAttr", [])
    return [r for r in ours if r["!name"] not in enums]


def pass_files(root):
    return sorted((root / "include/gnn-opt").rglob("*Passes.td"))


def passes(root):
    """The pass records of the libraries, each with the file that declares it."""
    found = []
    for path in pass_files(root):
        for record in instances(dump(root, path), "PassBase"):
            found.append(record | {"file": path.relative_to(root)})
    return found
