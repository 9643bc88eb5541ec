//===- gnn-lsp-server.cpp - Diagnostics and hover for editors -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/InitAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"
#include "llvm/Support/CommandLine.h"

static llvm::cl::extrahelp examples(R"(
EXAMPLES:
  An editor starts the server and talks to it over stdin and stdout. In VS Code,
  with the MLIR extension, settings.json:
    "mlir.server_path": "build/release/bin/gnn-lsp-server"
  In Neovim:
    vim.lsp.start({name = "gnn", cmd = {"gnn-lsp-server"}})
)");

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::gnn::registerAllDialects(registry);
  return failed(mlir::MlirLspServerMain(argc, argv, registry));
}
