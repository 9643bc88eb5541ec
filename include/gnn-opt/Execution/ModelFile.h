//===- ModelFile.h - A model in a file --------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_MODELFILE_H
#define GNN_OPT_EXECUTION_MODELFILE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace mlir::gnn {

/// Reads a module, text or bytecode, from a file or, for `-`, from standard
/// input. What is wrong within the file is a diagnostic; the error says which
/// file could not be read.
llvm::Expected<OwningOpRef<ModuleOp>> readModel(const std::string &path,
                                                MLIRContext &context);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_MODELFILE_H
