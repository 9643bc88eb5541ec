//===- gnn-opt.cpp - Passes over gnn IR -----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/InitAll.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/Progress.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

static constexpr llvm::StringLiteral overview =
    R"(gnn-opt: prunes, simplifies and lowers gnn IR

Examples:
  gnn-opt gcn.mlir --gnn-prune-channels="criterion=l2 ratio=0.5" -o small.mlir
  gnn-opt gcn.mlir --gnn-decompose-layers --gnn-eliminate-dead-neurons
  gnn-opt gcn.mlir --gnn-print-channel-groups
  gnn-opt gcn.mlirbc --gnn-prune-weights="sparsity=0.9" --remarks-filter=prune --emit-bytecode -o sparse.mlirbc
)";

/// An error of a pass names its place. The op itself may be the whole module,
/// weights and all: it is printed where --mlir-print-op-on-diagnostic asks.
static void keepDiagnosticsShort() {
  llvm::cl::Option *option =
      llvm::cl::getRegisteredOptions().lookup("mlir-print-op-on-diagnostic");
  if (option && option->getNumOccurrences() == 0)
    static_cast<llvm::cl::opt<bool> *>(option)->setValue(false);
}

static mlir::LogicalResult report(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "gnn-opt") << message << "\n";
  return mlir::failure();
}

/// Upstream's tool, but for files: an input that cannot be opened is an error
/// of this tool, and an output is written whole, or stays as it was, which may
/// be the input.
static mlir::LogicalResult run(int argc, char **argv, llvm::StringRef input,
                               llvm::StringRef output,
                               mlir::DialectRegistry &registry) {
  auto config = mlir::MlirOptMainConfig::createFromCLOptions();
  bool opensFile = input != "-" || output != "-";
  if (!opensFile || config.shouldShowDialects() || config.shouldListPasses())
    return mlir::MlirOptMain(argc, argv, input, output, registry);
  std::string message;
  auto file = mlir::openInputFile(input, &message);
  if (!file)
    return report(message);
  if (output == "-")
    return mlir::MlirOptMain(llvm::outs(), std::move(file), registry, config);
  bool hasReported = false;
  llvm::Error error =
      mlir::gnn::writeFileAtomically(output, [&](llvm::raw_ostream &os) {
        hasReported =
            failed(mlir::MlirOptMain(os, std::move(file), registry, config));
        return hasReported ? llvm::createStringError("has been reported")
                           : llvm::Error::success();
      });
  if (!error)
    return mlir::success();
  std::string reason = llvm::toString(std::move(error));
  return hasReported ? mlir::failure() : report(reason);
}

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::gnn::registerAllDialects(registry);
  mlir::registerTransformsPasses();
  mlir::gnn::registerAllPasses();
  auto [input, output] =
      mlir::registerAndParseCLIOptions(argc, argv, overview, registry);
  keepDiagnosticsShort();
  mlir::gnn::Progress progress("gnn-opt");
  progress.begin("running the passes");
  return mlir::asMainReturnCode(run(argc, argv, input, output, registry));
}
