//===- Cost.h - Operations, bytes and parameters of a model -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_COST_H
#define GNN_OPT_ANALYSIS_COST_H

#include "gnn-opt/Analysis/Machine.h"
#include "gnn-opt/Dialect/GNN/Interfaces.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

#include <memory>

namespace mlir::gnn {

struct Dataset;

/// The graph of a data set, its self loops counted, and the nonzeros of its
/// features where they are sparse.
Workload getWorkload(const Dataset &dataset);

/// The sizes of the values of `function` on `workload`, computed in vectors of
/// `machine`. Arguments that are features have one row a node, and graphs have
/// the workload's edges. A sparse parameter has as many elements as it has
/// nonzeros; one without values as many as its type. Borrows function and
/// workload.
std::unique_ptr<ValueSizes>
createValueSizes(func::FuncOp function, const Workload &workload,
                 const Machine &machine = Machine::getDefault());

/// The sum over all ops of `function` that have a CostOpInterface. Others cost
/// nothing, calls included.
Cost getFunctionCost(func::FuncOp function, const Workload &workload);

struct ParameterCount {
  /// Elements of all parameters of the module, batch-norm statistics included.
  int64_t parameters = 0;
  /// Those that are not zero; all of a parameter without values.
  int64_t nonzero = 0;
};

/// Fails with an error on a parameter whose value does not fit its type.
FailureOr<ParameterCount> countParameters(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_COST_H
