//===- gnn-opt.cpp - The optimizer driver ---------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Transforms/Passes.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<mlir::gnn::GNNDialect, mlir::func::FuncDialect,
                  mlir::ml_program::MLProgramDialect>();
  mlir::registerTransformsPasses();
  mlir::gnn::registerGNNAnalysisPasses();
  mlir::gnn::registerGNNTransformsPasses();
  mlir::gnn::registerGNNPruningPasses();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "gnn-opt\n", registry));
}
