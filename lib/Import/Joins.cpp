//===- Joins.cpp - Sums, concatenations and readouts ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerTable.h"

using namespace mlir;
using namespace mlir::gnn;

/// OpT on the first two inputs, on that and the third, and so on.
template <typename OpT> static Value buildFold(LayerBuilder &b) {
  const RowValue &first = b.inputs.front();
  Value folded = first.value;
  for (const RowValue &input : b.inputs.drop_front()) {
    if (getChannels(input.value) != getChannels(folded)) {
      b.keywords.fail("expected inputs of one width but " + first.name +
                      " has " + Twine(getChannels(folded)) + " channels and " +
                      input.name + " has " + Twine(getChannels(input.value)));
      return folded;
    }
    folded = OpT::create(b.builder, b.loc, folded, input.value);
  }
  return folded;
}

static Value buildConcat(LayerBuilder &b) {
  SmallVector<Value> values;
  int64_t channels = 0;
  for (const RowValue &input : b.inputs) {
    values.push_back(input.value);
    channels += getChannels(input.value);
  }
  b.keywords.checkChannels(channels);
  return ConcatOp::create(b.builder, b.loc, values);
}

/// Only the mode `lstm` reads the other arguments.
static Value buildJumpingKnowledge(LayerBuilder &b) {
  b.keywords.ignore({"channels", "num_layers"});
  bool isMax = b.keywords.requiredWord("mode", {"cat", "max"}) == "max";
  return isMax ? buildFold<MaxOp>(b) : buildConcat(b);
}

template <ReductionKind Kind> static Value buildPool(LayerBuilder &b) {
  return PoolOp::create(b.builder, b.loc, Kind, b.input(), b.ptr());
}

void gnn::addJoins(LayerTable &table) {
  table["Add"] = {LayerRole::Join, buildFold<AddOp>};
  table["Concat"] = {LayerRole::Join, buildConcat};
  table["JumpingKnowledge"] = {LayerRole::Join, buildJumpingKnowledge};
  table["global_add_pool"] = {LayerRole::Readout,
                              buildPool<ReductionKind::sum>};
  table["global_mean_pool"] = {LayerRole::Readout,
                               buildPool<ReductionKind::mean>};
  table["global_max_pool"] = {LayerRole::Readout,
                              buildPool<ReductionKind::max>};
}
