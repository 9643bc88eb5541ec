//===- UnreadOutputs.cpp - Outputs whose readers became zero --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnreadOutputs.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::BitVector findHidden(const ChannelGroups &groups) {
  llvm::BitVector hidden(groups.getNumChannels());
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty() && !group.coupledBy)
      for (unsigned channel : group.channels)
        hidden.set(channel);
  return hidden;
}

UnreadOutputs::UnreadOutputs(ScoringContext &context,
                             MutableArrayRef<WeightMatrix> matrices)
    : context(context), hidden(findHidden(context.getGroups())) {
  for (WeightMatrix &matrix : matrices)
    matrixOf[matrix.parameter] = &matrix;
  const ChannelGroups &groups = context.getGroups();
  for (const ChannelContraction &each :
       llvm::reverse(groups.getContractions())) {
    WeightMatrix *matrix =
        matrixOf.lookup(groups.getAxes()[each.weight].parameter);
    if (matrix && !llvm::is_contained(lastFirst, matrix))
      lastFirst.push_back(matrix);
  }
}

static bool isZeroColumn(const WeightMatrix &matrix, int64_t column) {
  for (size_t i = column; i < matrix.values.size(); i += matrix.columns)
    if (matrix.values[i] != 0 && !matrix.removed.test(i))
      return false;
  return true;
}

bool UnreadOutputs::isUnread(unsigned channel) {
  ArrayRef<ChannelReader> readers = context.getReaders(channel);
  return hidden.test(channel) && !readers.empty() &&
         llvm::all_of(readers, [&](const ChannelReader &reader) {
           const WeightMatrix *matrix = matrixOf.lookup(reader.weight);
           return matrix && isZeroColumn(*matrix, reader.input);
         });
}

void UnreadOutputs::clearScores(WeightMatrix &matrix) {
  const ChannelGroups &groups = context.getGroups();
  std::optional<unsigned> axis = groups.findAxis(matrix.parameter, 0);
  if (!axis)
    return;
  for (int64_t row = 0; row < matrix.getRows(); ++row)
    if (isUnread(groups.getChannel(*axis, row)))
      std::fill_n(matrix.scores.begin() + row * matrix.columns, matrix.columns,
                  0.0);
}
