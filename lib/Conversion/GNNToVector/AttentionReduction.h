//===- AttentionReduction.h - Softmax-weighted sums of rows --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONREDUCTION_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONREDUCTION_H

#include "AttentionScores.h"
#include "RowSoftmax.h"
#include "SegmentRows.h"

namespace mlir::gnn {

/// y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c], p the softmax over
/// row i of any scores. A node is also its own neighbour, as often as there are
/// self loops missing.
///
/// Rows come in groups whose edges fit a thread's own memory. What the scores
/// of all these edges take from their sources is gathered there first; then the
/// softmax of each row is computed, and weighs features, one row behind: one
/// waits for itself, the other for memory, and a processor does both at once.
/// One division a head ends a row.
///
/// Of a row with more edges than that memory holds, and of a hub that all
/// threads share, some edges at a time are reduced to a partial softmax: the
/// largest score, the sum of exponentials and the weighted sum. Those are
/// brought to one largest score where they meet.
class AttentionReduction : public SegmentRows {
public:
  struct Operands {
    Value sources, x;
    /// One value a node; may be null.
    Value missing;
    int64_t heads;
  };
  AttentionReduction(const Operands &in, const AttentionScores &scores,
                     const LoweringContext &lowering);

  Values allocate(Emitter &e) const override;
  void emitRows(Emitter &e, const Segments &edges, Value from, Value to,
                ValueRange memory, Write write) const override;
  void emitHub(Emitter &e, Value row, Segment edges,
               Write write) const override;

private:
  using Block = HeadTiles::Block;
  /// A thread's own, for one group of edges.
  struct Memory {
    /// What scores take from the sources of edges.
    Value sources;
    /// Scores, and then their exponentials.
    Value weights;
  };
  /// Some edges of a row, and where they are in memory.
  struct Slice {
    Value row;
    Segment edges;
    Value begin;
    Memory memory;
    HeadLanes::Edges places(Emitter &e) const {
      return {begin, e.minus(edges.end, edges.begin)};
    }
  };

  /// A node beside its edges: how often, i1 whether at all, and its scores. The
  /// first two are null where no loops are missing.
  struct Self {
    Value count, exists;
    Values scores;
  };

  static Memory asMemory(ValueRange allocated) {
    return {allocated[0], allocated[1]};
  }
  void forEachBlock(Emitter &e, function_ref<void(Block block)> body) const;

  void emitGroup(Emitter &e, const Segments &edges, Value from, Value to,
                 const Memory &memory, Write write) const;
  void emitLongRow(Emitter &e, Value row, Segment edges, const Memory &memory,
                   Write write) const;

  /// Leaves exponentials in memory. Returns the weights of the node itself, if
  /// loops are missing.
  Values softmax(Emitter &e, const Slice &row) const;
  void sum(Emitter &e, const Slice &row, ValueRange weights, Write write) const;

  void gatherSources(Emitter &e, Segment edges, const Memory &memory) const;
  Values findMaxima(Emitter &e, const Slice &slice, ValueRange least) const;
  Values exponentiate(Emitter &e, const Slice &slice, ValueRange maxima) const;
  /// Sums up weights as well, behind all pieces, if `start` has room for them.
  Values weightedSum(Emitter &e, const Slice &slice, Block block,
                     ValueRange start) const;
  void writeBlock(Emitter &e, Value row, Block block, ValueRange sums,
                  ValueRange factors, Write write) const;

  // What a row begins with (AttentionSelf.cpp).
  Value countSelf(Emitter &e, Value row) const;
  Self getSelf(Emitter &e, Value row, Value count) const;
  Values weigh(Emitter &e, const Self &self, ValueRange maxima) const;
  Values startBlock(Emitter &e, Value row, Value count, ValueRange weights,
                    Block block) const;

  // Partial softmaxes are rows of `parts` (AttentionParts.cpp).
  Value offsetInPart(Emitter &e, const HeadPiece &piece) const;
  Values loadBlock(Emitter &e, Block block, Value parts, Value part) const;
  void storeBlock(Emitter &e, Block block, ValueRange sums, Value parts,
                  Value part) const;
  void addSlices(Emitter &e, Value row, Segment edges, const Memory &memory,
                 Value selfCount, Value parts, Value part) const;
  void addSlice(Emitter &e, const Slice &slice, Value parts, Value part) const;
  void joinParts(Emitter &e, Value row, Value parts, int64_t count,
                 Write write) const;
  Values weighParts(Emitter &e, Value parts, int64_t count) const;

  /// Where a partial softmax has its largest scores, sums and weighted sums.
  int64_t maximaBegin() const { return 0; }
  int64_t sumsBegin() const { return lanes.size(); }
  int64_t channelsBegin() const { return 2 * lanes.size(); }
  int64_t partSize() const { return channelsBegin() + tiles.sizeApart(); }

  Operands in;
  const AttentionScores &scores;
  const LoweringContext &lowering;
  HeadLanes lanes;
  HeadTiles tiles;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONREDUCTION_H
