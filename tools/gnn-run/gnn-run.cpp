//===- gnn-run.cpp - Run a model on data ----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Run.h"

#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/InitAll.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

static llvm::Expected<gnn::Report> run(const gnn::RunOptions &options,
                                       MLIRContext &context) {
  gnn::Progress progress("gnn-run");
  return gnn::run(options, context, progress);
}

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  gnn::RunOptions options = gnn::parseRunOptions(argc, argv);
  DialectRegistry registry;
  gnn::registerAllDialects(registry);
  gnn::registerInterpreterModels(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  llvm::Expected<gnn::Report> report = run(options, context);
  if (!report) {
    llvm::WithColor::error(llvm::errs(), "gnn-run")
        << llvm::toString(report.takeError()) << "\n";
    return EXIT_FAILURE;
  }
  auto *print = options.json ? &gnn::printJSON : &gnn::printText;
  print(*report, llvm::outs());
  return EXIT_SUCCESS;
}
