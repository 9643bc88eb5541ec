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

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  gnn::Options options;
  llvm::cl::HideUnrelatedOptions(options.category);
  llvm::cl::ParseCommandLineOptions(argc, argv, gnn::kOverview);

  MLIRContext context;
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  OwningOpRef<ModuleOp> module =
      gnn::importSpec(options.spec, &context, {options.sparseFeatures});
  if (!module)
    return EXIT_FAILURE;
  PassManager passes(&context);
  if (!options.params.empty())
    passes.addPass(gnn::createLoadParams({options.params}));
  if (failed(passes.run(*module)))
    return EXIT_FAILURE;
  if (llvm::Error error = write(*module, options)) {
    llvm::WithColor::error(llvm::errs(), "gnn-import")
        << llvm::toString(std::move(error)) << "\n";
    return EXIT_FAILURE;
  }
  if (options.json)
    printSummary(*module, options);
  return EXIT_SUCCESS;
}
