//===- Options.h - What gnn-compile is asked to do ------------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_COMPILE_OPTIONS_H
#define GNN_OPT_TOOLS_GNN_COMPILE_OPTIONS_H

#include "gnn-opt/Analysis/FeatureType.h"
#include "gnn-opt/Conversion/GNNToGPU/MatmulPrecision.h"
#include "gnn-opt/Execution/ObjectEmitter.h"

#include <string>
#include <variant>

namespace mlir::gnn {

struct CompileOptions {
  std::string input;
  std::string output;
  /// Empty where no header is asked for.
  std::string header;
  std::string params;
  std::string target;
  /// Of a model for a GPU: what its kernels are in the object file.
  std::string kernels;
  /// Of a GPU: what the factors of dense products are rounded to.
  MatmulPrecision matmul;
  /// Of a CPU: what gathered features are rounded to.
  FeatureType features;
  /// For a processor, or for a GPU.
  std::variant<EmitKind, KernelFormat> emit;
  bool sparseFeatures;
  /// none, degree or rcm.
  std::string reorder;
  bool json;
};

/// Reads the command line; exits with a message where it makes no sense.
CompileOptions parseCompileOptions(int argc, char **argv);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_COMPILE_OPTIONS_H
