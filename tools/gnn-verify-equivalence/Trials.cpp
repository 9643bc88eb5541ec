//===- Trials.cpp - Both models on the same inputs ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Trials.h"

#include "TrialInputs.h"
#include "gnn-opt/Execution/Interpreter.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// Features as the function takes them. Sparse ones are not negative, as
/// gnn.normalize_features asks.
static Features convertFeatures(const Features &features,
                                func::FuncOp function) {
  auto signature = llvm::cantFail(getSignature(function));
  const Argument *argument = signature.findFeatures();
  bool wantsSparse = argument && argument->kind == ArgumentKind::CSRFeatures;
  const auto *dense = std::get_if<DenseFeatures>(&features);
  if (wantsSparse == !dense)
    return features;
  if (!wantsSparse)
    return toDense(std::get<CSRFeatures>(features));
  DenseFeatures positive = *dense;
  for (float &value : positive.values)
    value = std::abs(value);
  return toCSR(positive);
}

static llvm::Expected<Logits> run(func::FuncOp function, const Dataset &input) {
  auto engine = createReferenceEngine(function);
  if (!engine)
    return engine.takeError();
  Features features = convertFeatures(input.features, function);
  if (llvm::Error error =
          (*engine)->bind({input.graph, features, input.graphPtr}))
    return error;
  if (llvm::Error error = (*engine)->run())
    return error;
  return (*engine)->getLogits();
}

/// The logits of the first model.
static llvm::Expected<Logits> compareOn(const Comparison &comparison,
                                        const Dataset &input,
                                        TrialSummary &summary) {
  auto first = run(comparison.first.function, input);
  if (!first)
    return first.takeError();
  auto second = run(comparison.second.function, input);
  if (!second)
    return second.takeError();
  auto difference = compareLogits(second->ref(), first->ref());
  if (!difference)
    return difference.takeError();
  ++summary.inputs;
  summary.maxAbs = std::max(summary.maxAbs, difference->maxAbs);
  summary.maxRel = std::max(summary.maxRel, difference->maxRel);
  summary.changedPredictions += difference->changedPredictions;
  return first;
}

/// Each edge of a large graph of the data is worth as much as one input.
static int64_t countTrials(const VerifyOptions &options,
                           const Comparison &comparison) {
  const InputDomain &domain = comparison.domains.back();
  if (comparison.dataset && comparison.dataset->getNumNodes() == 0)
    return 0;
  if (!domain.graph)
    return options.trials;
  int64_t size = 1 + comparison.dataset->graph.getNumEdges() +
                 comparison.dataset->getNumNodes();
  return std::min<int64_t>(options.trials, 200000 / size);
}

static int64_t getNumFeatures(func::FuncOp function) {
  auto signature = llvm::cantFail(getSignature(function));
  const Argument *argument = signature.findFeatures();
  return argument ? argument->columns : 0;
}

llvm::Expected<TrialSummary> gnn::runTrials(const VerifyOptions &options,
                                            const Comparison &comparison) {
  TrialSummary summary;
  const Dataset *dataset = comparison.dataset ? &*comparison.dataset : nullptr;
  if (dataset) {
    auto logits = compareOn(comparison, *dataset, summary);
    if (!logits)
      return logits.takeError();
    summary.dataLogits = std::move(*logits);
  }
  TrialInputs inputs(comparison.domains.back(), dataset,
                     getNumFeatures(comparison.first.function), options.seed);
  for (int64_t i = 0, e = countTrials(options, comparison); i < e; ++i) {
    auto logits = compareOn(comparison, inputs.draw(), summary);
    if (!logits)
      return logits.takeError();
  }
  return summary;
}
