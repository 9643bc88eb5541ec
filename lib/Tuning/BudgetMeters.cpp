//===- BudgetMeters.cpp - Operations, bytes, time -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LatencyMeter.h"
#include "ModelCopy.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/TensorTypes.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Costs that depend on the model alone, and repeat.
class ExactMeter : public BudgetMeter {
public:
  explicit ExactMeter(func::FuncOp original) : original(original) {}

  llvm::Expected<double> measureOriginal() override { return count(original); }
  llvm::Expected<double> measure(func::FuncOp candidate,
                                 double /*target*/) override {
    return count(candidate);
  }

protected:
  virtual llvm::Expected<double> count(func::FuncOp candidate) = 0;

private:
  func::FuncOp original;
};

class MultiplyAdds : public ExactMeter {
public:
  MultiplyAdds(func::FuncOp original, const Dataset &data)
      : ExactMeter(original), data(data) {}

private:
  llvm::Expected<double> count(func::FuncOp candidate) override {
    auto workload = getWorkload(candidate, data);
    if (!workload)
      return workload.takeError();
    auto multiplyAdds = countCompiledMultiplyAdds(candidate, *workload);
    if (!multiplyAdds)
      return multiplyAdds.takeError();
    return double(*multiplyAdds);
  }

  const Dataset &data;
};

class ParameterBytes : public ExactMeter {
public:
  using ExactMeter::ExactMeter;

private:
  llvm::Expected<double> count(func::FuncOp candidate) override {
    auto module = candidate->getParentOfType<ModuleOp>();
    int64_t stored = 0;
    for (ml_program::GlobalOp parameter : getParameters(module)) {
      RankedTensorType type = getParameterType(parameter);
      auto values = getParameterValues(parameter);
      if (failed(values))
        return llvm::createStringError("expected parameters with values");
      stored += isSparse(type) ? values->size() - llvm::count(*values, 0.0f)
                               : values->size();
    }
    return double(stored) * sizeof(float);
  }
};

class ObjectBytes : public ExactMeter {
public:
  using ExactMeter::ExactMeter;

private:
  llvm::Expected<double> count(func::FuncOp candidate) override {
    auto target = getCPUTarget("host");
    if (!target)
      return target.takeError();
    OwningOpRef<ModuleOp> lowered =
        candidate->getParentOfType<ModuleOp>().clone();
    PassManager passes(lowered->getContext());
    CPUPipelineOptions options;
    options.vectorWidth = target->vectorWidth;
    buildModelToObjectPipeline(passes, options);
    if (failed(passes.run(*lowered)))
      return llvm::createStringError("cannot compile the model");
    return getObjectSize(*lowered, *target);
  }

  static llvm::Expected<double> getObjectSize(ModuleOp lowered,
                                              const CPUTarget &target) {
    SmallString<128> path;
    if (auto error = llvm::sys::fs::createTemporaryFile("gnn", "o", path))
      return llvm::errorCodeToError(error);
    llvm::FileRemover remover(path);
    if (llvm::Error error = emitModule(lowered, target, EmitKind::Object, path))
      return error;
    uint64_t bytes = 0;
    if (auto error = llvm::sys::fs::file_size(path, bytes))
      return llvm::errorCodeToError(error);
    return double(bytes);
  }
};
} // namespace

std::unique_ptr<BudgetMeter>
gnn::createBudgetMeter(BudgetKind kind, func::FuncOp original,
                       const Dataset &data, const MeterOptions &options) {
  switch (kind) {
  case BudgetKind::multiplyAdds:
    return std::make_unique<MultiplyAdds>(original, data);
  case BudgetKind::parameterBytes:
    return std::make_unique<ParameterBytes>(original);
  case BudgetKind::objectBytes:
    return std::make_unique<ObjectBytes>(original);
  case BudgetKind::latency:
    return std::make_unique<LatencyMeter>(original, data, options);
  }
  return nullptr;
}
