//===- Loops.cpp - Loops as one writes them first -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#include <algorithm>
#include <limits>

using namespace mlir::gnn;
using namespace mlir::gnn::peers;

namespace {
struct LoopAggregate : Peer {
  explicit LoopAggregate(const AggregateTask &task) : task(task) {}

  void run() override {
#pragma omp parallel for schedule(dynamic, 64)
    for (int64_t row = 0; row < task.a.rows; ++row)
      task.reduction == Reduction::Max ? maximum(row) : sum(row);
  }

private:
  void sum(int64_t row) {
    float *y = task.y + row * task.channels;
    int64_t begin = task.a.rowPtr[row], end = task.a.rowPtr[row + 1];
    std::fill_n(y, task.channels, 0.0f);
    for (int64_t edge = begin; edge < end; ++edge) {
      const float *x = task.x + task.a.colIdx[edge] * task.channels;
      for (int64_t c = 0; c < task.channels; ++c)
        y[c] += x[c];
    }
    if (task.reduction == Reduction::Mean && end > begin)
      for (int64_t c = 0; c < task.channels; ++c)
        y[c] /= float(end - begin);
  }

  void maximum(int64_t row) {
    float *y = task.y + row * task.channels;
    int64_t begin = task.a.rowPtr[row], end = task.a.rowPtr[row + 1];
    std::fill_n(y, task.channels,
                begin == end ? 0.0f : -std::numeric_limits<float>::infinity());
    for (int64_t edge = begin; edge < end; ++edge) {
      const float *x = task.x + task.a.colIdx[edge] * task.channels;
      for (int64_t c = 0; c < task.channels; ++c)
        y[c] = std::max(y[c], x[c]);
    }
  }

  AggregateTask task;
};

struct LoopSparseFeatures : Peer {
  explicit LoopSparseFeatures(const SparseFeaturesTask &task)
      : task(task), transposed(task.x.columns * task.outputs) {
    for (int64_t o = 0; o < task.outputs; ++o)
      for (int64_t i = 0; i < task.x.columns; ++i)
        transposed[i * task.outputs + o] = task.weight[o * task.x.columns + i];
  }

  void run() override {
#pragma omp parallel for schedule(dynamic, 64)
    for (int64_t row = 0; row < task.x.rows; ++row) {
      float *y = task.y + row * task.outputs;
      std::fill_n(y, task.outputs, 0.0f);
      for (int64_t k = task.x.rowPtr[row]; k < task.x.rowPtr[row + 1]; ++k) {
        const float *w = transposed.data() + task.x.colIdx[k] * task.outputs;
        for (int64_t o = 0; o < task.outputs; ++o)
          y[o] += task.x.values[k] * w[o];
      }
    }
  }

private:
  SparseFeaturesTask task;
  std::vector<float> transposed;
};
} // namespace

PeerPtr peers::makeLoopAggregate(const AggregateTask &task) {
  return std::make_unique<LoopAggregate>(task);
}

PeerPtr peers::makeLoopSparseFeatures(const SparseFeaturesTask &task) {
  return std::make_unique<LoopSparseFeatures>(task);
}
