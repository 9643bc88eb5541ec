//===- ProductFusion.cpp - Which products multiply rows at once -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ProductFusion.h"

#include "gnn-opt/Analysis/ElementwiseChain.h"

using namespace mlir;
using namespace mlir::gnn;

/// A part of the L2 cache, and of a thread's stack.
static constexpr int64_t maxTileBytes = 128 * 1024;

int64_t gnn::getProductBlockRows(int64_t inputs) {
  // Leaves room for a panel of the weight.
  constexpr int64_t tileMultiple = 12, mostRows = 96, cachedElements = 6144;
  int64_t rows = cachedElements / std::max<int64_t>(inputs, 1);
  return std::clamp<int64_t>(rows / tileMultiple * tileMultiple, tileMultiple,
                             mostRows);
}

bool gnn::fitsCache(int64_t inputs, int64_t channels) {
  return getProductBlockRows(inputs) * channels * int64_t(sizeof(float)) <=
         maxTileBytes;
}

SmallVector<Operation *> gnn::getRowChain(Operation *root) {
  SmallVector<Operation *> chain = {root};
  while (Operation *reader = getFusibleReader(root, chain.back()->getResult(0)))
    chain.push_back(reader);
  return chain;
}

LinearOp gnn::getProductBehind(Operation *root) {
  if (!root->hasTrait<RowReduction>())
    return nullptr;
  Value rows = getRowChain(root).back()->getResult(0);
  if (!rows.hasOneUse())
    return nullptr;
  auto product = dyn_cast<LinearOp>(*rows.user_begin());
  return product && product.getX() == rows &&
                 product->getBlock() == root->getBlock()
             ? product
             : nullptr;
}

const char *gnn::whyNotFused(LinearOp product) {
  auto weight = cast<RankedTensorType>(product.getWeight().getType());
  if (isa_and_nonnull<CSRAttr>(weight.getEncoding()))
    return "an unstructured weight is multiplied with rows that are stored";
  int64_t inputs = weight.getDimSize(1);
  if (!fitsCache(inputs, inputs))
    return "a tile of the rows is too large for a cache";
  return nullptr;
}

LinearOp gnn::getFusedProduct(Operation *root) {
  LinearOp product = getProductBehind(root);
  return product && !whyNotFused(product) ? product : nullptr;
}
