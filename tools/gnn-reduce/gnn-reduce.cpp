//===- gnn-reduce.cpp - Shrink a module that shows a problem --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes.h"

#include "gnn-opt/InitAll.h"
#include "gnn-opt/Support/Progress.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/Reducer/Passes.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/CommandLine.h"

static llvm::cl::extrahelp examples(R"(
EXAMPLES:
  Keep what makes a pass fail. The script gets a file name, and ends with status
  1 where the file is interesting:
    $ cat crashes.sh
    #!/bin/sh
    gnn-opt --gnn-fold-parameters "$1" 2>&1 | grep -q 'the message' && exit 1
    exit 0
    $ gnn-reduce model.mlir --gnn-reduce-ops="test=./crashes.sh" -o small.mlir
  Try an optimisation as a reduction:
    $ gnn-reduce model.mlir --opt-reduction-pass="opt-pass=canonicalize test=./crashes.sh"
)");

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::gnn::registerAllDialects(registry);
  mlir::gnn::registerAllPasses();
  mlir::registerTransformsPasses();
  mlir::registerReducerPasses();
  mlir::gnn::registerGNNReducePasses();
  mlir::MLIRContext context(registry);
  mlir::gnn::Progress progress("gnn-reduce");
  progress.begin("reducing the module");
  return failed(mlir::mlirReduceMain(argc, argv, context));
}
