//===- StoredWeights.cpp - A sparse weight as constants of kernels --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredWeights.h"

using namespace mlir;
using namespace mlir::gnn;

StoredWeights StoredWeights::compress(const ParameterValues &weight) {
  StoredWeights stored;
  stored.inputs = weight.dim(1);
  stored.outputs = paddedChannels(weight.dim(0));
  for (int64_t first = 0; first < stored.inputs; first += depth)
    for (int64_t output = 0; output < stored.outputs; ++output) {
      int64_t last = std::min(first + depth, stored.inputs);
      for (int64_t input = first; output < weight.dim(0) && input < last;
           ++input)
        if (float value = weight.at(output, input); value != 0) {
          stored.positions.push_back(input - first);
          stored.values.push_back(value);
        }
      stored.pointers.push_back(stored.values.size());
    }
  return stored;
}

StoredWeightConstants gnn::getStoredWeights(Emitter &e, KernelContext &context,
                                            LinearOp op,
                                            const StoredWeights &weights) {
  ParameterConstants &constants = context.constants;
  Value weight = op.getWeight();
  int64_t size = weights.values.size(), numPointers = weights.pointers.size();
  return {constants.getIntegers(e, weight, "strips.pointers", numPointers,
                                [&] { return weights.pointers; }),
          constants.getIntegers(e, weight, "strips.positions", size,
                                [&] { return weights.positions; }),
          constants.getFloats(e, weight, "strips.values", size,
                              [&] { return weights.values; })};
}
