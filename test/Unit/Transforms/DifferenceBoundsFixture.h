//===- DifferenceBoundsFixture.h - Differences and their bounds -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_DIFFERENCEBOUNDSFIXTURE_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_DIFFERENCEBOUNDSFIXTURE_H

#include "GeneratedModelTest.h"

#include "gnn-opt/Analysis/ModelComparison.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

namespace mlir::gnn::test {

class DifferenceBoundsFixture : public GeneratedModelTest {
protected:
  DifferenceBoundsFixture() {
    context.loadDialect<arith::ArithDialect, math::MathDialect>();
  }

  /// The same model with some parameters a little different, others not.
  OwningOpRef<ModuleOp> perturb(ModuleOp module, unsigned seed,
                                float size = 0.01f) {
    OwningOpRef<ModuleOp> other = module.clone();
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0, size);
    for (ml_program::GlobalOp parameter : getParameters(*other)) {
      if (engine() % 2)
        continue;
      auto values = getParameterValues(parameter);
      for (float &value : *values)
        value += std::abs(value) * normal(engine);
      setParameterValues(parameter, getParameterType(parameter), *values);
    }
    return other;
  }

  static func::FuncOp getFunction(ModuleOp module) {
    return module.lookupSymbol<func::FuncOp>("forward");
  }

  /// Graphs with at most as many edges into a node as the hub of makeGraphs()
  /// has.
  static InputDomain makeDomain() {
    InputDomain domain{ProofClass::box, {{0, 1}}};
    domain.degree.upper = 40;
    return domain;
  }

  static DifferenceBounds
  bound(ModuleOp first, ModuleOp second, const InputDomain &domain,
        const Rounding &rounding = Rounding::toDouble()) {
    auto bounds = boundDifference(getFunction(first), getFunction(second),
                                  domain, rounding);
    EXPECT_TRUE(succeeded(bounds));
    return succeeded(bounds) ? *bounds : DifferenceBounds();
  }

  /// The difference of the bounds of both: a parameter of another name cannot
  /// be compared one by one.
  DifferenceBounds boundApart(ModuleOp first, ModuleOp second,
                              const InputDomain &domain) {
    OwningOpRef<ModuleOp> renamed = second.clone();
    getParameters(*renamed).front().setSymName("renamed");
    renamed->walk([&](ml_program::GlobalLoadConstOp load) {
      if (!getParameter(load.getResult()))
        load.setGlobalAttr(SymbolRefAttr::get(&context, "renamed"));
    });
    DifferenceBounds apart = bound(first, *renamed, domain);
    EXPECT_FALSE(apart.isRelational);
    return apart;
  }

  /// The largest difference on `graph`, of features in the box. None leaves its
  /// bounds.
  double expectWithin(const DifferenceBounds &bounds, ModuleOp first,
                      ModuleOp second, const Graph &graph, const Matrix &x) {
    Matrix difference =
        run(first, graph, x).front() - run(second, graph, x).front();
    for (int64_t row = 0; row < difference.rows(); ++row)
      for (int64_t c = 0; c < difference.cols(); ++c)
        EXPECT_TRUE(bounds.channels[c].contains(difference(row, c)))
            << difference(row, c) << " is not in [" << bounds.channels[c].lower
            << ", " << bounds.channels[c].upper << "]";
    return difference.size() ? difference.array().abs().maxCoeff() : 0;
  }

  /// Checks the bounds on all graphs; the bounds.
  DifferenceBounds expectSound(ModuleOp first, ModuleOp second,
                               const InputDomain &domain, unsigned seed) {
    DifferenceBounds bounds = bound(first, second, domain);
    std::mt19937 engine(seed);
    for (const Graph &graph : makeGraphs())
      expectWithin(bounds, first, second, graph,
                   drawFeatures(graph.getNumNodes(), getNumFeatures(first),
                                domain.features.front(), engine));
    return bounds;
  }
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_DIFFERENCEBOUNDSFIXTURE_H
