//===- Weights.cpp - Weights laid out for kernels -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Weights.h"

using namespace mlir;
using namespace mlir::gnn;

static std::vector<float> transpose(const ParameterValues &weight,
                                    int64_t inputs, int64_t outputs) {
  std::vector<float> columns(inputs * outputs, 0);
  for (int64_t i = 0; i < weight.dim(1); ++i)
    for (int64_t o = 0; o < weight.dim(0); ++o)
      columns[i * outputs + o] = weight.at(o, i);
  return columns;
}

FailureOr<Value> gnn::getTransposedWeight(Emitter &e, KernelContext &context,
                                          LinearOp op) {
  FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
  if (failed(weight))
    return failure();
  int64_t inputs = paddedChannels(weight->dim(1));
  int64_t outputs = paddedChannels(weight->dim(0));
  return context.constants.getFloats(
      e, op.getWeight(), "transposed", {inputs, outputs},
      [&] { return transpose(*weight, inputs, outputs); });
}
