//===- Transpose.h - Squares of vectors transposed ------------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TRANSPOSE_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TRANSPOSE_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// The columns of a square of as many vectors as each has lanes, a power of
/// two, by shuffles that are one instruction each.
Values transpose(Emitter &e, ValueRange rows);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TRANSPOSE_H
