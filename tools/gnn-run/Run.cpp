//===- Run.cpp - One run, from files to report ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Run.h"

#include "Engines.h"
#include "LogitsFile.h"
#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/LatencyComparison.h"
#include "gnn-opt/Execution/MatchFeatures.h"
#include "gnn-opt/Execution/PeakMemory.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// What the run reads, beside the model.
struct Data {
  Dataset dataset;
  /// Items of the split; nothing where no split is asked for.
  std::optional<std::vector<int64_t>> items;
  std::optional<Logits> reference;
};
} // namespace

static llvm::Expected<Data> loadData(const RunOptions &options) {
  Data data;
  auto dataset = loadDataset(options.data);
  if (!dataset)
    return dataset.takeError();
  data.dataset = std::move(*dataset);
  if (!options.split.empty()) {
    auto items = resolveSplit(data.dataset, options.split);
    if (!items)
      return addContext(options.data, items.takeError());
    data.items = std::move(*items);
  }
  if (!options.compare.empty()) {
    auto reference = readLogits(options.compare);
    if (!reference)
      return reference.takeError();
    data.reference = std::move(*reference);
  }
  return data;
}

static llvm::Error countWork(const Model &model, const Dataset &dataset,
                             Report &report) {
  FailureOr<ParameterCount> parameters = countParameters(*model.module);
  if (failed(parameters))
    return llvm::createStringError("cannot count the parameters");
  report.parameters = *parameters;
  report.multiplyAdds = countMultiplyAdds(model.function, dataset);
  return llvm::Error::success();
}

static llvm::Expected<RunTimes> measure(Engine &engine, unsigned repeat) {
  keepFreedMemory();
  auto latency = measureLatency([&] { return engine.run(); }, repeat);
  if (!latency)
    return latency.takeError();
  auto preparation = measureLatency([&] { return engine.prepare(); }, repeat);
  if (!preparation)
    return preparation.takeError();
  return RunTimes{std::move(*latency), std::move(*preparation)};
}

/// A run of each by turns: the time of an ordered one by that of the other.
static llvm::Expected<double> compareByTurns(Engine &unordered, Engine &ordered,
                                             unsigned repeat) {
  LatencyComparison comparison([&] { return unordered.run(); },
                               [&] { return ordered.run(); });
  for (unsigned turn = 0; turn < repeat; ++turn)
    if (llvm::Error error = comparison.addTurn(/*calls=*/1))
      return error;
  return comparison.getRatio();
}

/// Against the same model on the graph as it is.
static llvm::Expected<Reordering> judgeOrder(RunOptions options,
                                             const Model &model,
                                             const Data &data,
                                             Engine &ordered) {
  options.reorder = "none";
  auto engine = createEngine(options, model);
  if (!engine)
    return engine.takeError();
  if (llvm::Error error = (*engine)->bind(getInputs(data.dataset)))
    return addContext(options.data, std::move(error));
  auto times = measure(**engine, options.repeat);
  if (!times)
    return times.takeError();
  auto ratio = compareByTurns(**engine, ordered, options.repeat);
  if (!ratio)
    return ratio.takeError();
  return Reordering{std::move(*times), *ratio};
}

static llvm::Error classify(const Logits &logits, const Data &data,
                            Report &report) {
  auto metrics = computeMetrics(logits.ref(), data.dataset.labels, *data.items);
  if (!metrics)
    return metrics.takeError();
  if (metrics->count == 0)
    return llvm::createStringError(
        "expected a split with labels but none of its " +
        llvm::Twine(data.items->size()) + " items has one");
  report.metrics = std::move(*metrics);
  return llvm::Error::success();
}

/// What asks for the logits: metrics, comparison, output. They are a copy.
static llvm::Error judge(const RunOptions &options, const Data &data,
                         const Engine &engine, Report &report) {
  if (!data.items && !data.reference && options.output.empty())
    return llvm::Error::success();
  Logits logits = engine.getLogits();
  if (data.items)
    if (llvm::Error error = classify(logits, data, report))
      return addContext(options.data, std::move(error));
  if (data.reference) {
    auto difference = compareLogits(logits.ref(), data.reference->ref());
    if (!difference)
      return addContext(options.compare.empty() ? "the interpreter's result"
                                                : options.compare,
                        difference.takeError());
    report.difference = *difference;
  }
  return options.output.empty() ? llvm::Error::success()
                                : writeLogits(logits, options.output);
}

