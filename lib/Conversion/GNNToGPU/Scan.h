//===- Scan.h - Sums of all counts before --------------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_SCAN_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_SCAN_H

#include "KernelLowering.h"

namespace mlir::gnn {

/// pointers[0] = 0 and pointers[i] = sum of pointers[1] to pointers[i]: counts,
/// one behind each row, become row pointers. One block of threads: counts are
/// few, and their reader would wait for several blocks too.
void sumUp(Emitter &e, KernelContext &context, Operation *op, Value pointers);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_SCAN_H
