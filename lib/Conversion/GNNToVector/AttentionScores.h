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

/// The scores of an edge, one a head. All that tells GAT from other attention:
/// a form that multiplies features of both ends, as transformers do, reads them
/// here.
class AttentionScores {
public:
  virtual ~AttentionScores() = default;

  /// Emits what the edges of a row share.
  virtual Values startRow(Emitter &e, Value row) const = 0;
  /// Stores the scores of the edge that comes from `node` at `offset` of
  /// `scores`, head after head.
  virtual void store(Emitter &e, ValueRange shared, Value node, Value scores,
                     Value offset) const = 0;
};

/// leaky_relu(source[j, h] + target[i, h]), as in GAT.
class AdditiveScores : public AttentionScores {
public:
  AdditiveScores(Value source, Value target, double negativeSlope,
                 ChannelTiles heads)
      : source(source), target(target), negativeSlope(negativeSlope),
        heads(heads) {}

  Values startRow(Emitter &e, Value row) const override;
  void store(Emitter &e, ValueRange shared, Value node, Value scores,
             Value offset) const override;

private:
  Value source, target;
  double negativeSlope;
  ChannelTiles heads;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ATTENTIONSCORES_H
