//===- OriginalChannels.h - What an index was before pruning ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A parameter whose channels were removed carries the attribute
// `gnn.channels = [array<i64: 0, 2, 5>, unit]`: for each dimension the original
// index of each index it has now, or `unit` where nothing was removed. Passes
// that copy, transpose or combine parameters carry it along.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H
#define GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

namespace mlir::gnn {

class OriginalChannels {
public:
  /// Reads the attribute of `parameter`; an error on it where the attribute
  /// does not fit its type.
  static FailureOr<OriginalChannels> read(ml_program::GlobalOp parameter);

  /// The original index of `index` in dimension `dim`.
  int64_t get(unsigned dim, int64_t index) const {
    return dims[dim] ? (*dims[dim])[index] : index;
  }

  /// The original indices of a dimension; null where they are unchanged.
  DenseI64ArrayAttr getIndices(unsigned dim) const {
    return dims[dim] ? DenseI64ArrayAttr::get(context, *dims[dim])
                     : DenseI64ArrayAttr();
  }

  /// Of the indices in `dim`, only `kept` remain, in this order.
  void keep(unsigned dim, ArrayRef<int64_t> kept);

  /// Takes the indices of another parameter's dimension.
  void copyDim(unsigned dim, const OriginalChannels &from, unsigned fromDim) {
    dims[dim] = from.dims[fromDim];
  }

  /// Writes the attribute, or removes it where no dimension has changed.
  void write(ml_program::GlobalOp parameter) const;

private:
  MLIRContext *context = nullptr;
  SmallVector<std::optional<SmallVector<int64_t>>> dims;
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H
