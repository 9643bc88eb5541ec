//===- StoredBlocks.cpp - A weight in blocks as constants -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredBlocks.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

int64_t StoredBlocks::strips() const { return llvm::divideCeil(inputs, depth); }

double StoredBlocks::density() const {
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

StoredBlocks StoredBlocks::compress(const ParameterValues &weight,
                                    int64_t outputs) {
  StoredBlocks stored;
  stored.inputs = weight.dim(1);
  stored.blockOutputs = outputs;
  stored.panels = llvm::divideCeil(weight.dim(0), outputs);
  for (int64_t first = 0; first < stored.inputs; first += depth)
    for (int64_t panel = 0; panel < stored.panels; ++panel) {
      int64_t last = std::min(first + depth, stored.inputs);
      for (int64_t input = first; input < last; ++input) {
        auto block = getBlock(weight, panel * outputs, outputs, input);
        if (llvm::all_of(block, [](float value) { return value == 0; }))
          continue;
        stored.positions.push_back(input - first);
        stored.values.insert(stored.values.end(), block.begin(), block.end());
      }
      stored.pointers.push_back(stored.positions.size());
    }
  return stored;
}

StoredBlockConstants gnn::getStoredBlocks(Emitter &e, KernelContext &context,
                                          LinearOp op,
                                          const StoredBlocks &blocks) {
  ParameterConstants &constants = context.constants;
  Value weight = op.getWeight();
  int64_t size = blocks.positions.size(), numPointers = blocks.pointers.size();
  return {constants.getIntegers(e, weight, "blocks.pointers", numPointers,
                                [&] { return blocks.pointers; }),
          constants.getIntegers(e, weight, "blocks.positions", size,
                                [&] { return blocks.positions; }),
          constants.getFloats(e, weight, "blocks.values",
                              {size, blocks.blockOutputs},
                              [&] { return blocks.values; })};
}
