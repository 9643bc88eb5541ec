//===- ModelComparison.h - Two models, without running them -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What can be shown of two functions that take and give the same. Equality is
// that of real arithmetic; bounds of a difference hold for a program of a given
// rounding too, as real numbers rounded outwards. The argument is in
// docs/rationale/difference-bounds.md. Layers are to be decomposed first; the
// arith and math dialects must be loaded.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_MODELCOMPARISON_H
#define GNN_OPT_ANALYSIS_MODELCOMPARISON_H

#include "gnn-opt/Analysis/InputDomain.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn {

/// Whether value numbering shows that the results of both are equal for all
/// inputs of the domain: each channel is the same function of the arguments.
/// Both are of one context. False where it shows nothing. Fails with an error
/// where the domain does not fit.
FailureOr<bool> proveEqual(func::FuncOp first, func::FuncOp second,
                           const InputDomain &domain);

/// Bounds of `first - second`, one for each channel of each result.
struct DifferenceBounds {
  std::vector<Interval> channels;
  /// Whether they come from differences that were followed through the ops, and
  /// not only from the bounds of both results.
  bool isRelational = false;
  /// The ops where a difference that had been followed became that of the
  /// bounds of both, because nothing better is known of it: of `first`, or,
  /// where only what rounding adds was lost, of either.
  std::vector<Operation *> widened = {};

  double getLargest() const;
};

/// Bounds over the domain, of what programs of the rounding compute and of real
/// numbers. Where `second` is `first` with other values, or with fewer
/// channels, differences are followed from op to op: with channels that went
/// put back as zeros, which must be proved equal to `second`. Elsewhere it is
/// the difference of the bounds of both results.
FailureOr<DifferenceBounds> boundDifference(func::FuncOp first,
                                            func::FuncOp second,
                                            const InputDomain &domain,
                                            const Rounding &rounding);

/// A copy of `first`, the module of a function, with the values that parameters
/// of the same names have in `second`, at the original indices that they were
/// left with, and zeros elsewhere. Null where parameters are not those of
/// `first` or fewer of their indices.
OwningOpRef<ModuleOp> spreadParameters(ModuleOp first, ModuleOp second);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_MODELCOMPARISON_H
