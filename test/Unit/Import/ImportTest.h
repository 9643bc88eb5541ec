//===- ImportTest.h - A context that keeps what was reported -- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_IMPORT_IMPORTTEST_H
#define GNN_OPT_TEST_UNIT_IMPORT_IMPORTTEST_H

#include "gnn-opt/Import/SpecImporter.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

namespace mlir::gnn::test {

class ImportTest : public ::testing::Test {
protected:
  ImportTest()
      : handler(&context, [this](Diagnostic &diagnostic) {
          llvm::raw_string_ostream os(reported);
          os << diagnostic.getLocation() << ": " << diagnostic << "\n";
          return success();
        }) {
    context.printOpOnDiagnostic(false);
  }

  /// Imports a spec that errors call `spec.json`.
  OwningOpRef<ModuleOp> import(StringRef text) {
    reported.clear();
    return importSpecText(text, "spec.json", &context);
  }

  /// The spec of `layers` on 3 features.
  OwningOpRef<ModuleOp> importLayers(StringRef layers) {
    return import(
        ("{\"name\": \"m\", \"features\": 3, \"layers\": [" + layers + "]}")
            .str());
  }

  /// Importing fails, and the only report contains `expected`.
  void expectError(OwningOpRef<ModuleOp> module, StringRef expected) {
    EXPECT_FALSE(module) << expected.str();
    EXPECT_NE(reported.find(expected), std::string::npos)
        << "expected: " << expected.str() << "\nreported: " << reported;
    EXPECT_EQ(StringRef(reported).count('\n'), 1u) << reported;
  }

  MLIRContext context;
  std::string reported;
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_IMPORT_IMPORTTEST_H
