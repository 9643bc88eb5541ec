//===- PruningStory.cpp - What each step did to the model -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningStory.h"

#include "ModelCopy.h"

#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::gnn;

llvm::Error PruningStory::compare(func::FuncOp function, PruningStep &step) {
  if (!comparison) {
    auto created = ResultComparison::create(function, *data);
    if (!created)
      return created.takeError();
    comparison = std::move(*created);
    return llvm::Error::success();
  }
  auto difference = comparison->compare(function);
  if (!difference)
    return difference.takeError();
  step.difference = *difference;
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
  auto workload = data ? getWorkload(function, *data) : one;
  if (!workload)
    return workload.takeError();
  auto multiplyAdds = countCompiledMultiplyAdds(function, *workload);
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
      os << llvm::format("  %14.2e  %15.2f%%", step.difference.relativeError,
                         100 * step.difference.samePredictions);
    os << "\n";
  }
}
