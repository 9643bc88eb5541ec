//===- ArgumentChecks.h - Tests of a C function's arguments, as IR ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_CINTERFACE_ARGUMENTCHECKS_H
#define GNN_OPT_LIB_CONVERSION_CINTERFACE_ARGUMENTCHECKS_H

#include "gnn-opt/Conversion/CInterface/CSignature.h"

namespace mlir::gnn {

/// Builds the tests of `arguments` (LLVM pointers and i64) and returns an i32:
/// 0, or the code of the first test that fails. Later tests are not executed
/// once one has failed, so that no pointer is read before it is known good.
Value buildArgumentChecks(OpBuilder &builder, Location loc,
                          const CSignature &signature, ValueRange arguments);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_CINTERFACE_ARGUMENTCHECKS_H