static bool rounds(const RunOptions &options) {
  return options.matmul != MatmulPrecision::F32 ||
         options.features != FeatureType::F32;
}

/// Who rounds is told what that does to results.
static llvm::Error interpret(const RunOptions &options, const Model &model,
                             Data &data, Progress &progress) {
  if (!rounds(options) || data.reference)
    return llvm::Error::success();
  progress.begin("interpreting the model");
  auto engine = createReferenceEngine(model.function);
  if (!engine)
    return engine.takeError();
  if (llvm::Error error = (*engine)->bind(getInputs(data.dataset)))
    return addContext(options.data, std::move(error));
  if (llvm::Error error = (*engine)->run())
    return error;
  data.reference = (*engine)->getLogits();
  return llvm::Error::success();
}

/// One run, and where that was asked for the times of more.
static llvm::Error runAndTime(const RunOptions &options, const Data &data,
                              Engine &engine, Report &report) {
  if (llvm::Error error = engine.bind(getInputs(data.dataset)))
    return addContext(options.data, std::move(error));
  if (llvm::Error error = engine.run())
    return error;
  if (!options.repeat)
    return llvm::Error::success();
  auto times = measure(engine, options.repeat);
  if (!times)
    return times.takeError();
  report.latency = std::move(times->latency);
  report.preparation = std::move(times->preparation);
  return llvm::Error::success();
}

static llvm::Expected<Report> runEngine(const RunOptions &options,
                                        const Model &model, const Data &data,
                                        Progress &progress) {
  Report report;
  if (llvm::Error error = countWork(model, data.dataset, report))
    return error;
  progress.begin("preparing the model");
  auto engine = createEngine(options, model);
  if (!engine)
    return engine.takeError();
  progress.begin("running the model");
  if (llvm::Error error = runAndTime(options, data, **engine, report))
    return error;
  if (llvm::Error error = judge(options, data, **engine, report))
    return error;
  report.peakBytes = getPeakResidentBytes();
  if (options.repeat && options.reorder != "none")
    if (llvm::Error error = judgeOrder(options, model, data, **engine)
                                .moveInto(report.reordering))
      return error;
  if (options.gpuCounts)
    for (const auto &kernel : emulator::getKernelCounts())
      report.kernels[kernel.first().str()] = kernel.second;
  return report;
}

static llvm::Error checkReorder(const RunOptions &options) {
  if (options.reorder == "none")
    return llvm::Error::success();
  if (options.reorder != "degree" && options.reorder != "rcm")
    return llvm::createStringError(
        "expected --reorder=none, degree or rcm but got " + options.reorder);
  if (options.engine != EngineKind::JIT)
    return llvm::createStringError("expected --engine=jit with --reorder");
  return llvm::Error::success();
}

static llvm::Error checkOptions(const RunOptions &options) {
  if (llvm::Error error = checkReorder(options))
    return error;
  bool isEmulated = options.engine == EngineKind::GPUEmulated;
  bool isGPU = isEmulated || options.engine == EngineKind::CUDA;
  if (!isGPU && options.matmul != MatmulPrecision::F32)
    return llvm::createStringError(
        "expected --engine=gpu-emulated or cuda with --matmul");
  if (options.engine != EngineKind::JIT && options.features != FeatureType::F32)
    return llvm::createStringError("expected --engine=jit with --features");
  if (isEmulated || (options.gpuChecks && !options.gpuCounts))
    return llvm::Error::success();
  return llvm::createStringError(
      "expected --engine=gpu-emulated with --gpu-checks and --gpu-counts");
}

llvm::Expected<Report> gnn::run(const RunOptions &options, MLIRContext &context,
                                Progress &progress) {
  if (llvm::Error error = checkOptions(options))
    return std::move(error);
  progress.begin("reading the model");
  llvm::Expected<Model> model = loadModel(options, context);
  if (!model)
    return model.takeError();
  progress.begin("reading the data");
  llvm::Expected<Data> data = loadData(options);
  if (!data)
    return data.takeError();
  if (llvm::Error error = matchFeatureStorage(model->function, data->dataset))
    return addContext(options.model, std::move(error));
  if (llvm::Error error = interpret(options, *model, *data, progress))
    return std::move(error);
  return runEngine(options, *model, *data, progress);
}
