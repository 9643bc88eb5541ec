//===- Calibrate.cpp - The pass gnn-calibrate -----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "StatisticsFile.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Tuning/Calibration.h"
#include "gnn-opt/Tuning/Passes.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CALIBRATE
#include "include/gnn-opt/Tuning/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct Calibrate : gnn::impl::CalibrateBase<Calibrate> {
  using CalibrateBase::CalibrateBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CalibrateBase::getDependentDialects(registry);
    registerInterpreterModels(registry);
  }

  void runOnOperation() override {
    if (failed(checkOptions()) || failed(load.empty() ? run() : attach()))
      signalPassFailure();
  }

private:
  InFlightDiagnostic error() {
    return emitError(getOperation().getLoc(), "gnn-calibrate");
  }

  LogicalResult fail(llvm::Error reason) {
    return error() << ": " << llvm::toString(std::move(reason));
  }

  LogicalResult checkOptions() {
    if (data.empty() && load.empty())
      return error() << " expects data=FILE or load=FILE but got none";
    if (!load.empty() && !save.empty())
      return error() << " expects load or save but got both";
    if (maxGram < 0)
      return error() << " expects max-gram to be at least 0 but got "
                     << maxGram.getValue();
    return success();
  }

  /// All that statistics follow from. Data that is not given is not compared.
  FailureOr<StatisticsOrigin> getOrigin(const SafetensorsFile *file) {
    FailureOr<std::string> model = fingerprintModel(getOperation());
    if (failed(model))
      return failure();
    StatisticsOrigin origin = {{"model", *model},
                               {"function", function},
                               {"split", split},
                               {"node_weights", nodeWeights}};
    if (file)
      origin["data"] = fingerprint(file->getBuffer()->getBuffer());
    return origin;
  }

  LogicalResult run() {
    auto file = SafetensorsFile::open(data);
    if (!file)
      return fail(file.takeError());
    auto dataset = loadDataset(*file);
    if (!dataset)
      return fail(dataset.takeError());
    FailureOr<int64_t> weights =
        calibrate(getOperation(), std::move(*dataset),
                  {data, function, split, nodeWeights, gram, maxGram});
    if (failed(weights))
      return failure();
    numWeights += *weights;
    if (save.empty())
      return success();
    FailureOr<StatisticsOrigin> origin = getOrigin(&*file);
    return failed(origin) ? failure()
                          : saveStatistics(getOperation(), *origin, save);
  }

  LogicalResult attach() {
    std::optional<SafetensorsFile> file;
    if (!data.empty()) {
      auto opened = SafetensorsFile::open(data);
      if (!opened)
        return fail(opened.takeError());
      file = std::move(*opened);
    }
    FailureOr<StatisticsOrigin> origin = getOrigin(file ? &*file : nullptr);
    if (failed(origin))
      return failure();
    FailureOr<int64_t> weights = loadStatistics(getOperation(), *origin, load);
    if (succeeded(weights))
      numWeights += *weights;
    return weights;
  }
};
} // namespace
