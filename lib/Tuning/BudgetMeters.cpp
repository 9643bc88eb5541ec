//===- BudgetMeters.cpp - Operations, bytes, time -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelCopy.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/TensorTypes.h"
#include "gnn-opt/Execution/Latency.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Tuning/Budget.h"
#include "gnn-opt/Tuning/CompiledEngine.h"

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

  llvm::Expected<double> measureOriginal() override {
    return measure(original);
  }

private:
  func::FuncOp original;
};

class MultiplyAdds : public ExactMeter {
public:
  MultiplyAdds(func::FuncOp original, const Dataset &data)
      : ExactMeter(original), workload(getWorkload(data)) {}

  llvm::Expected<double> measure(func::FuncOp candidate) override {
    auto count = countCompiledMultiplyAdds(candidate, workload);
    if (!count)
      return count.takeError();
    return double(*count);
  }

private:
  Workload workload;
};

class ParameterBytes : public ExactMeter {
public:
  using ExactMeter::ExactMeter;

  llvm::Expected<double> measure(func::FuncOp candidate) override {
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

  llvm::Expected<double> measure(func::FuncOp candidate) override {
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

private:
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

/// Runs candidates by turns with the original: what a busy machine does to one
/// it does to the other, so that their ratio, times the original's time when it
/// was first measured, is steadier than a time.
class LatencyMeter : public BudgetMeter {
public:
  LatencyMeter(func::FuncOp function, Dataset &data,
               const MeterOptions &options)
      : function(function), data(data), options(options) {}

  llvm::Expected<double> measureOriginal() override {
    if (original)
      return originalTime;
    keepFreedMemory();
    auto engine = bind(function);
    if (!engine)
      return engine.takeError();
    auto latency =
        measureLatency([&] { return (*engine)->run(); }, options.repeat);
    if (!latency)
      return latency.takeError();
    original = std::move(*engine);
    return originalTime = latency->median;
  }

  llvm::Expected<double> measure(func::FuncOp candidate) override {
    auto time = measureOriginal();
    if (!time)
      return time.takeError();
    auto engine = bind(candidate);
    if (!engine)
      return engine.takeError();
    auto pair =
        compareLatency([&] { return original->run(); },
                       [&] { return (*engine)->run(); }, options.repeat);
    if (!pair)
      return pair.takeError();
    return pair->ratio * *time;
  }

private:
  llvm::Expected<std::unique_ptr<Engine>> bind(func::FuncOp candidate) {
    auto copy = copyForData(candidate, data);
    if (!copy)
      return copy.takeError();
    auto engine = createCompiledEngine(copy->function, options.threads);
    if (!engine)
      return engine.takeError();
    if (llvm::Error error = (*engine)->bind(getInputs(data)))
      return error;
    return engine;
  }

  func::FuncOp function;
  Dataset &data;
  MeterOptions options;
  std::unique_ptr<Engine> original;
  double originalTime = 0;
};
} // namespace

std::unique_ptr<BudgetMeter>
gnn::createBudgetMeter(BudgetKind kind, func::FuncOp original, Dataset &data,
                       const MeterOptions &options) {
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
