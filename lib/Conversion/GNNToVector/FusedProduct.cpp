//===- FusedProduct.cpp - Rows that are multiplied while cached -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FusedProduct.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of a tile, where one block of the product's rows is smaller.
static constexpr int64_t wantedTileBytes = 96 * 1024;
static constexpr int64_t mostBlocks = 4;

static int64_t countBytes(int64_t rows, int64_t stride) {
  return rows * stride * int64_t(sizeof(float));
}

/// All of the weight passes by for each tile, and takes the place of features
/// that are gathered.
int64_t gnn::countTileRows(int64_t inputs, int64_t stride) {
  int64_t blockRows = getProductBlockRows(inputs);
  int64_t blocks = wantedTileBytes / countBytes(blockRows, stride);
  return blockRows * std::clamp<int64_t>(blocks, 1, mostBlocks);
}

const char *gnn::whyNotFused(LinearOp product,
                             const LoweringContext &lowering) {
  if (!lowering.fusesProducts)
    return "fuse-products=false was asked for";
  return whyNotFused(product);
}

void gnn::sinkToProduct(Operation *root, const LoweringContext &lowering) {
  if (LinearOp product = lowering.fusion.getProductBehind(root))
    for (Operation *op : lowering.fusion.getRowChain(root))
      op->moveBefore(product);
}

static void remarkFused(LinearOp product, Operation *root, int64_t tileRows,
                        const LoweringContext &lowering) {
  remark::passed(
      product.getLoc(),
      remark::RemarkOpts::name("FuseProduct").category(lowering.passName))
      << remark::add("multiplied the rows of {0} by tiles of {1}",
                     root->getName().getStringRef(), tileRows);
}

FailureOr<FusedProduct> FusedProduct::of(LinearOp product, Operation *root,
                                         Value rows, Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         LoweringContext &lowering) {
  auto epilogue = Epilogue::behind(root, e, rewriter, lowering);
  auto inner = JoinedProducts::behind(root, e, rewriter, lowering);
  if (failed(epilogue) || failed(inner))
    return failure();
  auto tiles = TileProduct::of(product, e, lowering);
  if (failed(tiles))
    return failure();
  auto outer = JoinedProducts::behind(product, e, rewriter, lowering);
  if (failed(outer))
    return failure();
  auto writer = RowWriter::behind(product, rows, e, rewriter, lowering);
  if (failed(writer))
    return failure();
  int64_t inputs = getChannels(product.getX());
  int64_t stride = llvm::alignTo(inputs, lowering.vectorWidth);
  int64_t tileRows = std::min({countTileRows(inputs, stride),
                               inner->countTileRows(), outer->countTileRows()});
  remarkFused(product, root, tileRows, lowering);
  return FusedProduct(product, root, std::move(*epilogue), std::move(*tiles),
                      std::move(*inner), std::move(*outer), std::move(*writer),
                      tileRows, stride);
}

void FusedProduct::emitRows(Emitter &e, Value from, Value to,
                            ComputeRows compute) const {
  auto type = MemRefType::get({tileRows, stride}, e.getF32Type());
  Value memory = memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  Values innerRows = inner.allocate(e, tileRows),
         outerRows = outer.allocate(e, tileRows);
  e.loop(
      from, to,
      [&](Value first) {
        Value end = e.smaller(e.plus(first, tileRows), to);
        RowTile tile{memory, first};
        RowWriter store = inner.multiply(e, innerRows, first, end,
                                         RowWriter::into(tile, epilogue));
        compute(first, end, store.writing(e));
        product.multiply(e, tile, first, end,
                         outer.multiply(e, outerRows, first, end, writer));
      },
      tileRows);
}

void FusedProduct::emitRow(Emitter &e, Value row,
                           function_ref<void(Write write)> compute) const {
  RowTile tile{e.allocateMatrix(1, stride), row};
  RowWriter store = inner.multiplyRow(e, row, RowWriter::into(tile, epilogue));
  compute(store.writing(e));
  product.multiplyRow(e, tile, row, outer.multiplyRow(e, row, writer));
}

void FusedProduct::replace(ConversionPatternRewriter &rewriter) const {
  writer.replace(op, rewriter);
  SmallVector<Operation *> chain = epilogue.getOps();
  chain.insert(chain.begin(), root);
  for (Operation *fused : llvm::reverse(chain))
    rewriter.eraseOp(fused);
  inner.erase(rewriter);
  outer.erase(rewriter);
}
