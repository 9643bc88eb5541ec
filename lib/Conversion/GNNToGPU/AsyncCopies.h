//===- AsyncCopies.h - Copies that nobody waits for yet ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ASYNCCOPIES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ASYNCCOPIES_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// Copies of a thread from global to shared memory that go on while it
/// computes. Between wait() and what others read there must be a barrier. For
/// chips that have them.
class AsyncCopies {
public:
  explicit AsyncCopies(Emitter &e) : e(e) {}

  /// `lanes` floats: 1, 2 or 4, aligned as vectors are.
  void start(Value from, ValueRange fromIndices, Value to, ValueRange toIndices,
             int64_t lanes);
  /// What was started is a group, which may be waited for.
  void commit();
  /// Until the group is there, and all before it.
  void wait();

private:
  Emitter &e;
  Values started;
  Value group;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ASYNCCOPIES_H
