//===- TypeConversion.cpp - Graphs and features as buffers ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Functions.h"
#include "gnn-opt/Conversion/Lowering/IndexedTypes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

static MemRefType vectorOf(Type element) {
  return MemRefType::get({ShapedType::kDynamic}, element);
}

/// Rows of C channels, any distance apart: callers may pass a part of a larger
/// matrix, and rows of temporaries are padded.
static MemRefType rowsOf(RankedTensorType features) {
  auto layout = StridedLayoutAttr::get(features.getContext(), /*offset=*/0,
                                       {ShapedType::kDynamic, 1});
  return MemRefType::get(features.getShape(), features.getElementType(),
                         layout);
}

void gnn::addIndexedConversions(TypeConverter &converter,
                                MemRefType (*vectorOf)(Type element)) {
  using Types = SmallVectorImpl<Type>;
  using Result = std::optional<LogicalResult>;
  converter.addConversion(
      [vectorOf](RankedTensorType type, Types &types) -> Result {
        if (!isFeatures(type) || !isSparse(type))
          return std::nullopt;
        Builder builder(type.getContext());
        types.append({vectorOf(builder.getI64Type()),
                      vectorOf(builder.getI32Type()),
                      vectorOf(builder.getF32Type())});
        return success();
      });
  converter.addConversion(
      [vectorOf](gnn::GraphType type, Types &types) -> Result {
        Builder builder(type.getContext());
        types.append(
            {vectorOf(builder.getI64Type()), vectorOf(builder.getI32Type())});
        return success();
      });
}

GNNTypeConverter::GNNTypeConverter() {
  // Parameters and what is no tensor of ours stays as it is.
  addConversion([](Type type) { return type; });
  addConversion([](RankedTensorType type) -> std::optional<Type> {
    if (isDenseFeatures(type))
      return rowsOf(type);
    if (isNodeScalars(type) || isSegmentPtr(type))
      return vectorOf(type.getElementType());
    return std::nullopt;
  });
  addIndexedConversions(*this, vectorOf);
}
