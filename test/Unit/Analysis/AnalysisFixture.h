//===- AnalysisFixture.h - Modules from text --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_ANALYSIS_ANALYSISFIXTURE_H
#define GNN_OPT_TEST_UNIT_ANALYSIS_ANALYSISFIXTURE_H

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

namespace mlir::gnn::test {

/// A context with the dialect, whose diagnostics are kept and not printed.
class AnalysisTest : public testing::Test {
protected:
  AnalysisTest()
      : handler(&context, [this](Diagnostic &diagnostic) {
          diagnostics += diagnostic.str() + "\n";
        }) {
    context.loadDialect<GNNDialect, func::FuncDialect, arith::ArithDialect,
                        math::MathDialect>();
    context.printOpOnDiagnostic(false);
  }

  /// The module, which the fixture owns.
  ModuleOp parse(const Twine &text) {
    module = parseSourceString<ModuleOp>(text.str(), &context);
    EXPECT_TRUE(module) << diagnostics;
    return module.get();
  }

  /// The first op called `name`, such as `gnn.relu`.
  Operation *findOp(StringRef name) {
    Operation *found = nullptr;
    module->walk([&](Operation *op) {
      if (op->getName().getStringRef() == name && !found)
        found = op;
    });
    EXPECT_TRUE(found) << name.str();
    return found;
  }

  ml_program::GlobalOp findParameter(StringRef name) {
    return module->lookupSymbol<ml_program::GlobalOp>(name);
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::string diagnostics;

private:
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_ANALYSIS_ANALYSISFIXTURE_H
