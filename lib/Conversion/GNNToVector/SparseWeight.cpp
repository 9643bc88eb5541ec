//===- SparseWeight.cpp - Dense rows times a sparse weight ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors of rows that are multiplied with one stored weight.
static constexpr int64_t vectorsPerPanel = 4;
/// Threads have stacks of a few MB.
static constexpr int64_t maxScratchBytes = 512 * 1024;
/// With more weights than this share of them the dense product is faster.
static constexpr double maxWorthwhileDensity = 0.6;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("SparseWeight").category("convert-gnn-to-vector");

namespace {
/// A weight `out x in` as compressed rows, without its zeros.
struct CompressedWeight {
  std::vector<int32_t> pointers = {0};
  std::vector<int32_t> inputs;
  std::vector<float> values;
};

/// y[n, o] = b[o] + sum over stored w[o, i] of w[o, i] * x[n, i], with the rows
/// n in the lanes of vectors: some rows of x are transposed into a panel, and
/// each stored weight is multiplied with a line of it.
struct SparseWeightLowering : GNNLowering<LinearOp> {
  /// Tried before the dense form, which takes what is not worth it.
  SparseWeightLowering(Converter &converter, MLIRContext *context,
                       LoweringContext &lowering)
      : GNNLowering(converter, context, lowering, /*benefit=*/2) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override;

private:
  struct Operands {
    Value x, pointers, inputs, values, bias;
    int64_t numInputs, numOutputs;
  };
  /// Thread-local memory: x transposed, and y.
  struct Scratch {
    Value panel, result;
  };

  int64_t panelRows() const { return vectorsPerPanel * lowering.vectorWidth; }
  LogicalResult checkWorthwhile(LinearOp op, const ParameterValues &weight,
                                ConversionPatternRewriter &rewriter) const;
  LogicalResult readParameters(LinearOp op, const ParameterValues &weight,
                               Emitter &e, Operands &in) const;
  Scratch allocateScratch(Emitter &e, const Operands &in) const;
  void fillPanel(Emitter &e, const Operands &in, const Scratch &scratch,
                 Value first, Value to) const;
  void multiplyPanel(Emitter &e, const Operands &in,
                     const Scratch &scratch) const;
  Values sumWeights(Emitter &e, const Operands &in, const Scratch &scratch,
                    Value output) const;
  void writePanel(Emitter &e, const Scratch &scratch, Value first, Value to,
                  const ChannelTiles &tiles, const RowWriter &writer) const;
};
} // namespace

static CompressedWeight compress(const ParameterValues &weight) {
  CompressedWeight result;
  for (int64_t output = 0; output < weight.dim(0); ++output) {
    for (int64_t input = 0; input < weight.dim(1); ++input)
      if (float value = weight.at(output, input); value != 0) {
        result.inputs.push_back(input);
        result.values.push_back(value);
      }
    result.pointers.push_back(result.inputs.size());
  }
  return result;
}

static LogicalResult decline(LinearOp op, ConversionPatternRewriter &rewriter,
                             const std::string &reason) {
  remark::missed(op.getLoc(), remarkOptions) << remark::reason("{0}", reason);
  return rewriter.notifyMatchFailure(op, reason);
}

LogicalResult SparseWeightLowering::checkWorthwhile(
    LinearOp op, const ParameterValues &weight,
    ConversionPatternRewriter &rewriter) const {
  int64_t size = weight.values.size();
  int64_t stored = size - llvm::count(weight.values, 0.0f);
  int64_t scratch =
      panelRows() * (weight.dim(0) + weight.dim(1)) * sizeof(float);
  if (scratch > maxScratchBytes)
    return decline(op, rewriter, "a panel is too large for a stack");
  if (stored > maxWorthwhileDensity * size)
    return decline(
        op, rewriter,
        llvm::formatv("{0} of {1} weights are not zero", stored, size));
  remark::passed(op.getLoc(), remarkOptions)
      << remark::add("{0} of {1} weights stored", stored, size);
  return success();
}

LogicalResult
SparseWeightLowering::readParameters(LinearOp op, const ParameterValues &weight,
                                     Emitter &e, Operands &in) const {
  in.numOutputs = weight.dim(0);
  in.numInputs = weight.dim(1);
  CompressedWeight compressed = compress(weight);
  ParameterConstants &constants = lowering.constants;
  int64_t stored = compressed.values.size();
  in.pointers = constants.getIntegers(e, op.getWeight(), "csr.pointers",
                                      in.numOutputs + 1,
                                      [&] { return compressed.pointers; });
  in.inputs = constants.getIntegers(e, op.getWeight(), "csr.inputs", stored,
                                    [&] { return compressed.inputs; });
  in.values = constants.getFloats(e, op.getWeight(), "csr.values", stored,
                                  [&] { return compressed.values; });
  return constants.getBias(e, op, op.getBias(), in.bias);
}

