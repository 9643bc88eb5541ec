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

/// The same for lines of neighbouring inputs, whose number is a multiple of
/// four.
static Values addQuads(Emitter &e, const InputRows &rows,
                       const WeightPanels &panels, const Piece &piece,
                       const Segment &lines, ValueRange start) {
  auto add = [&](Value line, ValueRange sums) {
    Value input = panels.getInput(e, lines, line);
    Values next(sums);
    rows.forEachOfQuad(
        e, input, piece.lanes, [&](int64_t i, ValueRange vectors) {
          Value weight =
              panels.loadLine(e, piece, lines, e.plus(line, i)).front();
          for (auto [x, sum] : llvm::zip_equal(vectors, next))
            sum = e.fma(x, weight, sum);
        });
    return next;
  };
  return e.loop(lines.begin, lines.end, start, add, InputRows::quad);
}

/// One line after the other, from `first` on. Where the x of all rows do not
/// fit beside the sums, none is read before it is its turn.
static Values addEach(Emitter &e, const InputRows &rows,
                      const WeightPanels &panels, ArrayRef<Piece> pieces,
                      const Segment &lines, Value first, int64_t registers,
                      ValueRange start) {
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
  return e.loop(first, lines.end, start, add);
}

Values gnn::addLines(Emitter &e, const InputRows &rows,
                     const WeightPanels &panels, ArrayRef<Piece> pieces,
                     int64_t registers, ValueRange sums) {
  Segment lines = panels.getLines(e, pieces);
  if (!readsQuads(panels, pieces))
    return addEach(e, rows, panels, pieces, lines, lines.begin, registers,
                   sums);
  int64_t inputs = panels.countInputs(), rest = inputs % InputRows::quad;
  Value end = e.plus(lines.begin, inputs - rest);
  Values added =
      addQuads(e, rows, panels, pieces.front(), {lines.begin, end}, sums);
  return rest == 0
             ? added
             : addEach(e, rows, panels, pieces, lines, end, registers, added);
}
