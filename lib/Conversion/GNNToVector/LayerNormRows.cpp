//===- LayerNormRows.cpp - Reading and writing rows that are normalised ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerNormRows.h"

#include "ChannelStatistics.h"

using namespace mlir;
using namespace mlir::gnn;

/// Vectors in flight at a time.
static constexpr int64_t piecesPerStep = 4;

FailureOr<LayerNormRows>
LayerNormRows::create(LayerNormOp op, Value x, Emitter &e,
                      ConversionPatternRewriter &rewriter,
                      LoweringContext &lowering) {
  Value rows = e.sizeOf(x);
  auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
  if (failed(writer))
    return failure();
  LayerNormRows result(op, x, rows, e, lowering.tiles(getChannels(op.getX())),
                       std::move(*writer));
  if (!op.getWeight())
    return result;
  auto weight = lowering.constants.getVector(e, op, op.getWeight());
  auto bias = lowering.constants.getVector(e, op, op.getBias());
  if (failed(weight) || failed(bias))
    return failure();
  result.weight = *weight;
  result.bias = *bias;
  return result;
}

Value LayerNormRows::sumOfRow(Value row) const {
  return sumOverChannels(e, tiles,
                         [&](const Piece &piece) { return load(row, piece); });
}

Value LayerNormRows::squaresOfRow(Value row, Value mean) const {
  return sumOverChannels(e, tiles, [&](const Piece &piece) {
    Value centred = e.sub(load(row, piece), e.broadcast(mean, piece.lanes));
    return e.mul(centred, centred);
  });
}

void LayerNormRows::writeRow(Value row, RowTransform transform) const {
  tiles.forEach(e, piecesPerStep, [&](ArrayRef<Piece> pieces) {
    for (const Piece &piece : pieces) {
      Value mean = e.broadcast(transform.mean, piece.lanes);
      Value scale = e.broadcast(transform.scale, piece.lanes);
      Value value = e.mul(e.sub(load(row, piece), mean), scale);
      if (weight)
        value = e.fma(value, e.loadVector(weight, piece.offset, piece.lanes),
                      e.loadVector(bias, piece.offset, piece.lanes));
      writer.write(e, row, piece, value);
    }
  });
}
