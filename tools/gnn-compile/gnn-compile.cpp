//===- gnn-compile.cpp - From a model to native code ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"

#include "gnn-opt/InitAll.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/InitLLVM.h"

using namespace mlir;

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  gnn::CompileOptions options = gnn::parseCompileOptions(argc, argv);
  DialectRegistry registry;
  gnn::registerAllDialects(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  return succeeded(gnn::compile(options, context)) ? EXIT_SUCCESS
                                                   : EXIT_FAILURE;
}
