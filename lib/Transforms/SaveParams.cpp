//===- SaveParams.cpp - Write parameters to a safetensors file ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/SafetensorsWriter.h"
#include "gnn-opt/Transforms/Passes.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_SAVEPARAMS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct SaveParams : gnn::impl::SaveParamsBase<SaveParams> {
  using SaveParamsBase::SaveParamsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (file.empty()) {
      emitError(module.getLoc(),
                "gnn-save-params expects file=FILE but got none");
      return signalPassFailure();
    }
    if (failed(save(module)))
      signalPassFailure();
  }

  LogicalResult save(ModuleOp module) {
    // The writer borrows the values until it has written them.
    std::vector<std::vector<float>> values;
    SmallVector<ml_program::GlobalOp> parameters = getParameters(module);
    SafetensorsWriter writer;
    for (ml_program::GlobalOp parameter : parameters) {
      FailureOr<std::vector<float>> read = getParameterValues(parameter);
      if (failed(read))
        return failure();
      values.push_back(std::move(*read));
      writer.add<float>(parameter.getSymName(),
                        getParameterType(parameter).getShape(), values.back());
    }
    if (llvm::Error error = writer.write(file))
      return emitError(module.getLoc()) << llvm::toString(std::move(error));
    numSaved += parameters.size();
    return success();
  }
};
} // namespace
