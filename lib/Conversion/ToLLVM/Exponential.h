//===- Exponential.h - exp and expm1 as few instructions ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_TOLLVM_EXPONENTIAL_H
#define GNN_OPT_LIB_CONVERSION_TOLLVM_EXPONENTIAL_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::gnn {

/// Replaces `math.exp` and `math.expm1` of f32 and of vectors of it, within a
/// few units of the last place. NaN stays NaN; results beyond the normal finite
/// numbers are the nearest of these: exp(-inf) is 2^-126, not 0. With benefit
/// over upstream's, which keep infinities and take twice (exp) to five times
/// (expm1) as many instructions.
void populateExponentialPatterns(RewritePatternSet &patterns);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_TOLLVM_EXPONENTIAL_H
