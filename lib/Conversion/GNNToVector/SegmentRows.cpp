//===- SegmentRows.cpp - Rows computed from segments ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SegmentRows.h"

#include "FusedProduct.h"
#include "HeadDots.h"
#include "RowWriter.h"

using namespace mlir;
using namespace mlir::gnn;

static LogicalResult storeRows(Operation *op, Emitter &e, Segments segments,
                               ForEachForm forms,
                               ConversionPatternRewriter &rewriter,
                               LoweringContext &lowering) {
  auto joined = JoinedProducts::behind(op, e, rewriter, lowering);
  if (failed(joined))
    return failure();
  if (!joined->empty())
    segments = segments.toMultiply();
  auto writer = RowWriter::behind(op, segments.rows(), e, rewriter, lowering);
  auto dots = HeadDots::behind(op, segments.rows(), e, rewriter, lowering);
  if (failed(writer) || failed(dots))
    return failure();
  auto computeDots = [&](Value from, Value to) {
    dots->emitRows(e, writer->getMemory(), from, to);
  };
  forms([&](const SegmentRows &rows) {
    segments.forEachHub(e, [&](Value row, Segment members) {
      RowWriter reading = joined->multiplyRow(e, row, *writer);
      rows.emitHub(e, row, members, reading.writing(e));
      computeDots(row, e.plus(row, 1));
    });
    segments.forEachChunkWithoutHub(e, [&](Value from, Value to) {
      Values memory = rows.allocate(e);
      joined->forEachTile(
          e, from, to, *writer,
          [&](Value first, Value end, const RowWriter &reading) {
            rows.emitRows(e, segments, first, end, memory, reading.writing(e));
            computeDots(first, end);
          });
    });
  });
  writer->replace(op, rewriter);
  dots->replace(rewriter);
  joined->erase(rewriter);
  return success();
}

static LogicalResult multiplyRows(LinearOp linear, Operation *op, Emitter &e,
                                  const Segments &segments, ForEachForm forms,
                                  ConversionPatternRewriter &rewriter,
                                  LoweringContext &lowering) {
  auto product =
      FusedProduct::of(linear, op, segments.rows(), e, rewriter, lowering);
  if (failed(product))
    return failure();
  forms([&](const SegmentRows &rows) {
    segments.forEachHub(e, [&](Value row, Segment members) {
      product->emitRow(e, row, [&](const RowWriter &writer) {
        rows.emitHub(e, row, members, writer.writing(e));
      });
    });
    segments.forEachChunkWithoutHub(e, [&](Value from, Value to) {
      Values memory = rows.allocate(e);
      product->emitRows(
          e, from, to, [&](Value first, Value end, const RowWriter &writer) {
            rows.emitRows(e, segments, first, end, memory, writer.writing(e));
          });
    });
  });
  product->replace(rewriter);
  return success();
}

LogicalResult gnn::lowerSegmentRows(Operation *op, Emitter &e,
                                    const Segments &segments, ForEachForm forms,
                                    ConversionPatternRewriter &rewriter,
                                    LoweringContext &lowering) {
  if (LinearOp product = findFusedProduct(op, lowering))
    return multiplyRows(product, op, e, segments.toMultiply(), forms, rewriter,
                        lowering);
  return storeRows(op, e, segments, forms, rewriter, lowering);
}
