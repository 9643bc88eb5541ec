//===- Readers.cpp - The weights that multiply a group's channels ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Readers.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/MapVector.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

double GroupReader::getColumnNorm(int64_t column) const {
  double squares = 0;
  for (int64_t row = 0; row < outputs; ++row)
    squares += getWeight(row, column) * getWeight(row, column);
  return std::sqrt(squares);
}

/// What is computed, as a transposed parameter, has no statistics.
static LogicalResult checkReaders(const ChannelGroups &groups,
                                  const ChannelGroup &group) {
  for (const ChannelContraction &contraction : groups.getContractions())
    if (llvm::is_contained(group.axes, contraction.features) &&
        !groups.getAxes()[contraction.weight].parameter)
      return contraction.op->emitError("expects a parameter to multiply the "
                                       "channels of ")
             << quote(group.name)
             << " with but got a value; gnn-fold-parameters computes those "
                "that are known";
  return success();
}

/// Weights and columns, without values and statistics.
static SmallVector<GroupReader> collectReaders(ScoringContext &context,
                                               const ChannelGroup &group) {
  llvm::SmallMapVector<Operation *, GroupReader, 4> readers;
  for (auto [place, channel] : llvm::enumerate(group.channels))
    for (ChannelReader each : context.getReaders(channel)) {
      ArrayRef<int64_t> shape = getParameterType(each.weight).getShape();
      if (shape.size() != 2)
        continue;
      GroupReader &reader = readers[each.weight];
      reader.weight = each.weight;
      reader.outputs = shape[0];
      reader.inputs = shape[1];
      reader.columns.resize(group.channels.size());
      reader.columns[place].push_back(each.input);
    }
  return llvm::to_vector(llvm::make_second_range(readers));
}

FailureOr<std::vector<GroupReader>>
gnn::getGroupReaders(ScoringContext &context, const ChannelGroup &group,
                     CriterionNeeds needs) {
  if (failed(checkReaders(context.getGroups(), group)))
    return failure();
  std::vector<GroupReader> readers;
  for (GroupReader &reader : collectReaders(context, group)) {
    auto values = context.getValues(reader.weight);
    if (failed(values))
      return failure();
    reader.values = *values;
    if (needs != CriterionNeeds::nothing) {
      auto statistics = context.getStatistics(reader.weight, needs);
      if (failed(statistics))
        return failure();
      reader.statistics = *statistics;
    }
    readers.push_back(std::move(reader));
  }
  return readers;
}
