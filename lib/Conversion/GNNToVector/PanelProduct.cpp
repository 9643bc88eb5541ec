//===- PanelProduct.cpp - Stored weights times a panel of rows ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PanelProduct.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;

PanelProduct::PanelProduct(Emitter &e, const StoredWeights &weights, Value bias)
    : weights(weights), shape(weights.getPanel()), bias(bias) {
  auto allocate = [&](int64_t lines) -> Value {
    auto type = MemRefType::get(lines * shape.countRows(), e.getF32Type());
    return memref::AllocaOp::create(e, type, e.getI64IntegerAttr(64));
  };
  panel = allocate(shape.blockInputs + 1);
  sums = allocate(weights.countOutputs());
  for (int64_t i = 0; i < shape.vectors; ++i)
    setLine(e, e.index(shape.blockInputs), e.index(i * shape.lanes),
            e.zeros(shape.lanes));
}

void PanelProduct::setLine(Emitter &e, Value input, Value lane,
                           Value rows) const {
  e.store(rows, panel, at(e, input, lane));
}

Value PanelProduct::getSums(Emitter &e, Value output, Value lane,
                            int64_t lanes) const {
  return e.loadVector(sums, at(e, output, lane), lanes);
}

PanelProduct::Step PanelProduct::firstStep(Emitter &e, const Block &block,
                                           Value output) const {
  return weights.load(e, weights.getSteps(e, block, output).begin);
}

/// What the blocks before have added, in the first of the sums.
Values PanelProduct::start(Emitter &e, const Block &block, Value output) const {
  Values start(shape.vectors * shape.countSums(), e.zeros(shape.lanes));
  for (int64_t i = 0; i < shape.vectors; ++i)
    if (!block.isFirst)
      start[i] = getSums(e, output, e.index(i * shape.lanes), shape.lanes);
    else if (bias)
      start[i] = e.broadcast(e.load(bias, output), shape.lanes);
  return start;
}

/// The weights of a step go round the sums.
Values PanelProduct::multiply(Emitter &e, const Step &step,
                              ValueRange sums) const {
  Values next(sums);
  for (int64_t i = 0; i < StoredWeights::weightsPerStep; ++i) {
    Value line = weights.getLine(e, step, i);
    Value weight = weights.getWeight(e, step, i);
    int64_t first = i % shape.countSums() * shape.vectors;
    for (int64_t v = 0; v < shape.vectors; ++v) {
      Value x = e.loadVector(panel, e.plus(line, v * shape.lanes), shape.lanes);
      next[first + v] = e.fma(weight, x, next[first + v]);
    }
  }
  return next;
}

void PanelProduct::finish(Emitter &e, Value output,
                          ArrayRef<Value> each) const {
  for (int64_t v = 0; v < shape.vectors; ++v) {
    Value sum = each[v];
    for (size_t i = v + shape.vectors; i < each.size(); i += shape.vectors)
      sum = e.add(sum, each[i]);
    e.store(sum, sums, at(e, output, e.index(v * shape.lanes)));
  }
}

PanelProduct::Step PanelProduct::addProducts(Emitter &e, const Block &block,
                                             Value output,
                                             const Step &ahead) const {
  Segment steps = weights.getSteps(e, block, output);
  Values initial = start(e, block, output);
  initial.append({ahead.weights, ahead.lines});
  Values results = e.loop(
      steps.begin, steps.end, initial, [&](Value position, ValueRange carried) {
        Step next = weights.load(e, e.plus(position, 1));
        ValueRange read = carried.take_back(2);
        Values sums = multiply(e, {read[0], read[1]}, carried.drop_back(2));
        sums.append({next.weights, next.lines});
        return sums;
      });
  finish(e, output, ArrayRef(results).drop_back(2));
  return {results[results.size() - 2], results.back()};
}
