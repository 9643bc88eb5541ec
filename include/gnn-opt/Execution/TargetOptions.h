//===- TargetOptions.h - How machine code is generated ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_TARGETOPTIONS_H
#define GNN_OPT_EXECUTION_TARGETOPTIONS_H

#include "llvm/Target/TargetOptions.h"

namespace mlir::gnn {

/// The same in memory and in objects. Loops begin with a line of the cache: the
/// pace of a short one depends on where it lies, and so on the code before it.
inline llvm::TargetOptions getTargetOptions() {
  llvm::TargetOptions options;
  options.LoopAlignment = 64;
  return options;
}

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_TARGETOPTIONS_H
