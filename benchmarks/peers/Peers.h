//===- Peers.h - What users would call instead ------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything is f32, row-major and without strides. A result is overwritten.
// Plain C++ only: the library is built for this processor, with exceptions,
// and apart from the compiler.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_PEERS_PEERS_H
#define GNN_OPT_BENCHMARKS_PEERS_PEERS_H

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#pragma GCC visibility push(default)

namespace mlir::gnn::peers {

/// Rows of stored elements; `values` is null where all are 1.
struct CSR {
  int64_t rows, columns;
  const int64_t *rowPtr;
  const int32_t *colIdx;
  const float *values = nullptr;

  int64_t stored() const { return rowPtr[rows]; }
};

/// One way to compute something: made once, run often.
class Peer {
public:
  virtual ~Peer() = default;
  virtual void run() = 0;
};
using PeerPtr = std::unique_ptr<Peer>;

enum class Reduction { Sum, Mean, Max };

/// y[a.rows, channels] = reduce over the neighbours of x[a.columns, channels].
struct AggregateTask {
  CSR a;
  int64_t channels;
  const float *x;
  float *y;
  Reduction reduction = Reduction::Sum;
};

/// y[rows, outputs] = x[rows, inputs] w^T, with w[outputs, inputs].
struct DenseTask {
  int64_t rows, inputs, outputs;
  const float *x;
  const float *weight;
  float *y;
};

/// y[rows, outputs] = x w^T with x stored as CSR.
struct SparseFeaturesTask {
  CSR x;
  int64_t outputs;
  const float *weight;
  float *y;
};

/// y = softmax over neighbours of leaky_relu(source[j] + target[i]), times x.
struct AttentionTask {
  CSR a;
  int64_t heads, channels; // of one head
  float slope;
  const float *x, *source, *target;
  float *y;
};

/// Of all libraries at once: they share one OpenMP runtime.
void setThreads(unsigned threads);

/// Zeros, written by all threads.
void clear(float *values, int64_t count);

/// The loop that one writes first: rows in parallel, the sum in memory.
PeerPtr makeLoopAggregate(const AggregateTask &task);
/// As makeLoopAggregate, for CSR features.
PeerPtr makeLoopSparseFeatures(const SparseFeaturesTask &task);
/// Eigen::SparseMatrix times a matrix; sums only.
PeerPtr makeEigenAggregate(const AggregateTask &task);
PeerPtr makeEigenSparseFeatures(const SparseFeaturesTask &task);
PeerPtr makeEigenDense(const DenseTask &task);
/// A weight without its zeros, as Eigen::SparseMatrix.
PeerPtr makeEigenSparseWeight(const DenseTask &task);
/// Score, slope, softmax and weighted sum one after the other, with the edge
/// values in memory between them: the shape of DGL's CPU code.
PeerPtr makeFourKernelAttention(const AttentionTask &task);

// Null where the library was not there to build with.
PeerPtr makeOpenBLASDense(const DenseTask &task);
PeerPtr makeOneDNNDense(const DenseTask &task);
/// Of the libraries, for the report: name and version.
std::vector<std::pair<std::string, std::string>> getVersions();
std::string getOpenBLASVersion();
std::string getOneDNNVersion();

} // namespace mlir::gnn::peers

#pragma GCC visibility pop

#endif // GNN_OPT_BENCHMARKS_PEERS_PEERS_H
