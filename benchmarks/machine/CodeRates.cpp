//===- CodeRates.cpp - What compiled code does, by the op -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeRates.h"

#include "gnn-opt/Support/Statistics.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

/// Of a product with a weight of 256 x 256.
static constexpr int64_t productRows = 1024, productWidth = 256;
static constexpr double sparsity = 0.75;

static std::string getProduct(StringRef encoding) {
  return llvm::formatv(R"mlir(
ml_program.global private @w(#ml_program.extern : tensor<256x256xf32{0}>) : tensor<256x256xf32{0}>
func.func @f(%x: tensor<?x256xf32>) -> tensor<?x256xf32> {{
  %w = ml_program.global_load_const @w : tensor<256x256xf32{0}>
  %y = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<256x256xf32{0}>) -> tensor<?x256xf32>
  return %y : tensor<?x256xf32>
})mlir",
                       encoding);
}

static constexpr int64_t exponentialRows = 512, exponentialWidth = 64;

static constexpr const char *exponential = R"mlir(
func.func @f(%x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %y = gnn.elu %x {alpha = 1.0 : f64} : tensor<?x64xf32>
  return %y : tensor<?x64xf32>
})mlir";

static constexpr int64_t listedRows = 1024;

/// Neighbours of one vector each, so that the list is all that counts.
static constexpr const char *narrowSum = R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
})mlir";

/// On a few chunks of rows nothing but a parallel loop; one chunk alone needs
/// no threads.
static constexpr int64_t loopRows = 256;
static constexpr const char *relu = R"mlir(
func.func @f(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.relu %x : tensor<?x8xf32>
  return %y : tensor<?x8xf32>
})mlir";

llvm::Expected<CodeMeasurement> CodeMeasurement::create(unsigned cores) {
  CodeMeasurement all;
  llvm::Error error = llvm::Error::success();
  auto add = [&](TimedOpPtr &op, auto &&...arguments) {
    if (!error)
      error = TimedOp::create(arguments...).moveInto(op);
  };
  auto lists = [&](double degree) {
    return OpData{listedRows, 8, 8, makeGraph("uniform", listedRows, degree)};
  };
  OpData product{productRows, productWidth, productWidth};
  add(all.dense, getProduct(""), product);
  add(all.sparse, getProduct(", #gnn.csr"), product, WeightPattern{sparsity});
  add(all.elu, exponential,
      OpData{exponentialRows, exponentialWidth, exponentialWidth});
  add(all.shortLists, narrowSum, lists(4));
  add(all.longLists, narrowSum, lists(64));
  add(all.loop, relu, OpData{loopRows, 8, 8});
  add(all.fork, relu, OpData{loopRows, 8, 8}, WeightPattern{}, cores);
  if (error)
    return std::move(error);
  return all;
}

llvm::Error CodeMeasurement::measure() {
  for (TimedOpPtr *op : {&dense, &sparse, &elu, &shortLists, &longLists})
    if (llvm::Error error = (*op)->measure())
      return error;
  return measureFork();
}

/// A difference of two small times: of neighbours in time, as the clock of a
/// core drifts, and several, as threads are lucky, or another program is in
/// their way.
llvm::Error CodeMeasurement::measureFork() {
  constexpr int pairs = 4;
  for (int i = 0; i < pairs; ++i) {
    for (TimedOpPtr *op : {&loop, &fork})
      if (llvm::Error error = (*op)->measure())
        return error;
    forkSeconds.push_back(fork->getLastSeconds() - loop->getLastSeconds());
  }
  return llvm::Error::success();
}

CodeRates CodeMeasurement::getRates() const {
  constexpr auto adds = double(productRows * productWidth * productWidth);
  CodeRates rates;
  rates.tiledMultiplyAdds = adds / dense->getSeconds();
  rates.sparseMultiplyAdds = adds * (1 - sparsity) / sparse->getSeconds();
  rates.exponentials =
      double(exponentialRows * exponentialWidth) / elu->getSeconds();
  // A line through the times of short and of long lists. Where a list ends is
  // not foreseen, which is a cost of the row.
  rates.indexSeconds =
      (longLists->getSeconds() - shortLists->getSeconds()) /
      double(longLists->getNumEdges() - shortLists->getNumEdges());
  rates.rowSeconds = std::max(
      shortLists->getSeconds() / listedRows -
          rates.indexSeconds * double(shortLists->getNumEdges()) / listedRows,
      1e-10);
  rates.loopSeconds = loop->getSeconds();
  // The least may be a slow loop before a lucky fork, and half of them may have
  // met other programs. About 0 where there is one thread only.
  rates.forkSeconds = std::max(percentile(forkSeconds, 25), 1e-9);
  return rates;
}
