//===- TensorTypes.cpp - The tensor types that gnn ops accept -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;

/// Analyses keep a record for every channel, and a column index of `#gnn.csr`
/// is an int32. The limit also keeps every product of two channel counts, and
/// every sum of them, inside an int64.
static constexpr int64_t maxChannels = (1 << 24) - 1;

/// `type` as a tensor of `rank` dimensions, or null. A dynamic size is
/// negative.
static RankedTensorType tensorOfRank(Type type, int64_t rank) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.getRank() != rank)
    return nullptr;
  bool fits = llvm::all_of(tensor.getShape(),
                           [](int64_t size) { return size <= maxChannels; });
  return fits ? tensor : RankedTensorType();
}

/// Dense, or with one of these encodings.
template <typename... Encodings>
static bool isEncodedAs(RankedTensorType type) {
  return !type.getEncoding() || isa<Encodings...>(type.getEncoding());
}

bool gnn::isSparse(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && isa_and_nonnull<CSRAttr, BlockAttr>(tensor.getEncoding());
}

bool gnn::isFeatures(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 2);
  return tensor && tensor.getElementType().isF32() && tensor.isDynamicDim(0) &&
         !tensor.isDynamicDim(1) && isEncodedAs<CSRAttr>(tensor);
}

bool gnn::isDenseFeatures(Type type) {
  return isFeatures(type) && !isSparse(type);
}

bool gnn::isNodeScalars(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 1);
  return tensor && tensor.getElementType().isF32() && tensor.isDynamicDim(0) &&
         !tensor.getEncoding();
}

bool gnn::isSegmentPtr(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 1);
  return tensor && tensor.getElementType().isSignlessInteger(64) &&
         tensor.isDynamicDim(0) && !tensor.getEncoding();
}

bool gnn::isChannelVector(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 1);
  return tensor && tensor.getElementType().isF32() && tensor.hasStaticShape() &&
         !tensor.getEncoding();
}

bool gnn::isWeight(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 2);
  return tensor && tensor.getElementType().isF32() && tensor.hasStaticShape() &&
         isEncodedAs<CSRAttr, BlockAttr>(tensor);
}

bool gnn::isAttentionVector(Type type) {
  RankedTensorType tensor = tensorOfRank(type, 3);
  return tensor && tensor.getElementType().isF32() && tensor.hasStaticShape() &&
         tensor.getDimSize(0) == 1 && !tensor.getEncoding();
}

int64_t gnn::getChannels(Value features) {
  return cast<RankedTensorType>(features.getType()).getShape().back();
}

RankedTensorType gnn::getFeaturesType(MLIRContext *context, int64_t channels) {
  return RankedTensorType::get({ShapedType::kDynamic, channels},
                               Float32Type::get(context));
}
