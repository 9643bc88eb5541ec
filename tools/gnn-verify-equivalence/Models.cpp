//===- Models.cpp - The two models, made comparable -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Execution/MatchFeatures.h"
#include "gnn-opt/Execution/ModelFile.h"
#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;

/// Core ops say more of a layer than the layer does.
static LogicalResult prepare(ModuleOp module) {
  for (ml_program::GlobalOp parameter : getParameters(module))
    if (failed(getParameterValues(parameter)))
      return failure();
  PassManager passes(module.getContext());
  OpPassManager &functions = passes.nest<func::FuncOp>();
  functions.addPass(createDecomposeLayers());
  functions.addPass(createCanonicalizerPass());
  functions.addPass(createCSEPass());
  return passes.run(module);
}

static llvm::Expected<ComparedModel> loadModel(const std::string &path,
                                               const std::string &name,
                                               MLIRContext &context) {
  auto module = readModel(path, context);
  if (!module)
    return module.takeError();
  ComparedModel model{std::move(*module), {}};
  if (failed(prepare(*model.module)))
    return llvm::createStringError("cannot compare the model " + quote(path));
  auto function = findFunction(*model.module, name);
  if (!function)
    return addContext(path, function.takeError());
  model.function = *function;
  return model;
}

/// Both must give as many logits, and take features of one width.
static llvm::Error checkSignatures(const VerifyOptions &options,
                                   const Comparison &comparison) {
  auto first = getSignature(comparison.first.function);
  if (!first)
    return addContext(options.first, first.takeError());
  auto second = getSignature(comparison.second.function);
  if (!second)
    return addContext(options.second, second.takeError());
  auto expectEqual = [&](llvm::StringRef what, int64_t expected, int64_t got) {
    return expected == got
               ? llvm::Error::success()
               : llvm::createStringError(options.second + ": expected " +
                                         llvm::Twine(expected) + " " + what +
                                         ", as " + quote(options.first) +
                                         " has, but got " + llvm::Twine(got));
  };
  const Argument *x = first->findFeatures(), *y = second->findFeatures();
  if (llvm::Error error =
          expectEqual("features", x ? x->columns : 0, y ? y->columns : 0))
    return error;
  return expectEqual("logits", first->resultColumns, second->resultColumns);
}

static llvm::Error loadData(const VerifyOptions &options,
                            Comparison &comparison) {
  if (options.domain.data.empty())
    return llvm::Error::success();
  auto dataset = loadDataset(options.domain.data);
  if (!dataset)
    return dataset.takeError();
  Dataset copy = *dataset;
  if (llvm::Error error =
          matchFeatureStorage(comparison.first.function, *dataset))
    return addContext(options.domain.data, std::move(error));
  if (llvm::Error error = matchFeatureStorage(comparison.second.function, copy))
    return addContext(options.domain.data, std::move(error));
  comparison.dataset = std::move(*dataset);
  auto signature = getSignature(comparison.first.function);
  if (!signature)
    return signature.takeError();
  return addContext(options.domain.data,
                    checkInputs(*signature, getInputs(*comparison.dataset)));
}

llvm::Expected<Comparison> gnn::loadComparison(const VerifyOptions &options,
                                               MLIRContext &context) {
  auto domains = makeInputDomains(options.domain);
  if (!domains)
    return domains.takeError();
  auto first = loadModel(options.first, options.function, context);
  if (!first)
    return first.takeError();
  auto second = loadModel(options.second, options.function, context);
  if (!second)
    return second.takeError();
  Comparison comparison{std::move(*first), std::move(*second), std::nullopt,
                        std::move(*domains)};
  if (llvm::Error error = checkSignatures(options, comparison))
    return error;
  if (llvm::Error error = loadData(options, comparison))
    return error;
  return comparison;
}
