//===- WorkloadBudgets.h - What pruning may leave ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WORKLOADBUDGETS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WORKLOADBUDGETS_H

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Transforms/Pruning/ChannelPruning.h"

namespace mlir::gnn {

/// The graph that costs are counted on, as users say it.
struct WorkloadTexts {
  /// A data file; else
  StringRef data;
  /// these, negative where absent.
  int64_t nodes;
  int64_t edges;
  int64_t nonzeros;
};

/// What passes count costs with; errors begin with the name of the pass.
class CostModel {
public:
  /// Fails where the texts give no graph, a file cannot be read, or its
  /// features are not those of the module's functions.
  static FailureOr<CostModel> read(ModuleOp module, StringRef pass,
                                   const WorkloadTexts &texts);

  /// Of all functions.
  FailureOr<double> countMultiplyAdds(ModuleOp module) const;

  /// For SelectionOptions::costs: the multiply-adds that the module has less
  /// without one channel of the group, at least 1.
  FailureOr<std::vector<double>>
  measureChannels(const ChannelGroups &groups,
                  ChannelGroupsOptions options) const;

private:
  Workload workload;
};

/// Values that are stored: the nonzeros of a sparse parameter, and all of a
/// dense one.
FailureOr<double> countStoredParameters(ModuleOp module);

/// `0.5x` of what the module has, or a positive number. `option` is what users
/// call it.
FailureOr<ChannelBudget>
readBudget(ModuleOp module, StringRef pass, StringRef option, StringRef text,
           StringRef name, std::function<FailureOr<double>(ModuleOp)> measure);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WORKLOADBUDGETS_H
