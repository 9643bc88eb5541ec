//===- MatchFeatures.h - Features and function, made to fit -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_MATCHFEATURES_H
#define GNN_OPT_EXECUTION_MATCHFEATURES_H

#include "gnn-opt/Execution/Dataset.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

/// Where the function lost some of the features that the data has
/// (OriginalChannels.h), so does the data. Data that has as many as the
/// function already is taken to have been made for it. Errors: those of
/// getInputSignature(), and data that lacks features which the function has
/// left.
llvm::Error selectFeatures(func::FuncOp function, Dataset &dataset);

/// Makes data and function agree on features: selectFeatures(), and then on how
/// they are stored. Where the data has sparse features, the function is changed
/// to read them sparse if that keeps what it computes; where only the function
/// wants them sparse, or they may not stay so, the data is changed. Errors:
/// those of selectFeatures().
llvm::Error matchFeatureStorage(func::FuncOp function, Dataset &dataset);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_MATCHFEATURES_H
