//===- CalibrationRun.cpp - The runs that see features --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationRun.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

CalibrationRun::CalibrationRun(func::FuncOp function,
                               std::vector<CalibrationSite> found,
                               RowWeights weights,
                               std::optional<int64_t> maxGram)
    : function(function), sites(std::move(found)), weights(std::move(weights)),
      maxGram(maxGram) {
  for (auto [number, site] : llvm::enumerate(sites)) {
    sitesOf[site.x].push_back(number);
    collectors.try_emplace(site.weight, site.getNumChannels());
    if (site.kind != RowKind::nodes)
      remark::analysis(
          site.op->getLoc(),
          remark::RemarkOpts::name("Calibrate").category("gnn-calibrate"))
          << remark::add("features of {0} have rows that are {1}: {2}",
                         GlobalOp(site.weight).getSymName(),
                         stringify(site.kind),
                         site.kind == RowKind::graphs ? "they count by split"
                                                      : "all count 1");
  }
}

LogicalResult CalibrationRun::run(ArrayRef<InterpreterValue> arguments) {
  return success(succeeded(runFirst(arguments)) &&
                 succeeded(runSecond(arguments)));
}

//===----------------------------------------------------------------------===//
// Moments, of the copy as it is
//===----------------------------------------------------------------------===//

static bool isFinite(const InterpreterValue &x) {
  return x.is<SparseMatrix>() ? x.sparse().coeffs().allFinite()
                              : x.matrix().allFinite();
}

LogicalResult CalibrationRun::addMoments(const CalibrationSite &site,
                                         const InterpreterValue &x) {
  if (!isFinite(x))
    return site.op->emitError("'")
           << site.op->getName() << "' expects finite features to multiply '"
           << GlobalOp(site.weight).getSymName()
           << "' with, but the model computes others from this data";
  getCollector(site).addMoments(
      x, site.heads, selectWeights(weights, site.kind, x.getNumRows()));
  return success();
}

LogicalResult CalibrationRun::runFirst(ArrayRef<InterpreterValue> arguments) {
  Interpreter interpreter;
  interpreter.setObserver([&](Value name, const InterpreterValue &value) {
    for (unsigned number : sitesOf.lookup(name))
      if (failed(addMoments(sites[number], value)))
        return failure();
    return success();
  });
  return interpreter.call(function, arguments);
}

//===----------------------------------------------------------------------===//
// Histograms over the ranges now known, and Gram matrices
//===----------------------------------------------------------------------===//

void CalibrationRun::addHistogram(const CalibrationSite &site,
                                  const InterpreterValue &x) {
  getCollector(site).addHistogram(
      x, site.heads, selectWeights(weights, site.kind, x.getNumRows()));
}

void CalibrationRun::addGram(const GramTap &tap, const InterpreterValue &value,
                             const Vector &counts) {
  const CalibrationSite &site = sites[tap.site];
  if (tap.isWhole)
    return getCollector(site).addGram(value, site.heads, counts);
  InterpreterValue &left = leftColumns[tap.site];
  if (tap.left == tap.column)
    left = value;
  getCollector(site).addGram(left, value, tap.left, tap.column, counts);
}

LogicalResult CalibrationRun::runSecond(ArrayRef<InterpreterValue> arguments) {
  for (auto &[weight, collector] : collectors)
    collector.beginSecondRun();
  GramTaps taps = maxGram ? addGramTaps(sites, *maxGram) : GramTaps();
  Interpreter interpreter;
  for (auto &[picker, values] : taps.pickers)
    interpreter.setParameter(picker, values);
  interpreter.setObserver([&](Value name, const InterpreterValue &value) {
    for (unsigned number : sitesOf.lookup(name))
      addHistogram(sites[number], value);
    auto tapped = taps.values.find(name);
    if (tapped == taps.values.end())
      return success();
    Vector counts =
        selectWeights(weights, tapped->second.kind, value.getNumRows());
    for (const GramTap &tap : tapped->second.taps)
      addGram(tap, value, counts);
    return success();
  });
  return interpreter.call(function, arguments);
}
