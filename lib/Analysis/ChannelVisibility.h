//===- ChannelVisibility.h - Channels that are seen from outside ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CHANNELVISIBILITY_H
#define GNN_OPT_LIB_ANALYSIS_CHANNELVISIBILITY_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

#include <string>

namespace mlir::gnn {

/// Which parameter a value loads, and why the channels of a value or parameter
/// must all stay.
class ChannelVisibility {
public:
  /// Freezes parameters that anything but a constant load in this module names.
  explicit ChannelVisibility(ModuleOp module);

  /// The parameter that `value` loads, or null. Modules inside this one have
  /// parameters of their own, which are not looked into.
  ml_program::GlobalOp getLoadedParameter(Value value) const;

  /// Freezes the operands and results of an op that says nothing of its
  /// channels: it may read each of them. Function results are their caller's.
  void freezeAround(Operation *op);

  /// Freezes the arguments of every block, but those of functions where they
  /// may be pruned.
  void freezeArguments(bool pruneInputs);

  /// Freezes a value or, where it is a load, the parameter; the first reason
  /// stays.
  void freeze(Value value, const Twine &reason);

  /// Empty where it is not frozen.
  std::string getReason(Value value) const { return values.lookup(value); }
  std::string getReason(ml_program::GlobalOp parameter) const {
    return parameters.lookup(parameter);
  }

private:
  void freezeNamedElsewhere();

  ModuleOp module;
  llvm::StringMap<ml_program::GlobalOp> parameterOfName;
  DenseMap<Value, std::string> values;
  DenseMap<Operation *, std::string> parameters;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CHANNELVISIBILITY_H
