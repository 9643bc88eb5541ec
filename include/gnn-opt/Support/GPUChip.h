//===- GPUChip.h - GPUs that kernels are made for ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_GPUCHIP_H
#define GNN_OPT_SUPPORT_GPUCHIP_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace mlir::gnn {

/// A GPU by what its instructions are called after, such as `sm_80`. What it
/// lacks must not be asked for: LLVM ends the process over it.
class GPUChip {
public:
  /// Only chips that kernels are tested for. Others would compile too, but
  /// nothing here has seen their registers.
  static llvm::Expected<GPUChip> parse(llvm::StringRef name);

  llvm::StringRef getName() const { return name; }
  /// Products of tf32 and bf16 matrices by a warp, also with 2 of 4 elements.
  bool hasRoundedProducts() const { return capability >= 80; }
  /// Copies from global to shared memory that no register holds.
  bool hasAsyncCopies() const { return capability >= 80; }
  /// The features that LLVM must be told of beside the chip: it picks the least
  /// PTX version that has the chip, and products with 2 of 4 elements are newer
  /// than the first chip that has them.
  llvm::StringRef getSparseProductFeatures() const {
    return capability == 80 ? "+ptx71" : "";
  }

private:
  GPUChip(llvm::StringRef name, int capability)
      : name(name), capability(capability) {}

  llvm::StringRef name;
  /// Ten times the compute capability.
  int capability;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_GPUCHIP_H
