//===- Peers.cpp - Threads and versions of all of them --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#include <Eigen/Core>

#include <omp.h>

using namespace mlir::gnn;

void peers::setThreads(unsigned threads) {
  omp_set_num_threads(threads);
  Eigen::setNbThreads(threads);
}

void peers::clear(float *values, int64_t count) {
#pragma omp parallel for
  for (int64_t i = 0; i < count; ++i)
    values[i] = 0;
}

std::vector<std::pair<std::string, std::string>> peers::getVersions() {
  std::vector<std::pair<std::string, std::string>> versions = {
      {"eigen", std::to_string(EIGEN_WORLD_VERSION) + "." +
                    std::to_string(EIGEN_MAJOR_VERSION) + "." +
                    std::to_string(EIGEN_MINOR_VERSION)}};
  if (std::string openblas = getOpenBLASVersion(); !openblas.empty())
    versions.emplace_back("openblas", openblas);
  if (std::string onednn = getOneDNNVersion(); !onednn.empty())
    versions.emplace_back("onednn", onednn);
  return versions;
}
