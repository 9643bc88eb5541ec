//===- SparseWeight.cpp - Dense rows times an unstructured weight ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowPrefetch.h"
#include "RowWriter.h"
#include "StoredWeights.h"
#include "Transpose.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors of rows that are multiplied with one stored weight: their products
/// take as long as a sum has to wait for the one before.
static constexpr int64_t vectorsPerPanel = 6;
/// Outputs that are written at a time: a line of a cache.
static constexpr int64_t outputsPerLine = 16;
/// Threads have stacks of a few MB.
static constexpr int64_t maxScratchBytes = 512 * 1024;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("SparseWeight").category("convert-gnn-to-vector");

namespace {
/// y[n, o] = b[o] + sum over stored w[o, i] of w[o, i] * x[n, i], with the rows
/// n in the lanes of vectors: some inputs of some rows of x are transposed into
/// a panel that stays in the L1 cache, and each stored weight is multiplied
/// with a line of it. When all inputs have gone by, the sums are transposed
/// back.
struct SparseWeightLowering : GNNLowering<LinearOp> {
  /// Tried before the dense form, which takes what does not fit.
  SparseWeightLowering(Converter &converter, MLIRContext *context,
                       LoweringContext &lowering)
      : GNNLowering(converter, context, lowering, /*benefit=*/2) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override;

private:
  using Block = StoredWeights::Block;

  struct Operands {
    Value x, bias;
    StoredWeights weights;
  };
  /// Thread-local memory: some inputs transposed, and the sums of all outputs.
  struct Scratch {
    Value panel, sums;
  };
  /// Of a panel. Behind the last row of all it is repeated.
  struct Rows {
    Value first, last;

    Value at(Emitter &e, Value lane, int64_t i = 0) const {
      return e.smaller(e.plus(e.plus(first, lane), i), last);
    }
  };

  int64_t panelRows() const { return vectorsPerPanel * lowering.vectorWidth; }
  Scratch allocateScratch(Emitter &e, const StoredWeights &weights) const;
  void multiplyPanel(Emitter &e, const Operands &in, const Scratch &scratch,
                     const Rows &rows, const RowWriter &writer) const;
  void fillPanel(Emitter &e, const Operands &in, const Scratch &scratch,
                 const Rows &rows, const Block &block) const;
  void addProducts(Emitter &e, const Operands &in, const Scratch &scratch,
                   const Block &block, Value output) const;
  Values startSums(Emitter &e, const Operands &in, const Scratch &scratch,
                   const Block &block, Value output) const;
  Value getSum(Emitter &e, Value output, int64_t vector) const {
    return e.plus(e.times(output, panelRows()), vector * lowering.vectorWidth);
  }
  void prefetchResults(Emitter &e, const Piece &outputs, const Rows &rows,
                       const RowWriter &writer) const;
  void write(Emitter &e, const Scratch &scratch, const Piece &outputs,
             const Rows &rows, const RowWriter &writer) const;
};
} // namespace

SparseWeightLowering::Scratch
SparseWeightLowering::allocateScratch(Emitter &e,
                                      const StoredWeights &weights) const {
  auto allocate = [&](int64_t lines) -> Value {
    auto type = MemRefType::get(lines * panelRows(), e.getF32Type());
    return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  };
  return {allocate(weights.countInputs()), allocate(weights.countOutputs())};
}

/// panel[i * panelRows + r] = x[first + r, firstInput + i].
void SparseWeightLowering::fillPanel(Emitter &e, const Operands &in,
                                     const Scratch &scratch, const Rows &rows,
                                     const Block &block) const {
  ChannelTiles inputs = lowering.tiles(in.weights.countInputs());
  e.loop(
      e.index(0), e.index(panelRows()),
      [&](Value lane) {
        Values each;
        for (int64_t i = 0; i < inputs.lanes(); ++i)
          each.push_back(rows.at(e, lane, i));
        inputs.forEach(e, 1, [&](ArrayRef<Piece> pieces) {
          const Piece &piece = pieces.front();
          Value input = e.plus(block.firstInput, piece.offset);
          Values square = llvm::map_to_vector(each, [&](Value row) {
            return e.loadVector(in.x, {row, input}, piece.lanes);
          });
          Value line = e.plus(e.times(piece.offset, panelRows()), lane);
          for (auto [i, column] : llvm::enumerate(transpose(e, square)))
            e.store(column, scratch.panel, e.plus(line, i * panelRows()));
        });
      },
      inputs.lanes());
}

/// The sums of an output so far.
Values SparseWeightLowering::startSums(Emitter &e, const Operands &in,
                                       const Scratch &scratch,
                                       const Block &block, Value output) const {
  int64_t lanes = lowering.vectorWidth;
  if (block.isFirst)
    return Values(vectorsPerPanel,
                  in.bias ? e.broadcast(e.load(in.bias, output), lanes)
                          : e.zeros(lanes));
  Values sums;
  for (int64_t i = 0; i < vectorsPerPanel; ++i)
    sums.push_back(e.loadVector(scratch.sums, getSum(e, output, i), lanes));
  return sums;
}

