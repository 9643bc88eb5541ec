//===- SparseWeight.cpp - Dense rows times an unstructured weight ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PanelProduct.h"
#include "RowLoops.h"
#include "RowPrefetch.h"
#include "RowWriter.h"
#include "Transpose.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

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
  using Step = StoredWeights::Step;

  struct Operands {
    Value x, bias;
    StoredWeights weights;

    const RowPanel &panel() const { return weights.getPanel(); }
  };
  /// Of a panel. Behind the last row of all it is repeated.
  struct Rows {
    Value first, last;

    Value at(Emitter &e, Value lane, int64_t i = 0) const {
      return e.smaller(e.plus(e.plus(first, lane), i), last);
    }
  };

  void multiplyPanel(Emitter &e, const Operands &in,
                     const PanelProduct &product, const Rows &rows,
                     const RowWriter &writer) const;
  void fillPanel(Emitter &e, const Operands &in, const PanelProduct &product,
                 const Rows &rows, const Block &block) const;
  void addProducts(Emitter &e, const Operands &in, const PanelProduct &product,
                   const Rows &rows, const Block &block, Value from,
                   Value to) const;
  void prefetchResults(Emitter &e, const Operands &in, const Piece &outputs,
                       const Rows &rows, const RowWriter &writer) const;
  void write(Emitter &e, const Operands &in, const PanelProduct &product,
             const Piece &outputs, const Rows &rows,
             const RowWriter &writer) const;
};
} // namespace

/// panel[i, r] = x[first + r, firstInput + i].
void SparseWeightLowering::fillPanel(Emitter &e, const Operands &in,
                                     const PanelProduct &product,
                                     const Rows &rows,
                                     const Block &block) const {
  ChannelTiles inputs = lowering.tiles(in.panel().blockInputs);
  e.loop(
      e.index(0), e.index(in.panel().countRows()),
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
          for (auto [i, column] : llvm::enumerate(transpose(e, square)))
            product.setLine(e, e.plus(piece.offset, i), lane, column);
        });
      },
      inputs.lanes());
}

/// Each output asks for its share of the rows of the next panel: processors
/// keep few requests at a time.
void SparseWeightLowering::addProducts(Emitter &e, const Operands &in,
                                       const PanelProduct &product,
                                       const Rows &rows, const Block &block,
                                       Value from, Value to) const {
  int64_t panelRows = in.panel().countRows();
  int64_t numOutputs = in.weights.countOutputs();
  Value nextRow = e.plus(rows.first, panelRows);
  Value done = e.times(block.number, numOutputs);
  Step first = product.firstStep(e, block, from);
  e.loop(from, to, {first.weights, first.lines},
         [&](Value output, ValueRange ahead) -> Values {
           prefetchRows(e, in.x, nextRow, panelRows,
                        {e.plus(done, output), in.panel().blocks * numOutputs});
           Step next =
               product.addProducts(e, block, output, {ahead[0], ahead[1]});
           return {next.weights, next.lines};
         });
}

/// What the sums of a panel are written to lies apart, a little in each row.
void SparseWeightLowering::prefetchResults(Emitter &e, const Operands &in,
                                           const Piece &outputs,
                                           const Rows &rows,
                                           const RowWriter &writer) const {
  for (int64_t lane = 0; lane < in.panel().countRows(); ++lane)
    writer.prefetch(e, rows.at(e, e.index(lane)), outputs);
}

void SparseWeightLowering::write(Emitter &e, const Operands &in,
                                 const PanelProduct &product,
                                 const Piece &outputs, const Rows &rows,
                                 const RowWriter &writer) const {
  e.loop(
      e.index(0), e.index(in.panel().countRows()),
      [&](Value lane) {
        Values square;
        for (int64_t i = 0; i < outputs.lanes; ++i)
          square.push_back(product.getSums(e, e.plus(outputs.offset, i), lane,
                                           outputs.lanes));
        for (auto [i, value] : llvm::enumerate(transpose(e, square)))
          writer.write(e, rows.at(e, lane, i), outputs, value);
      },
      outputs.lanes);
}

void SparseWeightLowering::multiplyPanel(Emitter &e, const Operands &in,
                                         const PanelProduct &product,
                                         const Rows &rows,
                                         const RowWriter &writer) const {
  Value numOutputs = e.index(in.weights.countOutputs());
  ChannelTiles outputs = lowering.tiles(in.weights.countOutputs());
  in.weights.forEachBlock(e, [&](const Block &block) {
    fillPanel(e, in, product, rows, block);
    outputs.forEach(e, std::max<int64_t>(outputsPerLine / outputs.lanes(), 1),
                    [&](ArrayRef<Piece> pieces) {
                      if (block.isLast)
                        prefetchResults(e, in, pieces.back(), rows, writer);
                      Value from =
                          e.times(pieces.front().number, outputs.lanes());
                      Value to = e.plus(from, pieces.size() * outputs.lanes());
                      addProducts(e, in, product, rows, block, from,
                                  e.smaller(to, numOutputs));
                      if (block.isLast)
                        for (const Piece &piece : pieces)
                          write(e, in, product, piece, rows, writer);
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
  if (type.getDimSize(1) == 0)
    return rewriter.notifyMatchFailure(op, "no inputs to transpose");
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
    return failure();
  RowPanel panel = RowPanel::choose(*weight, lowering.vectorWidth);
  if (!StoredWeights::canAddress(panel))
    return rewriter.notifyMatchFailure(
        op, "vectors too wide for the places of a panel");
  if (type.getDimSize(0) * panel.countRows() * int64_t(sizeof(float)) >
      maxScratchBytes) {
    StringRef reason = "the sums of all outputs are too large for a stack";
    remark::missed(op.getLoc(), remarkOptions) << remark::reason("{0}", reason);
    return rewriter.notifyMatchFailure(op, reason);
  }
  Emitter e(op.getLoc(), rewriter);
  Operands in{adaptor.getX().front(), nullptr,
              StoredWeights::of(e, op.getWeight(), *weight, panel, lowering)};
  if (failed(lowering.constants.getBias(e, op, op.getBias(), in.bias)))
    return failure();
  Value rows = e.sizeOf(in.x);
  auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
  if (failed(writer))
    return failure();
  forEachChunk(
      e, rows,
      [&](Value from, Value to) {
        PanelProduct product(e, in.weights, in.bias);
        Value last = e.minus(to, e.index(1));
        e.loop(
            from, to,
            [&](Value first) {
              multiplyPanel(e, in, product, {first, last}, *writer);
            },
            panel.countRows());
      },
      getLongChunkRows(e, rows, panel.countRows()));
  writer->replace(op, rewriter);
  return success();
}

void gnn::populateSparseWeightPatterns(RewritePatternSet &patterns,
                                       Converter &converter,
                                       LoweringContext &lowering) {
  patterns.add<SparseWeightLowering>(converter, patterns.getContext(),
                                     lowering);
}
