//===- TileLines.cpp - Sums of a tile over lines of a panel ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileLines.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of 16 lanes as many are loaded in a cycle as multiplied, of fewer twice as
/// many.
static constexpr int64_t lanesBoundByLoads = 16;

/// Where each x is for one vector, loads take longer than products, unless four
/// inputs that lie side by side are loaded at once.
static bool readsQuads(const WeightPanels &panels, ArrayRef<Piece> pieces) {
  return panels.hasAllInputs() && pieces.size() == 1 &&
         pieces.front().lanes >= lanesBoundByLoads;
}

namespace {
/// The lines of one block's panel, and the rows that they are multiplied with.
struct TileLines {
  Emitter &e;
  const InputRows &rows;
  const WeightPanels &panels;
  ArrayRef<Piece> pieces;
  int64_t registers;
  Segment lines;

  Values addQuads(const Segment &some, ValueRange start) const;
  Values addEach(const Segment &some, ValueRange start) const;
  Values addParts(const Segment &some, const LineParts &parts,
                  ValueRange start) const;
};
} // namespace

/// Lines of neighbouring inputs, whose number is a multiple of four.
Values TileLines::addQuads(const Segment &some, ValueRange start) const {
  auto add = [&](Value line, ValueRange sums) {
    Value input = panels.getInput(e, lines, line);
    Values next(sums);
    rows.forEachOfQuad(
        e, input, pieces.front().lanes, [&](int64_t i, ValueRange vectors) {
          Value weight =
              panels.loadLine(e, pieces, lines, e.plus(line, i)).front();
          for (auto [x, sum] : llvm::zip_equal(vectors, next))
            sum = e.fma(x, weight, sum);
        });
    return next;
  };
  return e.loop(some.begin, some.end, start, add, InputRows::quad);
}

/// One line after the other. Where the x of all rows do not fit beside the
/// sums, none is read before it is its turn.
Values TileLines::addEach(const Segment &some, ValueRange start) const {
  bool isTight =
      int64_t(start.size() + pieces.size()) + rows.count() > registers;
  auto add = [&](Value line, ValueRange sums) {
    Value input = panels.getInput(e, lines, line);
    Values weights = panels.loadLine(e, pieces, lines, line);
    Values next;
    rows.forEach(e, input, [&](ValueRange values) {
      for (Value x : values) {
        Value each = e.broadcast(x, pieces.front().lanes);
        for (Value weight : weights)
          next.push_back(e.fma(each, weight, sums[next.size()]));
      }
      if (isTight && next.size() < sums.size())
        e.keepLoadsBehind();
    });
    return next;
  };
  return e.loop(some.begin, some.end, start, add);
}

Values TileLines::addParts(const Segment &some, const LineParts &parts,
                           ValueRange start) const {
  bool quads = readsQuads(panels, pieces);
  auto add = [&](const Segment &part, ValueRange sums) {
    return quads ? addQuads(part, sums) : addEach(part, sums);
  };
  if (parts.count == 1) {
    if (parts.before)
      parts.before(e.index(0));
    return add(some, start);
  }
  int64_t multiple = quads ? InputRows::quad : 1;
  Value size = e.times(e.dividedUp(e.minus(some.end, some.begin),
                                   e.index(parts.count * multiple)),
                       multiple);
  auto addPart = [&](Value part, ValueRange sums) {
    parts.before(part);
    Value begin = e.plus(some.begin, e.times(part, size));
    return add({begin, e.smaller(e.plus(begin, size), some.end)}, sums);
  };
  // A few copies of a loop over lines, one for each part, would be slower by up
  // to a sixth on rows from memory.
  return e.rolledLoop(e.index(0), e.index(parts.count), start, addPart);
}

Values gnn::addLines(Emitter &e, const InputRows &rows,
                     const WeightPanels &panels, ArrayRef<Piece> pieces,
                     int64_t registers, ValueRange sums,
                     const LineParts &parts) {
  Segment all = panels.getLines(e, pieces);
  TileLines tile{e, rows, panels, pieces, registers, all};
  int64_t rest = panels.countInputs() % InputRows::quad;
  if (rest == 0 || !readsQuads(panels, pieces))
    return tile.addParts(all, parts, sums);
  Value end = e.plus(all.begin, panels.countInputs() - rest);
  Values added = tile.addParts({all.begin, end}, parts, sums);
  return tile.addEach({end, all.end}, added);
}
