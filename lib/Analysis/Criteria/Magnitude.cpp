//===- Magnitude.cpp - Small weights first --------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// |w|.
struct Magnitude : WeightCriterion {
  StringRef getName() const override { return "magnitude"; }

  FailureOr<std::vector<double>>
  score(ScoringContext &context, ml_program::GlobalOp weight) const override {
    FailureOr<ArrayRef<float>> values = context.getValues(weight);
    if (failed(values))
      return failure();
    std::vector<double> scores;
    for (float value : *values)
      scores.push_back(std::abs(double(value)));
    return scores;
  }
};
} // namespace

std::unique_ptr<WeightCriterion> gnn::createMagnitude() {
  return std::make_unique<Magnitude>();
}
