//===- ReduceOps.cpp - Drop ops while the module stays interesting --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Iterators.h"
#include "mlir/Reducer/Tester.h"
#include "llvm/Support/FileSystem.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_REDUCEOPS
#include "tools/gnn-reduce/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;

/// A change makes a module smaller by one op; it fails where it does not apply.
using Change = LogicalResult (*)(Operation *);

static LogicalResult eraseUnread(Operation *op) {
  if (!op->use_empty() || op->hasTrait<OpTrait::IsTerminator>())
    return failure();
  op->erase();
  return success();
}

static LogicalResult replaceByOperand(Operation *op) {
  if (op->getNumResults() != 1)
    return failure();
  for (Value operand : op->getOperands())
    if (operand.getType() == op->getResult(0).getType()) {
      op->getResult(0).replaceAllUsesWith(operand);
      op->erase();
      return success();
    }
  return failure();
}

static LogicalResult replaceByArgument(Operation *op) {
  auto function = dyn_cast_or_null<func::FuncOp>(op->getParentOp());
  if (!function || op->getNumResults() != 1)
    return failure();
  Type type = op->getResult(0).getType();
  unsigned position = function.getNumArguments();
  if (failed(function.insertArgument(position, type, {}, op->getLoc())))
    return failure();
  op->getResult(0).replaceAllUsesWith(function.getArgument(position));
  op->erase();
  return success();
}

static size_t countOps(Operation *op) {
  size_t count = 0;
  op->walk([&](Operation *) { ++count; });
  return count;
}

namespace {
struct ReduceOps : gnn::impl::ReduceOpsBase<ReduceOps> {
  using ReduceOpsBase::ReduceOpsBase;

  void runOnOperation() override {
    if (!llvm::sys::fs::can_execute(test)) {
      getOperation().emitError("gnn-reduce-ops expects an executable script "
                               "but got test='")
          << test << "'";
      return signalPassFailure();
    }
    if (!isInteresting(getOperation())) {
      getOperation().emitError("gnn-reduce-ops expects a module that ")
          << test << " finds interesting (a status other than 0) but got 0";
      return signalPassFailure();
    }
    while (reduceOnce())
      ;
  }

private:
  bool isInteresting(ModuleOp module) {
    // A variant that does not verify is no news to the user.
    ScopedDiagnosticHandler silence(&getContext(), [](Diagnostic &) {});
    return Tester(test, {}).isInteresting(module).first ==
           Tester::Interestingness::True;
  }

  /// Applies `change` to a copy, and where that is interesting to the module.
  bool tryChange(Operation *op, Change change) {
    IRMapping mapping;
    OwningOpRef<ModuleOp> copy = cast<ModuleOp>(getOperation()->clone(mapping));
    if (failed(change(mapping.lookup(op))) || !isInteresting(*copy))
      return false;
    ++numChanges;
    return succeeded(change(op));
  }

  bool tryChanges(Operation *op) {
    for (Change change : {eraseUnread, replaceByOperand, replaceByArgument})
      if (tryChange(op, change))
        return true;
    return false;
  }

  /// Visits readers before what they read, and ops before those inside them.
  bool reduceOnce() {
    SmallVector<Operation *> ops;
    getOperation()->walk<WalkOrder::PreOrder, ReverseIterator>(
        [&](Operation *op) { ops.push_back(op); });
    bool changed = false;
    for (size_t index = 1; index < ops.size();) {
      size_t inside = countOps(ops[index]);
      bool erased = tryChanges(ops[index]);
      index += erased ? inside : 1;
      changed |= erased;
    }
    return changed;
  }
};
} // namespace
