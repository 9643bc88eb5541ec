//===- ModelFile.cpp - A model in a file ----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/ModelFile.h"

#include "gnn-opt/Support/Text.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<OwningOpRef<ModuleOp>> gnn::readModel(const std::string &path,
                                                     MLIRContext &context) {
  std::string reason;
  std::unique_ptr<llvm::MemoryBuffer> buffer = openInputFile(path, &reason);
  if (!buffer)
    return llvm::createStringError(reason);
  // Shared with the values of parameters, which bytecode leaves in the file.
  auto sources = std::make_shared<llvm::SourceMgr>();
  sources->AddNewSourceBuffer(std::move(buffer), {});
  auto module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return llvm::createStringError("cannot read the model " + quote(path));
  return module;
}
