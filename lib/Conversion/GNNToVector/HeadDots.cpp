//===- HeadDots.cpp - Dot products of heads, of some rows -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeadDots.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"

#include <numeric>

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

static remark::RemarkOpts getOptions(const LoweringContext &lowering) {
  return remark::RemarkOpts::name("FuseHeadDot").category(lowering.passName);
}

void gnn::remarkHeadDots(const LoweringContext &lowering) {
  for (auto [dot, reason] : lowering.fusion.getHeadDots().getObstacles())
    remark::missed(dot->getLoc(), getOptions(lowering))
        << remark::reason("{0}", reason);
}

static void remarkHost(ArrayRef<HeadDotOp> dots, Operation *host,
                       const LoweringContext &lowering) {
  for (HeadDotOp dot : dots)
    remark::passed(dot->getLoc(), getOptions(lowering)) << remark::add(
        "computed in the loop of {0}", host->getName().getStringRef());
}

static HeadVectors getVectors(ArrayRef<HeadDotOp> ops,
                              const LoweringContext &lowering) {
  if (ops.empty())
    return HeadVectors(0, 0, lowering.vectorWidth);
  HeadDotOp op = ops.front();
  int64_t heads = getChannels(op.getResult());
  int64_t width = getChannels(op.getX()) / std::max<int64_t>(heads, 1);
  return HeadVectors(heads, width, lowering.vectorWidth);
}

FailureOr<HeadDots> HeadDots::of(ArrayRef<HeadDotOp> ops, Value rows,
                                 Emitter &e,
                                 ConversionPatternRewriter &rewriter,
                                 LoweringContext &lowering) {
  HeadDots dots(getVectors(ops, lowering));
  for (HeadDotOp op : ops) {
    auto vector = lowering.constants.getVector(e, op, op.getVector());
    auto writer = RowWriter::behind(op, rows, e, rewriter, lowering);
    if (failed(vector) || failed(writer))
      return failure();
    dots.dots.push_back({op, *vector, std::move(*writer)});
  }
  return dots;
}

FailureOr<HeadDots> HeadDots::behind(Operation *host, Value rows, Emitter &e,
                                     ConversionPatternRewriter &rewriter,
                                     LoweringContext &lowering) {
  ArrayRef<HeadDotOp> dots = lowering.fusion.getHeadDots().getDots(host);
  remarkHost(dots, host, lowering);
  return of(dots, rows, e, rewriter, lowering);
}

FailureOr<HeadDots> HeadDots::startingAt(HeadDotOp first, Value rows,
                                         Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         LoweringContext &lowering) {
  SmallVector<HeadDotOp> dots = {first};
  ArrayRef<HeadDotOp> others = lowering.fusion.getHeadDots().getDots(first);
  remarkHost(others, first, lowering);
  llvm::append_range(dots, others);
  return of(dots, rows, e, rewriter, lowering);
}

void HeadDots::replace(ConversionPatternRewriter &rewriter) const {
  for (const Dot &dot : dots)
    dot.writer.replace(dot.op, rewriter);
}

//===----------------------------------------------------------------------===//
// Emitting
//===----------------------------------------------------------------------===//

int64_t HeadDots::vectorsPerRow() const {
  return dots.size() * vectors.getParts().size();
}

/// The fewest that fill vectors with sums.
int64_t HeadDots::rowsPerTile() const {
  int64_t group = vectors.getGroups().group;
  return group / std::gcd(group, vectorsPerRow());
}

/// The last tile may be of fewer rows: its last row is then computed again.
void HeadDots::emitRows(Emitter &e, Value x, Value from, Value to) const {
  if (vectorsPerRow() == 0)
    return;
  int64_t tileRows = rowsPerTile();
  auto emitFrom = [&](Value first, Value last) {
    Values rows;
    for (int64_t i = 0; i < tileRows; ++i) {
      Value row = e.plus(first, i);
      rows.push_back(last ? e.smaller(row, last) : row);
    }
    emitTile(e, x, rows);
  };
  Value whole = e.times(e.dividedBy(e.minus(to, from), tileRows), tileRows);
  Value wholeEnd = e.plus(from, whole);
  e.loop(from, wholeEnd, [&](Value row) { emitFrom(row, nullptr); }, tileRows);
  if (tileRows > 1)
    e.when(e.isLess(wholeEnd, to),
           [&] { emitFrom(wholeEnd, e.minus(to, e.index(1))); });
}

