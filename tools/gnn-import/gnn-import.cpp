//===- gnn-import.cpp - Trained models into gnn IR ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Import/SpecImporter.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/Progress.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

static llvm::Error write(ModuleOp module, const gnn::Options &options) {
  return gnn::writeFileAtomically(
      options.output, [&](raw_ostream &os) -> llvm::Error {
        if (!options.writesBytecode())
          module.print(os);
        else if (failed(writeBytecodeToFile(module, os)))
          return llvm::createStringError("cannot write bytecode");
        return llvm::Error::success();
      });
}

static void printSummary(ModuleOp module, const gnn::Options &options) {
  int64_t elements = 0;
  for (ml_program::GlobalOp parameter : gnn::getParameters(module))
    elements += gnn::getParameterType(parameter).getNumElements();
  llvm::outs() << llvm::json::Value(llvm::json::Object{
                      {"model", module.getSymName().value_or("")},
                      {"output", options.output.getValue()},
                      {"parameters", elements}})
               << "\n";
}

/// An error without a place in the IR, in the voice of the tool.
static LogicalResult reportError(const Twine &message) {
  llvm::WithColor::error(llvm::errs(), "gnn-import") << message << "\n";
  return failure();
}

/// The error of a step has been reported.
static LogicalResult run(const gnn::Options &options, MLIRContext &context) {
  if (options.json && options.output == "-")
    return reportError("expected -o to name a file with --json, which takes "
                       "stdout, but got -");
  gnn::Progress progress("gnn-import");
  progress.begin("reading the spec");
  OwningOpRef<ModuleOp> module =
      gnn::importSpec(options.spec, &context, {options.sparseFeatures});
  if (!module)
    return failure();
  progress.begin("reading the parameters");
  PassManager passes(&context);
  if (!options.params.empty())
    passes.addPass(gnn::createLoadParams({options.params}));
  if (failed(passes.run(*module)))
    return failure();
  progress.begin("writing the model");
  if (llvm::Error error = write(*module, options))
    return reportError(llvm::toString(std::move(error)));
  if (options.json)
    printSummary(*module, options);
  return success();
}

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  gnn::Options options;
  llvm::cl::HideUnrelatedOptions(options.category);
  llvm::cl::ParseCommandLineOptions(argc, argv, gnn::kOverview);
  MLIRContext context;
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  return succeeded(run(options, context)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
