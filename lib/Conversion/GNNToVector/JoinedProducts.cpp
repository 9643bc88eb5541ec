//===- JoinedProducts.cpp - Products in another op's tiles ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JoinedProducts.h"

#include "FusedProduct.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static remark::RemarkOpts getOptions(const LoweringContext &lowering) {
  return remark::RemarkOpts::name("FuseProduct").category(lowering.passName);
}

void gnn::remarkObstacles(const LoweringContext &lowering) {
  for (auto [product, reason] : lowering.fusion.getObstacles())
    remark::missed(product->getLoc(), getOptions(lowering))
        << remark::reason("{0}", reason);
}

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
  while ((reader = lowering.fusion.getReader(root, reader->getResult(0))))
    for (Value operand : reader->getOperands()) {
      auto def = operand.getDefiningOp<LinearOp>();
      if (!def || !lowering.fusion.isJoined(def))
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
