//===- PeakMemory.h - The most memory a process has held --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_PEAKMEMORY_H
#define GNN_OPT_EXECUTION_PEAKMEMORY_H

#include <cstdint>
#include <optional>

namespace mlir::gnn {

/// The largest resident set of this process so far, in bytes; nothing where the
/// system does not tell.
std::optional<uint64_t> getPeakResidentBytes();

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_PEAKMEMORY_H
