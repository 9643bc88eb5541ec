//===- OpenBLASPeer.cpp - Dense products by OpenBLAS ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#ifdef GNN_HAS_OPENBLAS
#include <cblas.h>
#endif

using namespace mlir::gnn;
using namespace mlir::gnn::peers;

#ifdef GNN_HAS_OPENBLAS
namespace {
struct OpenBLASDense : Peer {
  explicit OpenBLASDense(const DenseTask &task) : task(task) {}

  void run() override {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, task.rows,
                task.outputs, task.inputs, 1.0f, task.x, task.inputs,
                task.weight, task.inputs, 0.0f, task.y, task.outputs);
  }

  DenseTask task;
};
} // namespace

PeerPtr peers::makeOpenBLASDense(const DenseTask &task) {
  return std::make_unique<OpenBLASDense>(task);
}

std::string peers::getOpenBLASVersion() {
  return std::string(openblas_get_config()) + " on " + openblas_get_corename();
}
#else
PeerPtr peers::makeOpenBLASDense(const DenseTask &) { return nullptr; }
std::string peers::getOpenBLASVersion() { return ""; }
#endif