/// What follows one another in the sums: where these are one vector, what is
/// stored side by side is side by side there.
SmallVector<HeadDots::Place> HeadDots::getPlaces(size_t rows) const {
  int64_t count = rows * vectorsPerRow();
  bool byDot = count == vectors.getGroups().group;
  SmallVector<Place> places;
  for (size_t i = 0; i < rows * dots.size(); ++i)
    places.push_back(byDot ? Place{i % rows, i / rows}
                           : Place{i / dots.size(), i % dots.size()});
  return places;
}

void HeadDots::emitTile(Emitter &e, Value x, ValueRange rows) const {
  const LaneGroups &groups = vectors.getGroups();
  int64_t parts = vectors.getParts().size();
  SmallVector<Place> places = getPlaces(rows.size());
  SmallVector<Values> products(rows.size());
  auto multiply = [&](int64_t number) {
    auto [row, dot] = places[number / parts];
    if (products[row].empty())
      products[row] = multiplyRow(e, x, rows[row]);
    return products[row][dot * parts + number % parts];
  };
  Values sums;
  int64_t count = places.size() * parts;
  for (int64_t first = 0; first < count; first += groups.group)
    sums.push_back(sumLaneGroups(
        e, groups, [&](int64_t number) { return multiply(first + number); }));
  for (auto [i, place] : llvm::enumerate(places))
    write(e, dots[place.dot], rows[place.row], sums,
          i * parts * groups.count());
}

/// The vectors of a row: all parts of one dot, and then of the next.
Values HeadDots::multiplyRow(Emitter &e, Value x, Value row) const {
  size_t parts = vectors.getParts().size();
  Values products(vectorsPerRow());
  for (auto [part, tiles] : llvm::enumerate(vectors.getParts()))
    for (auto [dot, sum] : llvm::enumerate(multiplyPart(e, x, row, tiles)))
      products[dot * parts + part] = sum;
  return products;
}

Values HeadDots::multiplyPart(Emitter &e, Value x, Value row,
                              const ChannelTiles &tiles) const {
  constexpr int64_t maxPieces = 4;
  auto addPiece = [&](const Piece &piece, Values &sums) {
    auto load = [&](Value memory, ValueRange position) {
      Value vector = e.loadVector(memory, position, piece.lanes);
      return withoutRepeated(e, piece, vector);
    };
    Value features = load(x, {row, piece.offset});
    for (auto [dot, sum] : llvm::zip_equal(dots, sums)) {
      Value factors = load(dot.vector, piece.offset);
      sum = sum ? e.fma(features, factors, sum) : e.mul(features, factors);
    }
  };
  // Nothing to add the first product to, but where a loop goes on with it.
  bool isStraight = tiles.count() > 0 && tiles.areStraight(maxPieces);
  Values start(dots.size(), isStraight ? Value() : e.zeros(tiles.lanes()));
  return tiles.fold(e, maxPieces, start,
                    [&](ArrayRef<Piece> pieces, ValueRange carried) {
                      Values sums(carried);
                      for (const Piece &piece : pieces)
                        addPiece(piece, sums);
                      return sums;
                    });
}

/// A piece of neighbouring heads is in one vector of sums, or in two.
void HeadDots::write(Emitter &e, const Dot &dot, Value row, ValueRange sums,
                     int64_t firstSum) const {
  int64_t lanes = vectors.getGroups().lanes;
  ChannelTiles heads(vectors.countHeads(), lanes);
  for (auto [number, piece] : llvm::enumerate(heads.pieces(e))) {
    SmallVector<int64_t> order;
    for (int64_t lane = 0; lane < piece.lanes; ++lane)
      order.push_back(firstSum + vectors.getSumOf(heads.offset(number) + lane));
    int64_t first = order.front() / lanes, last = order.back() / lanes;
    for (int64_t &sum : order)
      sum = sum % lanes + (sum / lanes == first ? 0 : lanes);
    Value values = vector::ShuffleOp::create(e, sums[first], sums[last], order);
    dot.writer.write(e, row, piece, values);
  }
}
