//===- StoredWeights.cpp - An unstructured weight, as stored --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredWeights.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of where a line begins: four are read at once.
static constexpr int64_t lineBits = 16;

bool StoredWeights::canAddress(const RowPanel &panel) {
  return llvm::isUInt<lineBits>(panel.blockInputs * panel.countRows());
}

struct StoredWeights::Compressed {
  std::vector<int32_t> pointers = {0};
  std::vector<int64_t> lines;
  std::vector<float> values;

  int64_t countSteps() const { return lines.size(); }

  void append(float value, int64_t line) {
    int64_t place = values.size() % weightsPerStep;
    if (place == 0)
      lines.push_back(0);
    lines.back() |= line << (place * lineBits);
    values.push_back(value);
  }
  void endOutput(int64_t zeroLine) {
    while (values.size() % weightsPerStep)
      append(0, zeroLine);
    pointers.push_back(countSteps());
  }
};

StoredWeights::Compressed
StoredWeights::compress(const ParameterValues &weight) const {
  Compressed stored;
  for (int64_t block = 0; block < panel.blocks; ++block) {
    int64_t begin = block * panel.blockInputs;
    int64_t end = std::min(begin + panel.blockInputs, inputs);
    for (int64_t output = 0; output < outputs; ++output) {
      for (int64_t input = begin; input < end; ++input)
        if (float value = weight.at(output, input); value != 0)
          stored.append(value,
                        (input - getFirstInput(block)) * panel.countRows());
      stored.endOutput(panel.blockInputs * panel.countRows());
    }
  }
  return stored;
}

StoredWeights StoredWeights::of(Emitter &e, Value parameter,
                                const ParameterValues &weight,
                                const RowPanel &panel,
                                LoweringContext &lowering) {
  StoredWeights result(weight, panel);
  Compressed stored = result.compress(weight);
  ParameterConstants &constants = lowering.constants;
  // Weights that are one block lie the same whatever a panel holds.
  std::string layout = "csr";
  if (panel.blocks > 1)
    layout += std::to_string(panel.blockInputs);
  int64_t steps = stored.countSteps() + 1;
  result.pointers = constants.getIntegers(e, parameter, layout + ".pointers",
                                          panel.blocks * result.outputs + 1,
                                          [&] { return stored.pointers; });
  result.lines = constants.getLongIntegers(
      e, parameter, layout + ".lines" + Twine(panel.countRows()), steps,
      [&] { return stored.lines; });
  result.values = constants.getFloats(e, parameter, layout + ".values",
                                      steps * weightsPerStep,
                                      [&] { return stored.values; });
  return result;
}

void StoredWeights::forEachBlock(
    Emitter &e, function_ref<void(const Block &block)> body) const {
  int64_t last = panel.blocks - 1;
  auto straight = [&](int64_t i) {
    body({e.index(i), e.index(getFirstInput(i)), i == 0, i == last});
  };
  straight(0);
  if (last > 1)
    e.loop(e.index(1), e.index(last), [&](Value number) {
      body({number, e.times(number, panel.blockInputs), false, false});
    });
  if (last > 0)
    straight(last);
}

Segment StoredWeights::getSteps(Emitter &e, const Block &block,
                                Value output) const {
  return segmentOf(e, pointers, e.plus(e.times(block.number, outputs), output));
}

StoredWeights::Step StoredWeights::load(Emitter &e, Value position) const {
  Value first = e.times(position, weightsPerStep);
  return {e.loadVector(values, first, weightsPerStep), e.load(lines, position)};
}

Value StoredWeights::getLine(Emitter &e, const Step &step, int64_t i) {
  Type wide = step.lines.getType();
  auto places =
      arith::ConstantOp::create(e, wide, e.getIntegerAttr(wide, i * lineBits));
  Value moved = arith::ShRUIOp::create(e, step.lines, places);
  Value line = arith::TruncIOp::create(e, e.getIntegerType(lineBits), moved);
  return arith::IndexCastUIOp::create(e, e.getIndexType(), line);
}

Value StoredWeights::getWeight(Emitter &e, const Step &step, int64_t i) const {
  SmallVector<int64_t> mask(panel.lanes, i);
  return vector::ShuffleOp::create(e, step.weights, step.weights, mask);
}
