//===- CodeRates.cpp - What compiled code does, by the op -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeRates.h"

#include "gnn-opt/Execution/Latency.h"
#include "kernels/CompiledOp.h"
#include "kernels/TestGraphs.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

/// The best of many runs on one thread: what the code can do.
static llvm::Expected<double> timeOp(CompiledOp &op,
                                     std::vector<Buffer> &buffers) {
  auto latency = measureLatency([&] { return op.call(buffers, 1); }, 50);
  if (!latency)
    return latency.takeError();
  return latency->min / 1e3;
}

/// Of an op on x[rows, columns] with a result of `outputs` columns.
static llvm::Expected<double> timeOnRows(const std::string &text, int64_t rows,
                                         int64_t columns, int64_t outputs,
                                         const WeightPattern &pattern = {},
                                         const Graph *graph = nullptr) {
  auto op = CompiledOp::create(text, pattern);
  if (!op)
    return op.takeError();
  FeaturesPtr x = makeFeatures(rows, columns);
  std::vector<float> y(rows * outputs);
  std::vector<Buffer> buffers;
  if (graph)
    addGraph(buffers, *graph);
  addFeatures(buffers, *x);
  buffers.push_back(Buffer::rows(y.data(), rows, outputs, outputs));
  return timeOp(**op, buffers);
}

/// Multiply-adds a second of a product with a weight of 256 x 256.
static llvm::Expected<double> measureProduct(StringRef encoding,
                                             double sparsity) {
  constexpr int64_t rows = 1024, width = 256;
  std::string text = llvm::formatv(R"mlir(
ml_program.global private @w(#ml_program.extern : tensor<256x256xf32{0}>) : tensor<256x256xf32{0}>
func.func @f(%x: tensor<?x256xf32>) -> tensor<?x256xf32> {{
  %w = ml_program.global_load_const @w : tensor<256x256xf32{0}>
  %y = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<256x256xf32{0}>) -> tensor<?x256xf32>
  return %y : tensor<?x256xf32>
})mlir",
                                   encoding);
  auto seconds = timeOnRows(text, rows, width, width, {sparsity});
  if (!seconds)
    return seconds.takeError();
  return double(rows * width * width) * (1 - sparsity) / *seconds;
}

static llvm::Expected<double> measureExponentials() {
  constexpr int64_t rows = 512, width = 64;
  auto seconds = timeOnRows(R"mlir(
func.func @f(%x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %y = gnn.elu %x {alpha = 1.0 : f64} : tensor<?x64xf32>
  return %y : tensor<?x64xf32>
})mlir",
                            rows, width, width);
  if (!seconds)
    return seconds.takeError();
  return double(rows * width) / *seconds;
}

/// Seconds of a sum over neighbours of one vector each.
static llvm::Expected<double> timeNarrowSum(const Graph &graph) {
  return timeOnRows(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
})mlir",
                    graph.getNumNodes(), 8, 8, {}, &graph);
}

/// Rows without indices, then rows with many.
static llvm::Error measureLists(CodeRates &rates) {
  constexpr int64_t nodes = 1024;
  Graph empty{std::vector<int64_t>(nodes + 1, 0), {}};
  auto rowsOnly = timeNarrowSum(empty);
  if (!rowsOnly)
    return rowsOnly.takeError();
  GraphPtr graph = makeGraph("uniform", nodes, 64);
  auto both = timeNarrowSum(*graph);
  if (!both)
    return both.takeError();
  rates.rowSeconds = *rowsOnly / nodes;
  rates.indexSeconds = (*both - *rowsOnly) / double(graph->getNumEdges());
  return llvm::Error::success();
}

/// An op on a single row: nothing but its parallel loop. The median, since
/// starting threads is luck.
static llvm::Error measureLoop(unsigned cores, CodeRates &rates) {
  auto op = CompiledOp::create(R"mlir(
func.func @f(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.relu %x : tensor<?x8xf32>
  return %y : tensor<?x8xf32>
})mlir");
  if (!op)
    return op.takeError();
  std::vector<float> x(8), y(8);
  std::vector<Buffer> buffers = {Buffer::rows(x.data(), 1, 8, 8),
                                 Buffer::rows(y.data(), 1, 8, 8)};
  auto time = [&](unsigned threads, double &seconds) -> llvm::Error {
    auto latency = measureLatency([&] { return (*op)->call(buffers, threads); },
                                  /*repeat=*/1000);
    if (latency)
      seconds = latency->median / 1e3;
    return latency.takeError();
  };
  double forked;
  if (llvm::Error error = time(1, rates.loopSeconds))
    return error;
  if (llvm::Error error = time(cores, forked))
    return error;
  rates.forkSeconds = std::max(forked - rates.loopSeconds, 1e-9);
  return llvm::Error::success();
}

llvm::Expected<CodeRates> bench::measureCodeRates(unsigned cores) {
  CodeRates rates;
  if (llvm::Error error =
          measureProduct("", 0).moveInto(rates.tiledMultiplyAdds))
    return error;
  if (llvm::Error error =
          measureProduct(", #gnn.csr", 0.75).moveInto(rates.sparseMultiplyAdds))
    return error;
  if (llvm::Error error = measureExponentials().moveInto(rates.exponentials))
    return error;
  if (llvm::Error error = measureLists(rates))
    return error;
  if (llvm::Error error = measureLoop(cores, rates))
    return error;
  return rates;
}
