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

static Value buildAdd(LayerBuilder &b) {
  const RowValue &first = b.inputs.front();
  Value sum = first.value;
  for (const RowValue &input : b.inputs.drop_front()) {
    if (getChannels(input.value) != getChannels(sum)) {
      b.keywords.fail("expected inputs of one width but " + first.name +
                      " has " + Twine(getChannels(sum)) + " channels and " +
                      input.name + " has " + Twine(getChannels(input.value)));
      return sum;
    }
    sum = AddOp::create(b.builder, b.loc, sum, input.value);
  }
  return sum;
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

template <ReductionKind Kind> static Value buildPool(LayerBuilder &b) {
  return PoolOp::create(b.builder, b.loc, Kind, b.input(), b.ptr());
}

void gnn::addJoins(LayerTable &table) {
  table["Add"] = {LayerRole::Join, buildAdd};
  table["Concat"] = {LayerRole::Join, buildConcat};
  table["global_add_pool"] = {LayerRole::Readout,
                              buildPool<ReductionKind::sum>};
  table["global_mean_pool"] = {LayerRole::Readout,
                               buildPool<ReductionKind::mean>};
  table["global_max_pool"] = {LayerRole::Readout,
                              buildPool<ReductionKind::max>};
}
