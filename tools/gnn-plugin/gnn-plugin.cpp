//===- gnn-plugin.cpp - gnn inside a stock mlir-opt -------------------------===//
//------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// mlir-opt --load-dialect-plugin=libGNNPlugin.so
// --pass-pipeline="builtin.module(...)"
//
// Passes are registered with the dialect, since --load-pass-plugin would leave
// the dialect out; they have no flags of their own there, only names in a
// pipeline. Never load the plugin into gnn-opt, which registers the same passes
// itself.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/InitAll.h"

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "llvm/Config/llvm-config.h"

static void registerAll(mlir::DialectRegistry *registry) {
  mlir::gnn::registerAllDialects(*registry);
  mlir::gnn::registerAllPasses();
}

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT ::mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "GNNPlugin", LLVM_VERSION_STRING,
          registerAll};
}
