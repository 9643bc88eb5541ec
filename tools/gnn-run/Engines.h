//===- Engines.h - Engines by name ------------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_ENGINES_H
#define GNN_OPT_TOOLS_GNN_RUN_ENGINES_H

#include "Model.h"
#include "gnn-opt/Execution/Engine.h"

#include <memory>

namespace mlir::gnn {

/// The engine that options ask for, for a model that outlives it.
llvm::Expected<std::unique_ptr<Engine>> createEngine(const RunOptions &options,
                                                     const Model &model);

/// The same for the engines of a GPU. Errors: also those of the driver.
llvm::Expected<std::unique_ptr<Engine>>
createGPUModelEngine(const RunOptions &options, const Model &model);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_ENGINES_H
