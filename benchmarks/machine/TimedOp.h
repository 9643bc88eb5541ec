//===- TimedOp.h - An op and its best time ----------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_MACHINE_TIMEDOP_H
#define GNN_OPT_BENCHMARKS_MACHINE_TIMEDOP_H

#include "kernels/CompiledOp.h"
#include "kernels/TestGraphs.h"

#include <limits>

namespace mlir::gnn::bench {

/// What a compiled op `@f` reads: a graph, where it takes one, and x[rows,
/// columns], of which it makes y[rows, outputs].
struct OpData {
  int64_t rows, columns, outputs;
  GraphPtr graph = nullptr;
};

class TimedOp;
using TimedOpPtr = std::unique_ptr<TimedOp>;

/// A compiled op with its data, and the best time of a call so far.
class TimedOp {
public:
  static llvm::Expected<TimedOpPtr> create(const std::string &text,
                                           const OpData &data,
                                           const WeightPattern &pattern = {},
                                           unsigned threads = 1);

  /// Times a hundred calls and more. Their median is a time of a call: that of
  /// starting threads is luck.
  llvm::Error measure();

  double getSeconds() const { return seconds; }
  /// The time that was measured last.
  double getLastSeconds() const { return lastSeconds; }
  /// Of the graph.
  int64_t getNumEdges() const { return data.graph->getNumEdges(); }

private:
  TimedOp(std::unique_ptr<CompiledOp> op, const OpData &data, unsigned threads);

  std::unique_ptr<CompiledOp> op;
  OpData data;
  unsigned threads;
  FeaturesPtr x;
  std::vector<float> y;
  std::vector<Buffer> buffers;
  double seconds = std::numeric_limits<double>::infinity();
  double lastSeconds = seconds;
};

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_MACHINE_TIMEDOP_H
