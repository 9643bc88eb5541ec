//===- SharedLibrary.h - Linking an object into a shared library ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_OBJECT_SHAREDLIBRARY_H
#define GNN_OPT_LIB_EXECUTION_OBJECT_SHAREDLIBRARY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace mlir::gnn {

/// Links the object in `bytes` with libomp and libm, and writes `path` whole or
/// not at all. The first of clang-22, clang, gcc and cc on PATH does it.
llvm::Error linkSharedLibrary(llvm::ArrayRef<char> bytes, llvm::StringRef path);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_OBJECT_SHAREDLIBRARY_H
