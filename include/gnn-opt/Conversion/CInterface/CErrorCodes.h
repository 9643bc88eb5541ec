//===- CErrorCodes.h - What a C function returns -------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_CINTERFACE_CERRORCODES_H
#define GNN_OPT_CONVERSION_CINTERFACE_CERRORCODES_H

#include "mlir/Support/LLVM.h"

namespace mlir::gnn {

/// The argument that a C function refuses, in the order of the tests.
enum class CError {
  Size = 1,
  Null,
  Stride,
  RowPtr,
  ColIdx,
  Features,
  GraphPtr
};

/// A code as the C header declares it.
struct CErrorCode {
  int value;
  StringRef name;
  StringRef meaning;
};

/// All codes: success, refused arguments, then what may fail on a GPU.
ArrayRef<CErrorCode> getCErrorCodes();

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_CINTERFACE_CERRORCODES_H
