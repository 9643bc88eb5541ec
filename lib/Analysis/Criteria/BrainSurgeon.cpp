//===- BrainSurgeon.cpp - What removing a weight costs --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BrainSurgeon.h"

using namespace mlir;
using namespace mlir::gnn;

FailureOr<std::vector<double>>
BrainSurgeon::score(ScoringContext &context,
                    ml_program::GlobalOp weight) const {
  FailureOr<ArrayRef<float>> values = context.getValues(weight);
  if (failed(values))
    return failure();
  FailureOr<Hessian> hessian = Hessian::get(context, weight);
  if (failed(hessian))
    return failure();
  return getCosts(*values, *hessian);
}
