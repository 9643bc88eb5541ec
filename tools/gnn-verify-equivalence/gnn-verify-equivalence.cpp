//===- gnn-verify-equivalence.cpp - Whether two models agree --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/InitAll.h"
#include "gnn-opt/Support/Progress.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

static llvm::Expected<gnn::Verdict> run(const gnn::VerifyOptions &options,
                                        MLIRContext &context) {
  gnn::Progress progress("gnn-verify-equivalence");
  progress.begin("reading the models");
  auto comparison = gnn::loadComparison(options, context);
  if (!comparison)
    return comparison.takeError();
  progress.begin("comparing the models");
  return gnn::verifyEquivalence(options, *comparison);
}

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  gnn::VerifyOptions options = gnn::parseVerifyOptions(argc, argv);
  DialectRegistry registry;
  gnn::registerAllDialects(registry);
  gnn::registerInterpreterModels(registry);
  MLIRContext context(registry);
  context.loadAllAvailableDialects();
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  llvm::Expected<gnn::Verdict> verdict = run(options, context);
  if (!verdict) {
    llvm::WithColor::error(llvm::errs(), "gnn-verify-equivalence")
        << llvm::toString(verdict.takeError()) << "\n";
    return EXIT_FAILURE;
  }
  auto *print = options.json ? &gnn::printJSON : &gnn::printText;
  print(*verdict, options.tolerance, llvm::outs());
  return verdict->isEqual(options.tolerance) ? EXIT_SUCCESS : EXIT_FAILURE;
}