SparseWeightLowering::Scratch
SparseWeightLowering::allocateScratch(Emitter &e, const Operands &in) const {
  auto allocate = [&](int64_t rows, int64_t columns) {
    auto type = MemRefType::get({rows, columns}, e.getF32Type());
    return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  };
  return {allocate(in.numInputs, panelRows()),
          allocate(panelRows(), in.numOutputs)};
}

/// panel[i, r] = x[first + r, i]. Behind the last row it is repeated, and what
/// comes of that is not used.
void SparseWeightLowering::fillPanel(Emitter &e, const Operands &in,
                                     const Scratch &scratch, Value first,
                                     Value to) const {
  Value last = e.minus(to, e.index(1));
  e.loop(e.index(0), e.index(panelRows()), [&](Value lane) {
    Value row = e.smaller(e.plus(first, lane), last);
    e.loop(e.index(0), e.index(in.numInputs), [&](Value input) {
      e.store(e.load(in.x, {row, input}), scratch.panel, {input, lane});
    });
  });
}

/// The sums of one output, for all rows of the panel.
Values SparseWeightLowering::sumWeights(Emitter &e, const Operands &in,
                                        const Scratch &scratch,
                                        Value output) const {
  int64_t lanes = lowering.vectorWidth;
  Value start =
      in.bias ? e.broadcast(e.load(in.bias, output), lanes) : e.zeros(lanes);
  Segment stored = segmentOf(e, in.pointers, output);
  return e.loop(stored.begin, stored.end, Values(vectorsPerPanel, start),
                [&](Value position, ValueRange sums) {
                  Value input = e.loadIndex(in.inputs, position);
                  Value weight =
                      e.broadcast(e.load(in.values, position), lanes);
                  Values next;
                  for (auto [i, sum] : llvm::enumerate(sums)) {
                    Value x = e.loadVector(scratch.panel,
                                           {input, e.index(i * lanes)}, lanes);
                    next.push_back(e.fma(weight, x, sum));
                  }
                  return next;
                });
}

void SparseWeightLowering::multiplyPanel(Emitter &e, const Operands &in,
                                         const Scratch &scratch) const {
  e.loop(e.index(0), e.index(in.numOutputs), [&](Value output) {
    Values sums = sumWeights(e, in, scratch, output);
    for (int64_t lane = 0; lane < panelRows(); ++lane) {
      int64_t position[] = {lane % lowering.vectorWidth};
      Value element = vector::ExtractOp::create(
          e, sums[lane / lowering.vectorWidth], position);
      e.store(element, scratch.result, {e.index(lane), output});
    }
  });
}

void SparseWeightLowering::writePanel(Emitter &e, const Scratch &scratch,
                                      Value first, Value to,
                                      const ChannelTiles &tiles,
                                      const RowWriter &writer) const {
  Value filled = e.smaller(e.minus(to, first), e.index(panelRows()));
  e.loop(e.index(0), filled, [&](Value lane) {
    Value row = e.plus(first, lane);
    tiles.forEach(e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
      for (const Piece &piece : pieces)
        writer.write(
            e, row, piece,
            e.loadVector(scratch.result, {lane, piece.offset}, piece.lanes));
    });
  });
}

LogicalResult SparseWeightLowering::matchAndRewrite(
    LinearOp op, OneToNOpAdaptor adaptor,
    ConversionPatternRewriter &rewriter) const {
  if (isSparse(op.getX().getType()) || !isSparse(op.getWeight().getType()))
    return rewriter.notifyMatchFailure(op, "not dense rows by a sparse weight");
  ml_program::GlobalOp parameter = getParameter(op.getWeight());
  if (!parameter || !hasParameterValues(parameter))
    return rewriter.notifyMatchFailure(op,
                                       "the dense form tells what is wrong");
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight) || failed(checkWorthwhile(op, *weight, rewriter)))
    return failure();
  Emitter e(op.getLoc(), rewriter);
  Operands in;
  in.x = adaptor.getX().front();
  if (failed(readParameters(op, *weight, e, in)))
    return failure();
  Value rows = e.sizeOf(in.x);
  auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
  if (failed(writer))
    return failure();
  ChannelTiles tiles = lowering.tiles(in.numOutputs);
  forEachChunk(e, rows, [&](Value from, Value to) {
    Scratch scratch = allocateScratch(e, in);
    e.loop(
        from, to,
        [&](Value first) {
          fillPanel(e, in, scratch, first, to);
          multiplyPanel(e, in, scratch);
          writePanel(e, scratch, first, to, tiles, *writer);
        },
        panelRows());
  });
  writer->replace(op, rewriter);
  return success();
}

void gnn::populateSparseWeightPatterns(RewritePatternSet &patterns,
                                       Converter &converter,
                                       LoweringContext &lowering) {
  patterns.add<SparseWeightLowering>(converter, patterns.getContext(),
                                     lowering);
}
