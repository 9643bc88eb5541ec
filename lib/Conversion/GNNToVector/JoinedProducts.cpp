//===- JoinedProducts.cpp - Products in another op's tiles ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JoinedProducts.h"

#include "FusedProduct.h"

#include "gnn-opt/Analysis/ElementwiseChain.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

static remark::RemarkOpts getOptions(const LoweringContext &lowering) {
  return remark::RemarkOpts::name("FuseProduct").category(lowering.passName);
}

static const char *whyNotTiles(LinearOp product) {
  if (isSparse(product.getX().getType()))
    return "the product reads sparse features";
  auto weight = cast<RankedTensorType>(product.getWeight().getType());
  if (isa_and_nonnull<CSRAttr>(weight.getEncoding()))
    return "an unstructured weight is multiplied row by row";
  return nullptr;
}

/// As parameters are, wherever they are loaded.
static bool canMoveBefore(Operation *op, Value operand) {
  return isKnownBefore(op, operand) ||
         operand.getDefiningOp<ml_program::GlobalLoadConstOp>();
}

static void moveBefore(Operation *op, LinearOp product) {
  for (Value operand : product->getOperands())
    if (!isKnownBefore(op, operand))
      operand.getDefiningOp()->moveBefore(op);
  if (!product->isBeforeInBlock(op))
    product->moveBefore(op);
}

/// Why the product cannot be computed before `root`, tile by tile, or null.
static const char *whyNotJoined(LinearOp product, Operation *root) {
  if (const char *reason = whyNotTiles(product))
    return reason;
  if (!fitsCache(getChannels(product.getX()), getChannels(product.getResult())))
    return "a tile of the product is too large for a cache";
  for (Value operand : product->getOperands())
    if (!canMoveBefore(root, operand))
      return "what it reads is known only later";
  return nullptr;
}

/// Whether `product` multiplies the rows that a reduction computes.
static bool isFused(LinearOp product, const LoweringContext &lowering) {
  Operation *def = product.getX().getDefiningOp();
  return def && getProductBehind(getChainRoot(def)) == product &&
         !whyNotFused(product, lowering);
}

/// Whether the rows of `root` are computed tile by tile.
static bool computesTiles(Operation *root, const LoweringContext &lowering) {
  auto product = dyn_cast<LinearOp>(root);
  return product ? !lowering.joined.contains(product) && !whyNotTiles(product)
                 : root->hasTrait<RowReduction>();
}

/// Joins the product to the op whose rows `reader` takes beside it.
static bool join(LinearOp product, ElementwiseOpInterface reader, Value rows,
                 LoweringContext &lowering) {
  Operation *def = rows.getDefiningOp();
  Operation *root = def ? getChainRoot(def) : nullptr;
  if (!root || root->getBlock() != product->getBlock() ||
      !computesTiles(root, lowering))
    return false;
  if (const char *reason = whyNotJoined(product, root)) {
    remark::missed(product.getLoc(), getOptions(lowering))
        << remark::reason("{0}", reason);
    return false;
  }
  moveBefore(root, product);
  if (getFusibleReader(root, rows) != reader)
    return false;
  lowering.joined.insert(product);
  return true;
}

static void join(LinearOp product, LoweringContext &lowering) {
  if (!product->hasOneUse() || isFused(product, lowering))
    return;
  auto reader = dyn_cast<ElementwiseOpInterface>(*product->user_begin());
  if (!reader || reader->getBlock() != product->getBlock())
    return;
  for (Value rows : reader->getOperands())
    if (rows != product.getResult() && join(product, reader, rows, lowering))
      return;
}

void gnn::findJoinedProducts(Operation *function, LoweringContext &lowering) {
  SmallVector<LinearOp> products;
  function->walk([&](LinearOp product) { products.push_back(product); });
  for (LinearOp product : products)
    join(product, lowering);
}

//===----------------------------------------------------------------------===//
// Emitting
//===----------------------------------------------------------------------===//

LogicalResult JoinedProducts::append(LinearOp op, Emitter &e,
                                     ConversionPatternRewriter &rewriter,
                                     LoweringContext &lowering) {
  auto product = TileProduct::of(op, e, lowering);
  if (failed(product))
    return failure();
  int64_t stride =
      llvm::alignTo(getChannels(op.getResult()), lowering.vectorWidth);
  products.push_back({op.getResult(),
                      std::move(*product),
                      {rewriter.getRemappedValue(op.getX())},
                      getChannels(op.getX()),
                      stride});
  return success();
}

FailureOr<JoinedProducts>
JoinedProducts::behind(Operation *root, Emitter &e,
                       ConversionPatternRewriter &rewriter,
                       LoweringContext &lowering) {
  JoinedProducts joined;
  Operation *reader = root;
  while ((reader = getFusibleReader(root, reader->getResult(0))))
    for (Value operand : reader->getOperands()) {
      auto def = operand.getDefiningOp<LinearOp>();
      if (!def || !lowering.joined.contains(def))
        continue;
      if (failed(joined.append(def, e, rewriter, lowering)))
        return failure();
      remark::passed(def->getLoc(), getOptions(lowering))
          << remark::add("multiplied by tiles beside the rows of {0}",
                         root->getName().getStringRef());
    }
  return joined;
}

int64_t JoinedProducts::countTileRows() const {
  int64_t rows = std::numeric_limits<int64_t>::max();
  for (const Product &each : products)
    rows = std::min(rows, gnn::countTileRows(each.inputs, each.stride));
  return rows;
}

Values JoinedProducts::allocate(Emitter &e, int64_t rows) const {
  return llvm::map_to_vector(products, [&](const Product &each) -> Value {
    auto type = MemRefType::get({rows, each.stride}, e.getF32Type());
    return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  });
}

RowWriter JoinedProducts::multiply(Emitter &e, ValueRange memory, Value from,
                                   Value to, const RowWriter &writer) const {
  RowWriter reading = writer;
  for (auto [each, rows] : llvm::zip_equal(products, memory)) {
    RowTile tile{rows, from};
    each.product.multiply(e, each.x, from, to, RowWriter::into(tile));
    reading = reading.reading(tile, each.result);
  }
  return reading;
}

RowWriter JoinedProducts::multiplyRow(Emitter &e, Value row,
                                      const RowWriter &writer) const {
  RowWriter reading = writer;
  for (const Product &each : products) {
    RowTile tile{e.allocateMatrix(1, each.stride), row};
    each.product.multiplyRow(e, each.x, row, RowWriter::into(tile));
    reading = reading.reading(tile, each.result);
  }
  return reading;
}

void JoinedProducts::forEachTile(Emitter &e, Value from, Value to,
                                 const RowWriter &writer, TileBody body) const {
  if (empty())
    return body(from, to, writer);
  int64_t rows = countTileRows();
  Values memory = allocate(e, rows);
  e.loop(
      from, to,
      [&](Value first) {
        Value end = e.smaller(e.plus(first, rows), to);
        body(first, end, multiply(e, memory, first, end, writer));
      },
      rows);
}

void JoinedProducts::erase(ConversionPatternRewriter &rewriter) const {
  for (const Product &each : products)
    rewriter.eraseOp(each.result.getDefiningOp());
}
