//===- StoredWeights.cpp - A sparse weight as constants of kernels --------===//
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

int64_t StoredWeights::strips() const {
  return llvm::divideCeil(inputs, depth);
}

double StoredWeights::density() const {
  return double(positions.size()) / (panels * inputs);
}

/// The weights of an input for one block of outputs; zeros behind the last.
static SmallVector<float, 16> getBlock(const ParameterValues &weight,
                                       int64_t first, int64_t outputs,
                                       int64_t input) {
  SmallVector<float, 16> block(outputs, 0);
  for (int64_t i = 0; i < outputs && first + i < weight.dim(0); ++i)
    block[i] = weight.at(first + i, input);
  return block;
}

StoredWeights StoredWeights::compress(const ParameterValues &weight,
                                      int64_t blockOutputs) {
  StoredWeights stored;
  stored.inputs = weight.dim(1);
  stored.blockOutputs = blockOutputs;
  stored.panels = llvm::divideCeil(paddedChannels(weight.dim(0)), blockOutputs);
  for (int64_t first = 0; first < stored.inputs; first += depth)
    for (int64_t panel = 0; panel < stored.panels; ++panel) {
      int64_t last = std::min(first + depth, stored.inputs);
      for (int64_t input = first; input < last; ++input) {
        auto block =
            getBlock(weight, panel * blockOutputs, blockOutputs, input);
        if (llvm::all_of(block, [](float value) { return value == 0; }))
          continue;
        stored.positions.push_back(input - first);
        stored.values.insert(stored.values.end(), block.begin(), block.end());
      }
      stored.pointers.push_back(stored.positions.size());
    }
  return stored;
}

StoredWeightConstants::StoredWeightConstants(Emitter &e,
                                             ParameterConstants &constants,
                                             Value parameter,
                                             const StoredWeights &weights) {
  int64_t blocks = weights.positions.size(), ends = weights.pointers.size();
  bool areBlocks = weights.blockOutputs > 1;
  StringRef layout = areBlocks ? "blocks" : "strips";
  SmallVector<int64_t, 2> shape = {blocks};
  if (areBlocks)
    shape.push_back(weights.blockOutputs);
  pointers = constants.getIntegers(e, parameter, layout + ".pointers", ends,
                                   [&] { return weights.pointers; });
  positions = constants.getIntegers(e, parameter, layout + ".positions", blocks,
                                    [&] { return weights.positions; });
  values = constants.getFloats(e, parameter, layout + ".values", shape,
                               [&] { return weights.values; });
}
