//===- Functions.h - Results as arguments of the caller ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_FUNCTIONS_H
#define GNN_OPT_CONVERSION_LOWERING_FUNCTIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::gnn {

/// Types on the host: features become rows of C channels any distance apart,
/// since callers may pass a part of a larger matrix; a graph its row pointers
/// and column indices; sparse features row pointers, column indices and values.
class GNNTypeConverter : public TypeConverter {
public:
  GNNTypeConverter();
};

/// func @f(a) -> r   becomes   func @f(a', r'): a' the buffers of a, r' memory
/// that the caller has for r, which for the sources of a graph may be more than
/// there are edges. An error where a result is not one that the
/// caller can have memory for.
LogicalResult convertFunction(func::FuncOp function,
                              const TypeConverter &converter,
                              ConversionPatternRewriter &rewriter);

/// The arguments that a lowered function returns its result number `index`
/// through: one, or the two of a graph.
ValueRange getOutParameters(func::ReturnOp exit, unsigned index);
/// Those that the function returns `result` through; none where it is not
/// returned.
ValueRange findOutParameters(Value result);

/// The op of the block of `buffer` after which nobody reads or writes it, by
/// any of its names: an op that makes a memref of it gives it another name.
Operation *findLastUse(Value buffer);

/// Functions whose types `converter` has nothing left to do for are legal, and
/// so are returns without tensors.
void setFunctionLegality(ConversionTarget &target,
                         const TypeConverter &converter);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_FUNCTIONS_H
