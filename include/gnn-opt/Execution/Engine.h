//===- Engine.h - Something that runs a model on data -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference interpreter and compiled code answer the same question through
// this interface. Binding data is apart from running, so that a measured run
// holds the model's work and no conversion.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_ENGINE_H
#define GNN_OPT_EXECUTION_ENGINE_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Execution/Metrics.h"
#include "gnn-opt/Execution/Signature.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <vector>

namespace mlir::gnn {

/// What a model may read, N nodes; borrowed.
struct Inputs {
  const Graph &graph;
  /// [N, F]
  const Features &features;
  /// [G + 1]; empty where the data is a single graph, which a model that asks
  /// for segments gets as one segment [0, N].
  llvm::ArrayRef<int64_t> graphPtr = {};
};

/// The inputs that a data set offers; borrows from it.
Inputs getInputs(const Dataset &dataset);

/// What a model answers: [rows, columns], row-major, one row an item.
struct Logits {
  int64_t rows = 0;
  int64_t columns = 0;
  /// Float32 results are exact in it.
  std::vector<double> values;

  LogitsRef ref() const { return {values, rows, columns}; }
};

/// Runs one function. Use: bind() once, run() any number of times, getLogits().
class Engine {
public:
  virtual ~Engine();

  /// Takes the data of the next runs, which must live until the last of them,
  /// and prepares its graph. Errors: what checkInputs() finds, memory that
  /// cannot be had.
  virtual llvm::Error bind(const Inputs &inputs) = 0;

  /// Computes again what depends on the bound graph alone, which runs do not:
  /// for measuring it. Does nothing where an engine keeps nothing.
  virtual llvm::Error prepare() { return llvm::Error::success(); }

  /// Computes; the part that latency is measured over. An error unless bound.
  virtual llvm::Error run() = 0;

  /// The result of the last run; empty before the first.
  virtual Logits getLogits() const = 0;
};

/// Whether the data fits what the function takes: a batch where it asks for
/// segments, features of its kind and width, as many rows as the graph has
/// nodes. Errors name the function, what it expects and what it got.
llvm::Error checkInputs(const Signature &signature, const Inputs &inputs);

/// The same features, stored the other way; every value is kept.
DenseFeatures toDense(const CSRFeatures &features);
/// Keeps what is not zero.
CSRFeatures toCSR(const DenseFeatures &features);

/// Only the columns `kept`, increasing, each of them there.
Features selectColumns(const Features &features, llvm::ArrayRef<int64_t> kept);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_ENGINE_H