/// Adds the inputs of a block to the sums of an output, for all rows.
void SparseWeightLowering::addProducts(Emitter &e, const Operands &in,
                                       const Scratch &scratch,
                                       const Block &block, Value output) const {
  int64_t lanes = lowering.vectorWidth;
  Segment stored = in.weights.getSegment(e, block, output);
  Values sums = e.loop(
      stored.begin, stored.end, startSums(e, in, scratch, block, output),
      [&](Value position, ValueRange sums) {
        Value line = in.weights.getLine(e, position);
        Value weight = e.broadcast(in.weights.getWeight(e, position), lanes);
        Values next;
        for (int64_t i = 0; i < vectorsPerPanel; ++i) {
          Value x = e.loadVector(scratch.panel, e.plus(line, i * lanes), lanes);
          next.push_back(e.fma(weight, x, sums[i]));
        }
        return next;
      });
  for (auto [i, sum] : llvm::enumerate(sums))
    e.store(sum, scratch.sums, getSum(e, output, i));
}

/// What the sums of a panel are written to lies apart, a little in each row.
void SparseWeightLowering::prefetchResults(Emitter &e, const Piece &outputs,
                                           const Rows &rows,
                                           const RowWriter &writer) const {
  for (int64_t lane = 0; lane < panelRows(); ++lane)
    writer.prefetch(e, rows.at(e, e.index(lane)), outputs);
}

void SparseWeightLowering::write(Emitter &e, const Scratch &scratch,
                                 const Piece &outputs, const Rows &rows,
                                 const RowWriter &writer) const {
  e.loop(
      e.index(0), e.index(panelRows()),
      [&](Value lane) {
        Values square;
        for (int64_t i = 0; i < outputs.lanes; ++i)
          square.push_back(e.loadVector(
              scratch.sums,
              e.plus(getSum(e, e.plus(outputs.offset, i), 0), lane),
              outputs.lanes));
        for (auto [i, value] : llvm::enumerate(transpose(e, square)))
          writer.write(e, rows.at(e, lane, i), outputs, value);
      },
      outputs.lanes);
}

/// Each output asks for its share of the rows of the next panel: processors
/// keep few requests at a time.
void SparseWeightLowering::multiplyPanel(Emitter &e, const Operands &in,
                                         const Scratch &scratch,
                                         const Rows &rows,
                                         const RowWriter &writer) const {
  const StoredWeights &weights = in.weights;
  int64_t numOutputs = weights.countOutputs();
  ChannelTiles outputs = lowering.tiles(numOutputs);
  Value nextRow = e.plus(rows.first, panelRows());
  weights.forEachBlock(e, [&](const Block &block) {
    fillPanel(e, in, scratch, rows, block);
    Value done = e.times(block.number, numOutputs);
    outputs.forEach(
        e, std::max<int64_t>(outputsPerLine / outputs.lanes(), 1),
        [&](ArrayRef<Piece> pieces) {
          if (block.isLast)
            prefetchResults(e, pieces.back(), rows, writer);
          Value from = e.times(pieces.front().number, outputs.lanes());
          Value to = e.plus(from, pieces.size() * outputs.lanes());
          e.loop(from, e.smaller(to, e.index(numOutputs)), [&](Value output) {
            prefetchRows(
                e, in.x, nextRow, panelRows(),
                {e.plus(done, output), weights.countBlocks() * numOutputs});
            addProducts(e, in, scratch, block, output);
          });
          if (block.isLast)
            for (const Piece &piece : pieces)
              write(e, scratch, piece, rows, writer);
        });
  });
}

LogicalResult SparseWeightLowering::matchAndRewrite(
    LinearOp op, OneToNOpAdaptor adaptor,
    ConversionPatternRewriter &rewriter) const {
  auto type = cast<RankedTensorType>(op.getWeight().getType());
  if (isSparse(op.getX().getType()) ||
      !isa_and_nonnull<CSRAttr>(type.getEncoding()))
    return rewriter.notifyMatchFailure(
        op, "not dense rows by an unstructured weight");
  if (type.getDimSize(0) * panelRows() * int64_t(sizeof(float)) >
      maxScratchBytes) {
    StringRef reason = "the sums of all outputs are too large for a stack";
    remark::missed(op.getLoc(), remarkOptions) << remark::reason("{0}", reason);
    return rewriter.notifyMatchFailure(op, reason);
  }
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
    return failure();
  Emitter e(op.getLoc(), rewriter);
  Operands in{
      adaptor.getX().front(), nullptr,
      StoredWeights::of(e, op.getWeight(), *weight, panelRows(), lowering)};
  if (failed(lowering.constants.getBias(e, op, op.getBias(), in.bias)))
    return failure();
  Value rows = e.sizeOf(in.x);
  auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
  if (failed(writer))
    return failure();
  forEachChunk(
      e, rows,
      [&](Value from, Value to) {
        Scratch scratch = allocateScratch(e, in.weights);
        Value last = e.minus(to, e.index(1));
        e.loop(
            from, to,
            [&](Value first) {
              multiplyPanel(e, in, scratch, {first, last}, *writer);
            },
            panelRows());
      },
      getLongChunkRows(e, rows, panelRows()));
  writer->replace(op, rewriter);
  return success();
}

void gnn::populateSparseWeightPatterns(RewritePatternSet &patterns,
                                       Converter &converter,
                                       LoweringContext &lowering) {
  patterns.add<SparseWeightLowering>(converter, patterns.getContext(),
                                     lowering);
}
