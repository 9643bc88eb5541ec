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
#include "Transpose.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors of rows that are multiplied with one stored weight.
static constexpr int64_t vectorsPerPanel = 4;
/// Stored weights of an output that are multiplied at a time, each into sums of
/// its own: the next product need not wait for the one before.
static constexpr int64_t weightsPerStep = 2;
/// Threads have stacks of a few MB.
static constexpr int64_t maxScratchBytes = 512 * 1024;
/// Rows that a thread takes at a time, whole panels.
static constexpr int64_t panelsPerChunk = 3;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("SparseWeight").category("convert-gnn-to-vector");

namespace {
/// The stored weights of a matrix `out x in`, output after output.
struct StoredWeights {
  std::vector<int32_t> pointers = {0};
  /// Where the line of the weight's input begins in a panel.
  std::vector<int32_t> lines;
  std::vector<float> values;
};

/// y[n, o] = b[o] + sum over stored w[o, i] of w[o, i] * x[n, i], with the rows
/// n in the lanes of vectors: some rows of x are transposed into a panel that
/// stays in the L1 cache, and each stored weight is multiplied with a line of
/// it. The sums of as many outputs as a vector has lanes are transposed back.
struct SparseWeightLowering : GNNLowering<LinearOp> {
  /// Tried before the dense form, which takes what does not fit.
  SparseWeightLowering(Converter &converter, MLIRContext *context,
                       LoweringContext &lowering)
      : GNNLowering(converter, context, lowering, /*benefit=*/2) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override;

private:
  struct Operands {
    Value x, pointers, lines, values, bias;
    int64_t numInputs, numOutputs;
  };
  /// Thread-local memory: x transposed, and the sums of some outputs.
  struct Scratch {
    Value panel, sums;
  };

  int64_t panelRows() const { return vectorsPerPanel * lowering.vectorWidth; }
  LogicalResult readParameters(LinearOp op, const ParameterValues &weight,
                               Emitter &e, Operands &in) const;
  Scratch allocateScratch(Emitter &e, const Operands &in) const;
  void fillPanel(Emitter &e, const Operands &in, const Scratch &scratch,
                 Value first, Value last) const;
  void multiply(Emitter &e, const Operands &in, const Scratch &scratch,
                const Piece &outputs) const;
  Values sumWeights(Emitter &e, const Operands &in, const Scratch &scratch,
                    Value output) const;
  void prefetch(Emitter &e, const Piece &outputs, Value first, Value last,
                const RowWriter &writer) const;
  void write(Emitter &e, const Scratch &scratch, const Piece &outputs,
             Value first, Value last, const RowWriter &writer) const;
};
} // namespace

/// Outputs are padded to whole steps by zeros, which are multiplied with a line
/// of zeros behind the panel.
static StoredWeights compress(const ParameterValues &weight,
                              int64_t panelRows) {
  StoredWeights result;
  auto store = [&](int64_t input, float value) {
    result.lines.push_back(input * panelRows);
    result.values.push_back(value);
  };
  for (int64_t output = 0; output < weight.dim(0); ++output) {
    for (int64_t input = 0; input < weight.dim(1); ++input)
      if (float value = weight.at(output, input); value != 0)
        store(input, value);
    while (result.values.size() % weightsPerStep)
      store(weight.dim(1), 0);
    result.pointers.push_back(result.values.size());
  }
  return result;
}

LogicalResult
SparseWeightLowering::readParameters(LinearOp op, const ParameterValues &weight,
                                     Emitter &e, Operands &in) const {
  in.numOutputs = weight.dim(0);
  in.numInputs = weight.dim(1);
  StoredWeights weights = compress(weight, panelRows());
  ParameterConstants &constants = lowering.constants;
  int64_t stored = weights.values.size();
  in.pointers = constants.getIntegers(e, op.getWeight(), "csr.pointers",
                                      in.numOutputs + 1,
                                      [&] { return weights.pointers; });
  in.lines =
      constants.getIntegers(e, op.getWeight(), "csr.lines" + Twine(panelRows()),
                            stored, [&] { return weights.lines; });
  in.values = constants.getFloats(e, op.getWeight(), "csr.values", stored,
                                  [&] { return weights.values; });
  return constants.getBias(e, op, op.getBias(), in.bias);
}

SparseWeightLowering::Scratch
SparseWeightLowering::allocateScratch(Emitter &e, const Operands &in) const {
  auto allocate = [&](int64_t size) -> Value {
    auto type = MemRefType::get(size, e.getF32Type());
    return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  };
  int64_t lanes = lowering.tiles(in.numOutputs).lanes();
  Scratch scratch{allocate((in.numInputs + 1) * panelRows()),
                  allocate(lanes * panelRows())};
  for (int64_t lane = 0; lane < panelRows(); lane += lowering.vectorWidth)
    e.store(e.zeros(lowering.vectorWidth), scratch.panel,
            e.index(in.numInputs * panelRows() + lane));
  return scratch;
}

/// panel[i * panelRows + r] = x[first + r, i]. Behind the last row it is
/// repeated.
void SparseWeightLowering::fillPanel(Emitter &e, const Operands &in,
                                     const Scratch &scratch, Value first,
                                     Value last) const {
  ChannelTiles inputs = lowering.tiles(in.numInputs);
  e.loop(
      e.index(0), e.index(panelRows()),
      [&](Value lane) {
        Values rows;
        for (int64_t i = 0; i < inputs.lanes(); ++i)
          rows.push_back(e.smaller(e.plus(e.plus(first, lane), i), last));
        inputs.forEach(e, 1, [&](ArrayRef<Piece> pieces) {
          const Piece &piece = pieces.front();
          Values square = llvm::map_to_vector(rows, [&](Value row) {
            return e.loadVector(in.x, {row, piece.offset}, piece.lanes);
          });
          Value line = e.plus(e.times(piece.offset, panelRows()), lane);
          for (auto [i, column] : llvm::enumerate(transpose(e, square)))
            e.store(column, scratch.panel, e.plus(line, i * panelRows()));
        });
      },
      inputs.lanes());
}

