//===- LogitsFile.h - Results of a run in a file ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_LOGITSFILE_H
#define GNN_OPT_TOOLS_GNN_RUN_LOGITSFILE_H

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Support/Safetensors.h"

namespace mlir::gnn {

/// Reads `FILE` or `FILE:TENSOR`; without a name the tensor `ref.logits`, or
/// else `logits`. Any floating-point dtype, two dimensions. Errors name the
/// file and the tensor.
llvm::Expected<Logits> readLogits(llvm::StringRef place);

/// Writes the F64 tensor `logits`, whole or not at all.
llvm::Error writeLogits(const Logits &logits, llvm::StringRef path);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_LOGITSFILE_H
