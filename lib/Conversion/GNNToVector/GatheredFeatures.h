//===- GatheredFeatures.h - Features stored as bf16 -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_GATHEREDFEATURES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_GATHEREDFEATURES_H

#include "gnn-opt/Analysis/FeatureType.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::gnn {

/// In which type features are stored. A row that an op gathers is read once for
/// each edge: what is read in no other way is written as bf16 from the start.
class GatheredFeatures {
public:
  explicit GatheredFeatures(FeatureType type = FeatureType::F32) : type(type) {}

  bool areRounded() const { return type == FeatureType::BF16; }

  /// Finds what only gathers read, while all ops are there.
  void find(ArrayRef<Operation *> functions);

  /// The memory of such features; null for others, which stay f32.
  MemRefType getMemory(Value features) const;

private:
  FeatureType type;
  llvm::DenseSet<Value> onlyGathered;
};

/// Whether memory holds bf16.
bool isBF16(Value memory);

/// The same rows, of bf16.
MemRefType asBF16(MemRefType rows);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_GATHEREDFEATURES_H
