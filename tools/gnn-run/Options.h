//===- Options.h - What gnn-run is asked to do ------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_OPTIONS_H
#define GNN_OPT_TOOLS_GNN_RUN_OPTIONS_H

#include "gnn-opt/Analysis/FeatureType.h"
#include "gnn-opt/Conversion/GNNToGPU/MatmulPrecision.h"

#include <string>

namespace mlir::gnn {

enum class EngineKind { JIT, Reference, GPUEmulated, CUDA };

/// Empty strings and zeros are what was not asked for.
struct RunOptions {
  std::string model;
  std::string data;
  std::string params;
  std::string function;
  std::string split;
  EngineKind engine;
  unsigned threads;
  /// none, degree or rcm.
  std::string reorder;
  /// Of the emulated GPU: watch every access, keep counts.
  bool gpuChecks;
  bool gpuCounts;
  /// Of a GPU, emulated or not.
  MatmulPrecision matmul;
  /// Of compiled code on a CPU.
  FeatureType features;
  unsigned repeat;
  std::string output;
  std::string compare;
  bool json;
};

/// Reads the command line; exits with a message where it makes no sense.
RunOptions parseRunOptions(int argc, char **argv);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_OPTIONS_H
