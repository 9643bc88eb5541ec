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

static remark::RemarkOpts getOptions(const LoweringContext &lowering) {
  return remark::RemarkOpts::name("FuseProduct").category(lowering.passName);
}

LinearOp gnn::findFusedProduct(Operation *root,
                               const LoweringContext &lowering) {
  LinearOp product = lowering.fusion.getProductBehind(root);
  if (!product)
    return nullptr;
  const char *reason = lowering.fusesProducts
                           ? whyNotFused(product)
                           : "fuse-products=false was asked for";
  if (!reason)
    return product;
  remark::missed(product.getLoc(), getOptions(lowering))
      << remark::reason("{0}", reason);
  return nullptr;
}

static void sinkToProduct(Operation *root, const ProductFusion &fusion) {
  if (LinearOp product = fusion.getProductBehind(root))
    for (Operation *op : fusion.getRowChain(root))
      op->moveBefore(product);
}

/// The last first: what goes to a product goes along with it.
void gnn::sinkToProducts(Operation *scope, const LoweringContext &lowering) {
  SmallVector<Operation *> roots;
  scope->walk([&](CostOpInterface op) { roots.push_back(op); });
  for (Operation *root : llvm::reverse(roots))
    sinkToProduct(root, lowering.fusion);
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

FailureOr<FusedProduct::Stage>
FusedProduct::makeStage(LinearOp product, Operation *root, Emitter &e,
                        ConversionPatternRewriter &rewriter,
                        LoweringContext &lowering) {
  auto epilogue = Epilogue::behind(root, e, rewriter, lowering);
  auto joined = JoinedProducts::behind(root, e, rewriter, lowering);
  if (failed(epilogue) || failed(joined))
    return failure();
  auto tiles = TileProduct::of(product, e, lowering);
  if (failed(tiles))
    return failure();
  return Stage{root, product, std::move(*epilogue), std::move(*joined),
               std::move(*tiles)};
}

/// All tiles have as many rows, and the stride of the widest.
FusedProduct::FusedProduct(std::vector<Stage> theStages, JoinedProducts joined,
                           RowWriter writer, HeadDots dots, int64_t vectorWidth)
    : stages(std::move(theStages)), joined(std::move(joined)),
      writer(std::move(writer)), dots(std::move(dots)),
      tileRows(this->joined.countTileRows()), stride(0) {
  for (Stage &stage : stages) {
    int64_t inputs = getChannels(stage.op.getX());
    int64_t own = llvm::alignTo(inputs, vectorWidth);
    stride = std::max(stride, own);
    tileRows = std::min(
        {tileRows, countTileRows(inputs, own), stage.joined.countTileRows()});
  }
}

FailureOr<FusedProduct> FusedProduct::of(LinearOp product, Operation *root,
                                         Value rows, Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         LoweringContext &lowering) {
  std::vector<Stage> stages;
  for (LinearOp next = product; next; next = findFusedProduct(root, lowering)) {
    auto stage = makeStage(next, root, e, rewriter, lowering);
    if (failed(stage))
      return failure();
    stages.push_back(std::move(*stage));
    root = next;
  }
  auto joined = JoinedProducts::behind(root, e, rewriter, lowering);
  if (failed(joined))
    return failure();
  auto writer = RowWriter::behind(root, rows, e, rewriter, lowering);
  auto dots = HeadDots::behind(stages.back().op, rows, e, rewriter, lowering);
  if (failed(writer) || failed(dots))
    return failure();
  FusedProduct fused(std::move(stages), std::move(*joined), std::move(*writer),
                     std::move(*dots), lowering.vectorWidth);
  fused.remark(lowering);
  return fused;
}

void FusedProduct::remark(const LoweringContext &lowering) const {
  for (const Stage &stage : stages)
    remark::passed(LinearOp(stage.op).getLoc(), getOptions(lowering))
        << remark::add("multiplied the rows of {0} by tiles of {1}",
                       stage.root->getName().getStringRef(), tileRows);
}

//===----------------------------------------------------------------------===//
// Emitting
//===----------------------------------------------------------------------===//

FusedProduct::Tiles FusedProduct::allocateTiles(Emitter &e) const {
  Tiles tiles;
  auto type = MemRefType::get({tileRows, stride}, e.getF32Type());
  while (tiles.rows.size() < std::min<size_t>(stages.size(), 2))
    tiles.rows.push_back(
        memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64)));
  for (const Stage &stage : stages)
    tiles.added.push_back(stage.joined.allocate(e, tileRows));
  tiles.added.push_back(joined.allocate(e, tileRows));
  return tiles;
}

RowWriter FusedProduct::getWriter(Emitter &e, const Tiles &tiles, size_t stage,
                                  Value from, Value to) const {
  const Values &added = tiles.added[stage];
  if (stage == stages.size())
    return joined.multiply(e, added, from, to, writer);
  RowWriter intoTile =
      RowWriter::into(tiles.of(stage, from), stages[stage].epilogue);
  return stages[stage].joined.multiply(e, added, from, to, intoTile);
}

void FusedProduct::emitDots(Emitter &e, Value from, Value to) const {
  dots.emitRows(e, writer.getMemory(), from, to);
}

/// A product reads one tile and writes the next.
void FusedProduct::emitRows(Emitter &e, Value from, Value to,
                            ComputeRows compute) const {
  Tiles tiles = allocateTiles(e);
  auto multiply = [&](size_t i, Value first, Value end) {
    auto behind = [&](Value from, Value to) {
      if (i + 1 == stages.size())
        emitDots(e, from, to);
    };
    stages[i].product.multiply(e, tiles.of(i, first), first, end,
                               getWriter(e, tiles, i + 1, first, end), behind);
  };
  e.loop(
      from, to,
      [&](Value first) {
        Value end = e.smaller(e.plus(first, tileRows), to);
        compute(first, end, getWriter(e, tiles, 0, first, end));
        for (size_t i = 0; i < stages.size(); ++i)
          multiply(i, first, end);
      },
      tileRows);
}

void FusedProduct::emitRow(Emitter &e, Value row, ComputeRow compute) const {
  SmallVector<RowTile> tiles;
  for ([[maybe_unused]] const Stage &stage : stages)
    tiles.push_back({e.allocateMatrix(1, stride), row});
  auto writerTo = [&](size_t stage) {
    return stage == stages.size()
               ? joined.multiplyRow(e, row, writer)
               : stages[stage].joined.multiplyRow(
                     e, row,
                     RowWriter::into(tiles[stage], stages[stage].epilogue));
  };
  compute(writerTo(0));
  for (auto [i, stage] : llvm::enumerate(stages))
    stage.product.multiplyRow(e, tiles[i], row, writerTo(i + 1));
  emitDots(e, row, e.plus(row, 1));
}

void FusedProduct::replace(ConversionPatternRewriter &rewriter) const {
  writer.replace(stages.back().op, rewriter);
  dots.replace(rewriter);
  joined.erase(rewriter);
  for (const Stage &stage : llvm::reverse(stages)) {
    SmallVector<Operation *> ops = stage.epilogue.getOps();
    for (Operation *fused : llvm::reverse(ops))
      rewriter.eraseOp(fused);
    rewriter.eraseOp(stage.root);
    stage.joined.erase(rewriter);
  }
}
