//===- SparsifierPeer.cpp - What stock mlir-opt makes of the same sum -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SparsifierPeer.h"

#include "gnn-opt/Execution/ObjectEmitter.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

/// Adds to y. Static sizes, since these are what sparse_tensor.assemble takes:
/// an advantage over our code, which does not know the graph.
static constexpr char spmmText[] = R"mlir(
#csr = #sparse_tensor.encoding<{{map = (i, j) -> (i : dense, j : compressed), posWidth = 64, crdWidth = 32}>
func.func @f(%ptr: tensor<{1}xi64>, %idx: tensor<{2}xi32>, %val: tensor<{2}xf32>, %x: tensor<{0}x{3}xf32>, %y: tensor<{0}x{3}xf32>) -> tensor<{0}x{3}xf32> attributes {{llvm.emit_c_interface} {{
  %a = sparse_tensor.assemble (%ptr, %idx), %val : (tensor<{1}xi64>, tensor<{2}xi32>), tensor<{2}xf32> to tensor<{0}x{0}xf32, #csr>
  %r = linalg.generic {{
      indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>],
      iterator_types = ["parallel", "parallel", "reduction"]
    } ins(%a, %x : tensor<{0}x{0}xf32, #csr>, tensor<{0}x{3}xf32>) outs(%y : tensor<{0}x{3}xf32>) {{
  ^bb0(%p: f32, %q: f32, %sum: f32):
    %m = arith.mulf %p, %q : f32
    %s = arith.addf %sum, %m : f32
    linalg.yield %s : f32
  } -> tensor<{0}x{3}xf32>
  return %r : tensor<{0}x{3}xf32>
})mlir";

/// buildSparsifier's passes, and the OpenMP ones before scf goes.
static constexpr char passes[] =
    "--pass-pipeline=builtin.module("
    "func.func(linalg-generalize-named-ops,linalg-fuse-elementwise-ops),"
    "sparsification-and-bufferization{{enable-simd-index32=true "
    "parallelization-strategy=dense-outer-loop vl={0}},"
    "sparse-storage-specifier-to-llvm,"
    "func.func(canonicalize,convert-linalg-to-loops,convert-vector-to-scf,"
    "expand-realloc),"
    "convert-scf-to-openmp,canonicalize,convert-scf-to-cf,"
    "expand-strided-metadata,lower-affine,convert-vector-to-llvm,"
    "finalize-memref-to-llvm,convert-openmp-to-llvm,convert-to-llvm,"
    "reconcile-unrealized-casts)";

/// Runs mlir-opt on `text`; the text of the result.
static llvm::Expected<std::string> runMLIROpt(StringRef text,
                                              StringRef pipeline) {
  SmallString<64> in, out;
  int file;
  if (llvm::sys::fs::createTemporaryFile("spmm", "mlir", file, in) ||
      llvm::sys::fs::createTemporaryFile("spmm", "out", out))
    return llvm::createStringError("cannot make a temporary file");
  llvm::FileRemover removeIn(in), removeOut(out);
  llvm::raw_fd_ostream(file, /*shouldClose=*/true) << text;
  std::string tool = MLIR_TOOLS_DIR "/mlir-opt", error;
  int exit = llvm::sys::ExecuteAndWait(
      tool, {tool, pipeline, in, "-o", out}, /*Env=*/std::nullopt,
      /*Redirects=*/{}, /*SecondsToWait=*/60, /*MemoryLimit=*/0, &error);
  if (exit != 0)
    return llvm::createStringError("mlir-opt failed: " + error);
  auto lowered = llvm::MemoryBuffer::getFile(out);
  if (!lowered)
    return llvm::createStringError("mlir-opt wrote nothing");
  return (*lowered)->getBuffer().str();
}

namespace {
/// The compiled code, and what it refers to.
struct SparsifierSum {
  MLIRContext context;
  std::vector<float> ones;
  std::unique_ptr<CompiledModule> compiled;
  std::vector<Buffer> buffers;
};
} // namespace

static std::vector<Buffer> makeBuffers(const peers::AggregateTask &task,
                                       const std::vector<float> &ones) {
  int64_t nodes = task.a.rows, width = task.channels;
  Buffer y = Buffer::rows(task.y, nodes, width, width);
  // The first is where the descriptor of the result goes.
  return {y,
          Buffer::vector(task.a.rowPtr, nodes + 1),
          Buffer::vector(task.a.colIdx, task.a.stored()),
          Buffer::vector(ones.data(), task.a.stored()),
          Buffer::rows(task.x, nodes, width, width),
          y};
}

llvm::Expected<Problem::Run>
bench::makeSparsifierSum(const peers::AggregateTask &task) {
  auto host = getCPUTarget("host");
  if (!host)
    return host.takeError();
  std::string text = llvm::formatv(spmmText, task.a.rows, task.a.rows + 1,
                                   task.a.stored(), task.channels);
  auto lowered =
      runMLIROpt(text, llvm::formatv(passes, host->vectorWidth).str());
  if (!lowered)
    return lowered.takeError();
  auto sum = std::make_shared<SparsifierSum>();
  sum->context.loadDialect<LLVM::LLVMDialect, omp::OpenMPDialect>();
  auto module = parseSourceString<ModuleOp>(*lowered, &sum->context);
  if (!module)
    return llvm::createStringError("cannot parse what mlir-opt wrote");
  if (llvm::Error error =
          CompiledModule::create(*module).moveInto(sum->compiled))
    return error;
  sum->ones.assign(task.a.stored(), 1.0f);
  sum->buffers = makeBuffers(task, sum->ones);
  return [sum, task](unsigned threads) {
    peers::setThreads(threads);
    peers::clear(task.y, task.a.rows * task.channels);
    return sum->compiled->call("f", sum->buffers, threads);
  };
}
