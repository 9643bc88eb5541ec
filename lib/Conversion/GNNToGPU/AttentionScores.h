//===- AttentionScores.h - Scores of the edges of a row ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSCORES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSCORES_H

#include "AttentionSum.h"

#include "gnn-opt/Conversion/Lowering/Piece.h"

namespace mlir::gnn {

/// What an attention op reads.
struct AttentionOperands {
  Value rowPtr, sources, x, source, target;
  double slope;
  int64_t heads, width;
};

/// The scores of a row's edges for the head of a piece.
class AttentionScores {
public:
  AttentionScores(Emitter &e, const AttentionOperands &in, Value row,
                  const Piece &piece);

  /// leaky_relu(source[j, h] + target[i, h]).
  Value of(Emitter &e, Value node) const;

private:
  const AttentionOperands &in;
  Value head, target;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSCORES_H
