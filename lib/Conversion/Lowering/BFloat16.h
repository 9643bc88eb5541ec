//===- BFloat16.h - Rounding to bf16 ----------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_LOWERING_BFLOAT16_H
#define GNN_OPT_LIB_CONVERSION_LOWERING_BFLOAT16_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// The nearest bf16 of an f32, or of each in a vector; of two equally near the
/// even one. A NaN stays one.
///
/// By integers: where processors lack an instruction, `arith.truncf` calls a
/// function for each element, and the one of AVX-512 takes subnormals for 0.
Value roundToBF16(Emitter &e, Value value);

/// The f32 that a bf16 is, or each in a vector. By a shift: LLVM would compare
/// in bf16 what `arith.extf` widens.
Value widenBF16(Emitter &e, Value value);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_LOWERING_BFLOAT16_H
