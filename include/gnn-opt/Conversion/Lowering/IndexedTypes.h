//===- IndexedTypes.h - Types that become several buffers -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_INDEXEDTYPES_H
#define GNN_OPT_CONVERSION_LOWERING_INDEXEDTYPES_H

#include "mlir/Transforms/DialectConversion.h"

namespace mlir::gnn {

/// A graph becomes row pointers and column indices; sparse features become row
/// pointers, column indices and values. `vectorOf` gives the buffer of a vector
/// of elements, where the code will run.
void addIndexedConversions(TypeConverter &converter,
                           MemRefType (*vectorOf)(Type element));

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_INDEXEDTYPES_H
