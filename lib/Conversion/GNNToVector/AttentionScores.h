//===- AttentionScores.h - What a softmax over edges is taken of - C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONSCORES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONSCORES_H

#include "ChannelTiles.h"

namespace mlir::gnn {

/// The scores of an edge j -> i as in GAT, one a head: leaky_relu(source[j, h]
/// + target[i, h]). What they take from each end is read apart from the score:
/// sources are gathered for the edges of many rows at once.
///
/// All that tells GAT from other attention is here.
class AttentionScores {
public:
  AttentionScores(Value source, Value target, double negativeSlope,
                  ChannelTiles heads)
      : source(source), target(target), negativeSlope(negativeSlope),
        heads(heads) {}

  /// What an end of edges gives, in pieces.
  Values ofSource(Emitter &e, Value node) const;
  Values ofTarget(Emitter &e, Value row) const;
  /// Stores what a source gives at `offset`, head after head.
  void storeSource(Emitter &e, Value node, Value memory, Value offset) const;
  /// The score of both, a vector in any order of heads.
  Value combine(Emitter &e, Value ofSource, Value ofTarget) const;

private:
  Values load(Emitter &e, Value matrix, Value row) const;

  Value source, target;
  double negativeSlope;
  ChannelTiles heads;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONSCORES_H
