//===- Calibration.cpp - Run a model to see its features ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/Calibration.h"

#include "CalibrationRun.h"
#include "gnn-opt/Execution/MatchFeatures.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Remarks.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static LogicalResult fail(ModuleOp module, llvm::Error error) {
  return emitError(module.getLoc(), "gnn-calibrate: ")
         << llvm::toString(std::move(error));
}

//===----------------------------------------------------------------------===//
// From the data
//===----------------------------------------------------------------------===//

/// The arguments of `function`, a copy's, which learns to take the features as
/// they are stored.
static llvm::Expected<SmallVector<InterpreterValue>> bind(func::FuncOp function,
                                                          Dataset &dataset) {
  if (llvm::Error error = matchFeatureStorage(function, dataset))
    return std::move(error);
  llvm::Expected<Signature> signature = getInputSignature(function);
  if (!signature)
    return signature.takeError();
  Inputs inputs = getInputs(dataset);
  if (llvm::Error error = checkInputs(*signature, inputs))
    return std::move(error);
  return makeArguments(*signature, inputs);
}

//===----------------------------------------------------------------------===//
// To the weights
//===----------------------------------------------------------------------===//

static bool areFinite(ArrayRef<double> values) {
  return llvm::all_of(values,
                      [](double value) { return std::isfinite(value); });
}

static bool isFinite(const FeatureStatistics &statistics) {
  return areFinite(statistics.gram) &&
         llvm::all_of(FeatureStatistics::getMoments(), [&](const auto &moment) {
           return areFinite(statistics.*moment.values);
         });
}

/// Attaches to the weights of `module`, those of the copy by name; all or none.
static FailureOr<int64_t> attach(ModuleOp module, const CalibrationRun &run) {
  std::vector<std::pair<GlobalOp, FeatureStatistics>> all;
  for (auto &[copied, collector] : run.getCollectors()) {
    StringRef name = cast<GlobalOp>(copied).getSymName();
    auto weight = module.lookupSymbol<GlobalOp>(name);
    all.emplace_back(weight, collector.getStatistics());
    if (!isFinite(all.back().second))
      return weight.emitError("parameter '")
             << name << "' expects statistics within the range of f64, but the "
             << "squares of its features are beyond";
  }
  for (auto &[weight, statistics] : all) {
    writeFeatureStatistics(weight, statistics);
    remark::passed(
        weight.getLoc(),
        remark::RemarkOpts::name("Calibrate").category("gnn-calibrate"))
        << remark::add("statistics of {0} over {1} rows{2}",
                       weight.getSymName(), statistics.rows,
                       statistics.hasGram() ? ", with a Gram matrix" : "");
  }
  return int64_t(all.size());
}

FailureOr<int64_t> gnn::calibrate(ModuleOp module, Dataset dataset,
                                  const CalibrationOptions &options) {
  auto weights = computeRowWeights(dataset, options.split, options.nodeWeights);
  if (!weights)
    return fail(module, addContext(options.data, weights.takeError()));
  OwningOpRef<ModuleOp> copy = module.clone();
  auto function = findFunction(*copy, options.function);
  if (!function)
    return fail(module, function.takeError());
  auto arguments = bind(*function, dataset);
  if (!arguments)
    return fail(module, addContext(options.data, arguments.takeError()));
  auto sites = findCalibrationSites(*function);
  if (failed(sites))
    return failure();
  CalibrationRun run(*function, std::move(*sites), std::move(*weights),
                     options.gram ? std::optional(options.maxGram)
                                  : std::nullopt);
  if (failed(run.run(*arguments)))
    return failure();
  return attach(module, run);
}
