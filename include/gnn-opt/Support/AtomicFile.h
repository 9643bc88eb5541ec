//===- AtomicFile.h - Write a file whole or not at all ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_ATOMICFILE_H
#define GNN_OPT_SUPPORT_ATOMICFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::gnn {

/// Calls `write` with a stream and puts what it wrote at `path`.
///
/// The bytes go to a temporary name in the folder of `path`, which is renamed
/// over `path` once they are all there: a reader sees the old file or the new
/// one, and nothing is left behind when `write` or the disk fails, or when the
/// process is interrupted. A symbolic link keeps pointing at its target, whose
/// content is replaced. `-` means standard output, which gets the bytes only
/// after `write` succeeded. Devices and pipes are written in place, since a
/// rename would replace them.
///
/// Errors name `path` and the reason; an error of `write` is passed on as is.
llvm::Error
writeFileAtomically(llvm::StringRef path,
                    llvm::function_ref<llvm::Error(llvm::raw_ostream &)> write);

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_ATOMICFILE_H