/// The sums of one output, for all rows of the panel.
Values SparseWeightLowering::sumWeights(Emitter &e, const Operands &in,
                                        const Scratch &scratch,
                                        Value output) const {
  int64_t lanes = lowering.vectorWidth;
  Values start(vectorsPerPanel * weightsPerStep, e.zeros(lanes));
  if (in.bias)
    std::fill_n(start.begin(), vectorsPerPanel,
                e.broadcast(e.load(in.bias, output), lanes));
  Segment stored = segmentOf(e, in.pointers, output);
  Values sums = e.loop(
      stored.begin, stored.end, start,
      [&](Value position, ValueRange sums) {
        Values next;
        for (int64_t step = 0; step < weightsPerStep; ++step) {
          Value each = e.plus(position, step);
          Value line = e.loadIndex(in.lines, each);
          Value weight = e.broadcast(e.load(in.values, each), lanes);
          for (int64_t i = 0; i < vectorsPerPanel; ++i) {
            Value x =
                e.loadVector(scratch.panel, e.plus(line, i * lanes), lanes);
            next.push_back(e.fma(weight, x, sums[next.size()]));
          }
        }
        return next;
      },
      weightsPerStep);
  for (int64_t i = vectorsPerPanel, size = sums.size(); i < size; ++i)
    sums[i % vectorsPerPanel] = e.add(sums[i % vectorsPerPanel], sums[i]);
  sums.truncate(vectorsPerPanel);
  return sums;
}

void SparseWeightLowering::multiply(Emitter &e, const Operands &in,
                                    const Scratch &scratch,
                                    const Piece &outputs) const {
  e.loop(e.index(0), e.index(outputs.lanes), [&](Value output) {
    Values sums = sumWeights(e, in, scratch, e.plus(outputs.offset, output));
    Value line = e.times(output, panelRows());
    for (auto [i, sum] : llvm::enumerate(sums))
      e.store(sum, scratch.sums, e.plus(line, i * lowering.vectorWidth));
  });
}

/// What the sums of a panel are written to lies apart, a little in each row.
void SparseWeightLowering::prefetch(Emitter &e, const Piece &outputs,
                                    Value first, Value last,
                                    const RowWriter &writer) const {
  for (int64_t lane = 0; lane < panelRows(); ++lane)
    writer.prefetch(e, e.smaller(e.plus(first, lane), last), outputs);
}

/// Rows behind the last one hold what it holds, and may be written again.
void SparseWeightLowering::write(Emitter &e, const Scratch &scratch,
                                 const Piece &outputs, Value first, Value last,
                                 const RowWriter &writer) const {
  e.loop(
      e.index(0), e.index(panelRows()),
      [&](Value lane) {
        Values square;
        for (int64_t i = 0; i < outputs.lanes; ++i)
          square.push_back(e.loadVector(
              scratch.sums, e.plus(lane, i * panelRows()), outputs.lanes));
        Value row = e.plus(first, lane);
        for (auto [i, value] : llvm::enumerate(transpose(e, square)))
          writer.write(e, e.smaller(e.plus(row, i), last), outputs, value);
      },
      outputs.lanes);
}

LogicalResult SparseWeightLowering::matchAndRewrite(
    LinearOp op, OneToNOpAdaptor adaptor,
    ConversionPatternRewriter &rewriter) const {
  auto type = cast<RankedTensorType>(op.getWeight().getType());
  if (isSparse(op.getX().getType()) ||
      !isa_and_nonnull<CSRAttr>(type.getEncoding()))
    return rewriter.notifyMatchFailure(
        op, "not dense rows by an unstructured weight");
  if ((type.getDimSize(1) + 1) * panelRows() * int64_t(sizeof(float)) >
      maxScratchBytes) {
    StringRef reason = "a panel of all inputs is too large for a stack";
    remark::missed(op.getLoc(), remarkOptions) << remark::reason("{0}", reason);
    return rewriter.notifyMatchFailure(op, reason);
  }
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
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
  ChannelTiles outputs = lowering.tiles(in.numOutputs);
  forEachChunk(
      e, rows,
      [&](Value from, Value to) {
        Scratch scratch = allocateScratch(e, in);
        Value last = e.minus(to, e.index(1));
        e.loop(
            from, to,
            [&](Value first) {
              fillPanel(e, in, scratch, first, last);
              outputs.forEach(e, 1, [&](ArrayRef<Piece> pieces) {
                prefetchRows(e, in.x, e.plus(first, panelRows()), panelRows(),
                             {pieces.front().number, outputs.count()});
                prefetch(e, pieces.front(), first, last, *writer);
                multiply(e, in, scratch, pieces.front());
                write(e, scratch, pieces.front(), first, last, *writer);
              });
            },
            panelRows());
      },
      panelsPerChunk * panelRows());
  writer->replace(op, rewriter);
  return success();
}

void gnn::populateSparseWeightPatterns(RewritePatternSet &patterns,
                                       Converter &converter,
                                       LoweringContext &lowering) {
  patterns.add<SparseWeightLowering>(converter, patterns.getContext(),
                                     lowering);
}
