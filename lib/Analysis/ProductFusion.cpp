//===- ProductFusion.cpp - Which products multiply rows at once -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ProductFusion.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

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

//===----------------------------------------------------------------------===//
// A product of rows that another op computes
//===----------------------------------------------------------------------===//

static bool isUnstructured(LinearOp product) {
  auto weight = cast<RankedTensorType>(product.getWeight().getType());
  return isa_and_nonnull<CSRAttr>(weight.getEncoding());
}

static const char *whyNotTiles(LinearOp product) {
  if (isSparse(product.getX().getType()))
    return "the product reads sparse features";
  if (isUnstructured(product))
    return "an unstructured weight is multiplied row by row";
  return nullptr;
}

bool ProductFusion::computesTiles(Operation *root) const {
  auto product = dyn_cast<LinearOp>(root);
  return product ? !isJoined(product) && !whyNotTiles(product)
                 : root->hasTrait<RowReduction>();
}

const char *gnn::whyNotFused(LinearOp product) {
  if (isUnstructured(product))
    return "an unstructured weight is multiplied with rows that are stored";
  int64_t inputs = getChannels(product.getX());
  if (!fitsCache(inputs, inputs))
    return "a tile of the rows is too large for a cache";
  return nullptr;
}

SmallVector<Operation *> ProductFusion::getRowChain(Operation *root) const {
  SmallVector<Operation *> chain = {root};
  while (Operation *reader = getReader(root, chain.back()->getResult(0)))
    chain.push_back(reader);
  return chain;
}

LinearOp ProductFusion::getProductBehind(Operation *root) const {
  if (!computesTiles(root))
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

LinearOp ProductFusion::getFusedProduct(Operation *root) const {
  LinearOp product = getProductBehind(root);
  return product && !whyNotFused(product) ? product : nullptr;
}

Operation *ProductFusion::getFusedRoot(LinearOp product) const {
  Operation *def = product.getX().getDefiningOp();
  Operation *root = def ? getRoot(def) : nullptr;
  return root && getFusedProduct(root) == product ? root : nullptr;
}

//===----------------------------------------------------------------------===//
// Products beside the rows of another op
//===----------------------------------------------------------------------===//

/// As parameters are, wherever they are loaded.
static bool isKnownTo(Operation *root, Value operand) {
  return isKnownBefore(root, operand) ||
         operand.getDefiningOp<ml_program::GlobalLoadConstOp>();
}

/// Why the product cannot be computed before `root`, tile by tile, or null.
static const char *whyNotJoined(LinearOp product, Operation *root) {
  if (const char *reason = whyNotTiles(product))
    return reason;
  if (!fitsCache(getChannels(product.getX()), getChannels(product.getResult())))
    return "a tile of the product is too large for a cache";
  for (Value operand : product->getOperands())
    if (!isKnownTo(root, operand))
      return "what it reads is known only later";
  return nullptr;
}

/// Joins the product to the op whose rows `reader` takes beside it.
bool ProductFusion::join(LinearOp product, ElementwiseOpInterface reader,
                         Value rows) {
  Operation *def = rows.getDefiningOp();
  Operation *root = def ? getRoot(def) : nullptr;
  if (!root || root->getBlock() != product->getBlock() || !computesTiles(root))
    return false;
  if (const char *reason = whyNotJoined(product, root)) {
    obstacles.push_back({product, reason});
    return false;
  }
  joined.insert(product);
  if (getReader(root, rows) == reader)
    return true;
  joined.erase(product);
  return false;
}

void ProductFusion::join(LinearOp product) {
  if (!product->hasOneUse() || getFusedRoot(product))
    return;
  auto reader = dyn_cast<ElementwiseOpInterface>(*product->user_begin());
  if (!reader || reader->getBlock() != product->getBlock())
    return;
  for (Value rows : reader->getOperands())
    if (rows != product.getResult() && join(product, reader, rows))
      return;
}

ProductFusion ProductFusion::find(Operation *scope) {
  ProductFusion fusion;
  scope->walk([&](LinearOp product) { fusion.join(product); });
  fusion.headDots = HeadDotFusion::find(scope, fusion);
  return fusion;
}
