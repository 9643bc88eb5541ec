//===- Interfaces.h - What ops say about channels, cost, elements - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_INTERFACES_H
#define GNN_OPT_DIALECT_GNN_INTERFACES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

#include <functional>

namespace mlir::gnn {

/// One dimension of a value, whose indices are channels.
struct ChannelDim {
  Value value;
  unsigned dim;
};

/// Channel `i` of `from` is channel `offset + i` of `to`, where a modulus is
/// given `offset + i mod modulus`. Both must stay or go together.
struct ChannelLink {
  ChannelDim from;
  ChannelDim to;
  int64_t offset = 0;
  int64_t modulus = 0;
  /// The op sums over this channel: its result has no such channel, and a zero
  /// on either side makes the other side unread.
  bool contracted = false;
};

/// The size of the graph that an op runs on, and how many elements of a sparse
/// value (features or a parameter) are stored.
struct Workload {
  int64_t nodes = 0;
  int64_t edges = 0;
  int64_t graphs = 0;
  std::function<int64_t(Value)> nonzeros;
};

/// Multiply-adds, and the bytes read and written at least once.
struct Cost {
  int64_t multiplyAdds = 0;
  int64_t bytesRead = 0;
  int64_t bytesWritten = 0;

  Cost &operator+=(const Cost &other) {
    multiplyAdds += other.multiplyAdds;
    bytesRead += other.bytesRead;
    bytesWritten += other.bytesWritten;
    return *this;
  }
};

} // namespace mlir::gnn

#include "dialects/Interfaces/ChannelOpInterface.h.inc"
#include "dialects/Interfaces/CostOpInterface.h.inc"
#include "dialects/Interfaces/ElementwiseOpInterface.h.inc"

#endif // GNN_OPT_DIALECT_GNN_INTERFACES_H
