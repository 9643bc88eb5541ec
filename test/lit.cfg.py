"""The lit suite. GNN_VERIFY_ROUNDTRIP=1 runs it again with --verify-roundtrip."""

import os
import shutil
import sys

import lit.formats
from lit.llvm import llvm_config
from lit.llvm.subst import ToolSubst

# Processes that run tests import it too.
sys.path.insert(0, os.path.dirname(__file__))
from round_trip import RoundTripTest

roundtrip = ["--verify-roundtrip"] if os.environ.get("GNN_VERIFY_ROUNDTRIP") else []

config.name = "gnn-opt"
config.test_format = (RoundTripTest if roundtrip else lit.formats.ShTest)(True)
config.suffixes = [".mlir", ".test"]
config.excludes = ["lit.cfg.py", "round_trip.py", "lit.site.cfg.py.in", "CMakeLists.txt", "Inputs", "Unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.gnn_build_dir, "test")

# Variables captured in one function must not leak into the next.
os.environ.setdefault("FILECHECK_OPTS", "--enable-var-scope --dump-input-filter=error")
config.environment["FILECHECK_OPTS"] = os.environ["FILECHECK_OPTS"]
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "OMP_NUM_THREADS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

tools_dir = os.path.join(config.gnn_build_dir, "bin")
llvm_config.with_environment("PATH", [tools_dir, config.llvm_tools_dir], append_path=True)

tools = [
    ToolSubst("gnn-opt", extra_args=roundtrip, unresolved="ignore"),
    ToolSubst("mlir-opt", unresolved="ignore"),
]
llvm_config.add_tool_substitutions(tools, [tools_dir, config.llvm_tools_dir])

plugin = os.path.join(config.gnn_build_dir, "lib", "libGNNPlugin.so")
if os.path.exists(plugin):  # not built with sanitizers
    config.available_features.add("gnn-plugin")

if os.path.exists(os.path.join(tools_dir, "kernel-benchmarks")):
    config.available_features.add("gnn-benchmarks")

config.substitutions += [
    ("%gnn_plugin", plugin),
    ("%gnn_source", config.gnn_source_dir),
    ("%gnn_build", config.gnn_build_dir),
    ("%llvm_bin", config.llvm_tools_dir),
    ("%python", config.python_executable),
    # What links a compiled model to OpenMP.
    ("%openmp", f"-L{config.llvm_lib_dir} -Wl,-rpath,{config.llvm_lib_dir} -l:libomp.so.5"),
]

# NVIDIA's assembler, where the CUDA toolkit is installed.
ptxas = shutil.which("ptxas") or shutil.which("ptxas", path="/usr/local/cuda/bin")
if ptxas:
    config.available_features.add("ptxas")
    config.substitutions.append(("%ptxas", ptxas))

# Processors that this machine is not: qemu's emulation of programs, where installed.
qemu = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
if qemu:
    config.available_features.add("qemu")
    config.substitutions.append(("%qemu", qemu))

# Real graphs and trained models are not part of the project.
data = os.environ.get("GNN_DATA_DIR") or os.path.join(config.gnn_source_dir, "..", "shared", "data")
if os.path.exists(os.path.join(data, "cora.safetensors")):
    config.available_features.add("gnn-data")
    config.substitutions.append(("%gnn_data", os.path.abspath(data)))
if roundtrip:
    config.available_features.add("roundtrip")
