//===- Scores.cpp - Scores that read features, not their product ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scores.h"

#include "../FoldParameters/Operands.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::fold;

/// w^T a.
static std::vector<double> composedVector(HeadDotOp score, LinearOp product) {
  std::vector<double> weight = readValues(product.getWeight());
  std::vector<double> vector = readValues(score.getVector());
  std::vector<double> composed(getChannels(product.getX()));
  for (size_t o = 0; o < vector.size(); ++o)
    for (size_t i = 0; i < composed.size(); ++i)
      composed[i] += vector[o] * weight[o * composed.size() + i];
  return composed;
}

/// Those of the features that the weight reads.
static OriginalChannels composedChannels(HeadDotOp score, LinearOp product) {
  OriginalChannels channels = readChannels(score.getVector());
  channels.copyDim(2, readChannels(product.getWeight()), 1);
  return channels;
}

static void readFeatures(RewriterBase &rewriter, HeadDotOp score,
                         LinearOp product) {
  std::vector<double> vector = composedVector(score, product);
  auto type = RankedTensorType::get({1, 1, getChannels(product.getX())},
                                    rewriter.getF32Type());
  OriginalChannels channels = composedChannels(score, product);
  rewriter.modifyOpInPlace(score,
                           [&] { score.getXMutable().assign(product.getX()); });
  writeValues(rewriter, score.getVectorMutable(), type, vector, channels);
}

bool gnn::canReadFeatures(Composition composition) {
  return llvm::all_of(composition.scores, [&](HeadDotOp score) {
    return fitsFloat(composedVector(score, composition.linear));
  });
}

void gnn::readFeatures(RewriterBase &rewriter, Composition composition) {
  for (HeadDotOp score : composition.scores)
    ::readFeatures(rewriter, score, composition.linear);
}
