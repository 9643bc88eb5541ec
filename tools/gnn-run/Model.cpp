//===- Model.cpp - The model and its features, made to fit ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Model.h"

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Execution/ModelFile.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<Model> gnn::loadModel(const RunOptions &options,
                                     MLIRContext &context) {
  auto module = readModel(options.model, context);
  if (!module)
    return module.takeError();
  Model model{std::move(*module), {}};
  if (!options.params.empty()) {
    PassManager passes(&context);
    passes.addPass(createLoadParams({options.params}));
    if (failed(passes.run(*model.module)))
      return llvm::createStringError("cannot load the parameters " +
                                     quote(options.params));
  }
  auto function = findFunction(*model.module, options.function);
  if (!function)
    return addContext(options.model, function.takeError());
  model.function = *function;
  return model;
}

int64_t gnn::countMultiplyAdds(func::FuncOp function, const Dataset &dataset) {
  return getFunctionCost(function, getWorkload(dataset)).multiplyAdds;
}
