//===- FourKernelAttention.cpp - Attention, kernel by kernel --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir::gnn;
using namespace mlir::gnn::peers;

namespace {
/// DGL's u_add_v, leaky_relu, edge_softmax and u_mul_e_sum: what each leaves is
/// in memory for the next.
class FourKernels : public Peer {
public:
  explicit FourKernels(const AttentionTask &task)
      : task(task), scores(task.a.stored() * task.heads) {}

  void run() override {
    addEnds();
    slope();
    softmax();
    sum();
  }

private:
  void addEnds() {
#pragma omp parallel for schedule(dynamic, 64)
    for (int64_t row = 0; row < task.a.rows; ++row)
      for (int64_t e = task.a.rowPtr[row]; e < task.a.rowPtr[row + 1]; ++e)
        for (int64_t h = 0; h < task.heads; ++h)
          scores[e * task.heads + h] =
              task.source[task.a.colIdx[e] * task.heads + h] +
              task.target[row * task.heads + h];
  }

  void slope() {
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < scores.size(); ++i)
      scores[i] = scores[i] < 0 ? scores[i] * task.slope : scores[i];
  }

  void softmax() {
#pragma omp parallel for schedule(dynamic, 64)
    for (int64_t row = 0; row < task.a.rows; ++row)
      for (int64_t h = 0; h < task.heads; ++h)
        softmaxRow(task.a.rowPtr[row], task.a.rowPtr[row + 1], h);
  }

  void softmaxRow(int64_t begin, int64_t end, int64_t head) {
    float largest = -std::numeric_limits<float>::infinity(), total = 0;
    for (int64_t e = begin; e < end; ++e)
      largest = std::max(largest, scores[e * task.heads + head]);
    for (int64_t e = begin; e < end; ++e) {
      float &score = scores[e * task.heads + head];
      score = std::exp(score - largest);
      total += score;
    }
    for (int64_t e = begin; e < end; ++e)
      scores[e * task.heads + head] /= total;
  }

  void sum() {
    int64_t width = task.heads * task.channels;
#pragma omp parallel for schedule(dynamic, 64)
    for (int64_t row = 0; row < task.a.rows; ++row) {
      float *y = task.y + row * width;
      std::fill_n(y, width, 0.0f);
      for (int64_t e = task.a.rowPtr[row]; e < task.a.rowPtr[row + 1]; ++e)
        addEdge(y, task.x + task.a.colIdx[e] * width,
                scores.data() + e * task.heads);
    }
  }

  void addEdge(float *y, const float *x, const float *weights) const {
    for (int64_t h = 0; h < task.heads; ++h)
      for (int64_t c = 0; c < task.channels; ++c)
        y[h * task.channels + c] += weights[h] * x[h * task.channels + c];
  }

  AttentionTask task;
  std::vector<float> scores;
};
} // namespace

PeerPtr peers::makeFourKernelAttention(const AttentionTask &task) {
  return std::make_unique<FourKernels>(task);
}
