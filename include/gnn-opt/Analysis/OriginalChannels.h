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
// that copy, transpose or combine parameters carry it along. An argument of a
// function that lost features says, by an attribute of that name,
// `gnn.channels = array<i64: 0, 2, 5>`, which of the data's it has left.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H
#define GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

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

  /// Whether an original index is still one of the `size` that `dim` has.
  bool contains(unsigned dim, int64_t original, int64_t size) const {
    return dims[dim] ? llvm::binary_search(*dims[dim], original)
                     : original < size;
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

/// The data's features that an argument still has, one for each of `size`;
/// nothing where it lost none, or where the attribute does not fit.
std::optional<SmallVector<int64_t>>
getOriginalFeatures(FunctionOpInterface function, unsigned argument,
                    int64_t size);

/// Of the features that an argument has, only `kept` remain, in this order.
void keepFeatures(FunctionOpInterface function, unsigned argument, int64_t size,
                  ArrayRef<int64_t> kept);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_ORIGINALCHANNELS_H
