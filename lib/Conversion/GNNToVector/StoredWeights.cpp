//===- StoredWeights.cpp - An unstructured weight, as stored --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredWeights.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Of a panel: three quarters of an L1 cache, which is 48 KB where vectors are
/// wide, and else 32. Weights and sums go by.
static int64_t getCachedElements(int64_t vectorWidth) {
  return vectorWidth >= 16 ? 9216 : 6144;
}

StoredWeights::StoredWeights(const ParameterValues &weight, int64_t panelRows,
                             int64_t vectorWidth)
    : inputs(weight.dim(1)), outputs(weight.dim(0)) {
  int64_t most =
      std::max<int64_t>(getCachedElements(vectorWidth) / panelRows, 1);
  int64_t fewest = llvm::divideCeil(inputs, most);
  blockInputs = std::min<int64_t>(
      inputs, llvm::alignTo(llvm::divideCeil(inputs, fewest), vectorWidth));
  blocks = llvm::divideCeil(inputs, blockInputs);
}

struct StoredWeights::Compressed {
  std::vector<int32_t> pointers = {0}, lines;
  std::vector<float> values;
};

StoredWeights::Compressed StoredWeights::compress(const ParameterValues &weight,
                                                  int64_t panelRows) const {
  Compressed stored;
  for (int64_t block = 0; block < blocks; ++block) {
    int64_t begin = block * blockInputs;
    int64_t end = std::min(begin + blockInputs, inputs);
    for (int64_t output = 0; output < outputs; ++output) {
      for (int64_t input = begin; input < end; ++input)
        if (float value = weight.at(output, input); value != 0) {
          stored.lines.push_back((input - getFirstInput(block)) * panelRows);
          stored.values.push_back(value);
        }
      stored.pointers.push_back(stored.values.size());
    }
  }
  return stored;
}

StoredWeights StoredWeights::of(Emitter &e, Value parameter,
                                const ParameterValues &weight,
                                int64_t panelRows, LoweringContext &lowering) {
  StoredWeights result(weight, panelRows, lowering.vectorWidth);
  Compressed stored = result.compress(weight, panelRows);
  ParameterConstants &constants = lowering.constants;
  // Weights that are one block lie the same whatever a panel holds.
  std::string layout = "csr";
  if (result.blocks > 1)
    layout += std::to_string(result.blockInputs);
  int64_t size = stored.values.size();
  result.pointers = constants.getIntegers(e, parameter, layout + ".pointers",
                                          result.blocks * result.outputs + 1,
                                          [&] { return stored.pointers; });
  result.lines =
      constants.getIntegers(e, parameter, layout + ".lines" + Twine(panelRows),
                            size, [&] { return stored.lines; });
  result.values = constants.getFloats(e, parameter, layout + ".values", size,
                                      [&] { return stored.values; });
  return result;
}

void StoredWeights::forEachBlock(
    Emitter &e, function_ref<void(const Block &block)> body) const {
  auto straight = [&](int64_t i) {
    body({e.index(i), e.index(getFirstInput(i)), i == 0, i == blocks - 1});
  };
  straight(0);
  if (blocks > 2)
    e.loop(e.index(1), e.index(blocks - 1), [&](Value number) {
      body({number, e.times(number, blockInputs), false, false});
    });
  if (blocks > 1)
    straight(blocks - 1);
}

Segment StoredWeights::getSegment(Emitter &e, const Block &block,
                                  Value output) const {
  return segmentOf(e, pointers, e.plus(e.times(block.number, outputs), output));
}
