//===- DialectTest.h - What the dialect's unit tests share ---- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_DIALECT_DIALECTTEST_H
#define GNN_OPT_TEST_UNIT_DIALECT_DIALECTTEST_H

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

namespace mlir::gnn::test {

/// A context with the dialect, whose diagnostics are kept and not printed.
class DialectTest : public testing::Test {
protected:
  DialectTest()
      : handler(&context, [this](Diagnostic &diagnostic) {
          diagnostics += diagnostic.str() + "\n";
        }) {
    context.loadDialect<GNNDialect, func::FuncDialect>();
  }

  OwningOpRef<ModuleOp> parse(StringRef text) {
    diagnostics.clear();
    return parseSourceString<ModuleOp>(text, &context);
  }

  MLIRContext context;
  std::string diagnostics;

private:
  ScopedDiagnosticHandler handler;
};

/// The texts of the tests in a folder, without those of what is invalid.
inline std::vector<std::string> readTests(const char *folder) {
  std::vector<std::string> texts;
  std::error_code error;
  llvm::sys::fs::directory_iterator file(
      llvm::Twine(GNN_SOURCE_DIR "/test/") + folder, error);
  for (; !error && file != llvm::sys::fs::directory_iterator();
       file.increment(error)) {
    StringRef path = file->path();
    if (!path.ends_with(".mlir") || path.ends_with("-invalid.mlir"))
      continue;
    auto buffer = llvm::MemoryBuffer::getFile(path);
    if (buffer)
      texts.push_back((*buffer)->getBuffer().str());
  }
  llvm::sort(texts);
  return texts;
}

/// The dialect's round-trip tests, which hold every op.
inline std::vector<std::string> readDialectTests() {
  return readTests("Dialect/GNN");
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_DIALECT_DIALECTTEST_H
