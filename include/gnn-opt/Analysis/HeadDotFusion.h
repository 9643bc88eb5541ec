//===- HeadDotFusion.h - Which head dots share a loop ----------- -*- C++ -*-=//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_HEADDOTFUSION_H
#define GNN_OPT_ANALYSIS_HEADDOTFUSION_H

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::gnn {

class ProductFusion;

/// Which dot products of heads are computed in the loop of another op, their
/// host: the product or reduction that writes the rows that they read, while
/// these are in a cache, or else the first one that reads the same rows.
class HeadDotFusion {
public:
  /// No dot has a host.
  HeadDotFusion() = default;
  /// All that is possible in a function, or in every function of a module.
  static HeadDotFusion find(Operation *scope, const ProductFusion &products);

  bool hasHost(HeadDotOp dot) const { return hosted.contains(dot); }
  /// What is computed in the loop of `host`.
  ArrayRef<HeadDotOp> getDots(Operation *host) const;
  /// Why a dot is not computed where its rows are written.
  ArrayRef<std::pair<HeadDotOp, const char *>> getObstacles() const {
    return obstacles;
  }

private:
  void findHost(HeadDotOp dot, const ProductFusion &products);
  const char *whyNotBehind(Operation *writer, HeadDotOp dot) const;
  void add(HeadDotOp dot, Operation *host);

  /// Rows that dots of equally many heads read in a block.
  using Rows = std::tuple<Value, int64_t, Block *>;
  DenseMap<Rows, HeadDotOp> first;
  DenseMap<Operation *, SmallVector<HeadDotOp>> dots;
  DenseSet<Operation *> hosted;
  SmallVector<std::pair<HeadDotOp, const char *>> obstacles;
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_HEADDOTFUSION_H
