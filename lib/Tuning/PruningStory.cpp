//===- PruningStory.cpp - What each step did to the model -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningStory.h"

#include "ModelCopy.h"
#include "gnn-opt/Execution/Interpreter.h"

#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static llvm::Expected<Logits> evaluate(func::FuncOp function, Dataset &data) {
  auto copy = copyForData(function, data);
  if (!copy)
    return copy.takeError();
  auto engine = createReferenceEngine(copy->function);
  if (!engine)
    return engine.takeError();
  if (llvm::Error error = (*engine)->bind(getInputs(data)))
    return error;
  if (llvm::Error error = (*engine)->run())
    return error;
  return (*engine)->getLogits();
}

static double getRelativeError(const Logits &original, const Logits &logits) {
  double difference = 0, norm = 0;
  for (auto [before, after] : llvm::zip_equal(original.values, logits.values)) {
    difference += (after - before) * (after - before);
    norm += before * before;
  }
  if (difference == 0)
    return 0;
  return std::sqrt(difference / norm);
}

static int64_t getPrediction(const Logits &logits, int64_t row) {
  auto values =
      ArrayRef(logits.values).slice(row * logits.columns, logits.columns);
  return std::max_element(values.begin(), values.end()) - values.begin();
}

static double getSamePredictions(const Logits &original, const Logits &logits) {
  if (original.rows == 0 || original.columns == 0)
    return 1;
  int64_t same = llvm::count_if(llvm::seq(original.rows), [&](int64_t row) {
    return getPrediction(original, row) == getPrediction(logits, row);
  });
  return double(same) / double(original.rows);
}

llvm::Error PruningStory::compare(func::FuncOp function, PruningStep &step) {
  auto logits = evaluate(function, *data);
  if (!logits)
    return logits.takeError();
  if (steps.empty())
    original = *logits;
  step.relativeError = getRelativeError(original, *logits);
  step.samePredictions = getSamePredictions(original, *logits);
  return llvm::Error::success();
}

llvm::Error PruningStory::add(StringRef name, func::FuncOp function) {
  PruningStep step;
  step.name = name;
  auto count = countParameters(function->getParentOfType<ModuleOp>());
  if (failed(count))
    return llvm::createStringError("expected parameters with values");
  step.parameters = *count;
  Workload one{/*nodes=*/1, /*edges=*/1};
  auto multiplyAdds =
      countCompiledMultiplyAdds(function, data ? getWorkload(*data) : one);
  if (!multiplyAdds)
    return multiplyAdds.takeError();
  step.multiplyAdds = *multiplyAdds;
  if (data)
    if (llvm::Error error = compare(function, step))
      return error;
  steps.push_back(std::move(step));
  return llvm::Error::success();
}

void PruningStory::print(raw_ostream &os) const {
  os << llvm::left_justify("step", 32)
     << "parameters    nonzero  multiply-adds";
  if (data)
    os << "  relative error  same predictions";
  os << "\n";
  for (const PruningStep &step : steps) {
    os << llvm::left_justify(step.name, 32)
       << llvm::format(
              "%10lld %10lld %14lld", (long long)step.parameters.parameters,
              (long long)step.parameters.nonzero, (long long)step.multiplyAdds);
    if (data)
      os << llvm::format("  %14.2e  %15.2f%%", step.relativeError,
                         100 * step.samePredictions);
    os << "\n";
  }
}
