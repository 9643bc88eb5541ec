//===- InterpreterDecompositionTest.cpp - A layer is its core ops ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interpreter evaluates a layer by its published formula, and the core ops
// that gnn-decompose-layers makes of it each by theirs, with self loops in a
// graph and beside it: all must agree on every graph.
//
//===----------------------------------------------------------------------===//

#include "InterpreterFixture.h"
#include "RandomGraphs.h"

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
struct Layer {
  const char *name;
  /// What follows `%y = gnn.`.
  std::string op;
  /// The operands after graph and features, with their types.
  std::vector<std::pair<std::string, std::string>> parameters;
  int64_t outputs;
};

class InterpreterDecompositionTest : public InterpreterTest,
                                     public testing::WithParamInterface<Layer> {
};
} // namespace

static constexpr int64_t inputs = 6;

static std::vector<Layer> makeLayers() {
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  Parameters linear = {{"w", "8x6"}, {"b", "8"}};
  Parameters sage = {{"w", "8x6"}, {"b", "8"}, {"r", "8x6"}};
  Parameters wide = {{"w", "8x6"}, {"s", "1x4x2"}, {"d", "1x4x2"}, {"b", "8"}};
  Parameters narrow = wide;
  narrow.back().second = "2";
  auto gcn = [](const char *attributes) {
    return "gcn_conv %graph, %x, %w bias %b " + std::string(attributes);
  };
  auto gat = [](const char *attributes) {
    return "gat_conv %graph, %x, %w, %s, %d bias %b " + std::string(attributes);
  };
  auto sageOf = [](const char *aggr, const char *attributes) {
    return "sage_conv " + std::string(aggr) +
           " %graph, %x, %w bias %b root %r " + attributes;
  };
  return {
      {"gcn", gcn(""), linear, 8},
      {"gcn_without_loops", gcn("{add_self_loops = false}"), linear, 8},
      {"gcn_plain", gcn("{add_self_loops = false, normalize = false}"), linear,
       8},
      {"sage_mean", sageOf("mean", ""), sage, 8},
      {"sage_sum", sageOf("sum", ""), sage, 8},
      {"sage_max", sageOf("max", ""), sage, 8},
      {"sage_min", sageOf("min", ""), sage, 8},
      {"sage_normalized", sageOf("mean", "{normalize = true}"), sage, 8},
      {"gat", gat(""), wide, 8},
      {"gat_mean", gat("{concat = false}"), narrow, 2},
      {"gat_without_loops", gat("{add_self_loops = false}"), wide, 8},
      {"gin", "gin_conv %graph, %x, %e", {{"e", "1"}}, inputs},
  };
}

/// A function @f of the layer; `encoding` is that of its features.
static std::string makeText(const Layer &layer, StringRef encoding) {
  std::string x = ("tensor<?x6xf32" + encoding + ">").str(), arguments, types;
  for (auto &[name, shape] : layer.parameters) {
    arguments += ", %" + name + ": tensor<" + shape + "xf32>";
    types += ", tensor<" + shape + "xf32>";
  }
  std::string y = "tensor<?x" + std::to_string(layer.outputs) + "xf32>";
  return "func.func @f(%graph: !gnn.graph, %x: " + x + arguments + ") -> " + y +
         " {\n%y = gnn." + layer.op + " : (!gnn.graph, " + x + types + ") -> " +
         y + "\nreturn %y : " + y + "\n}";
}

/// A value for a parameter of a shape such as `8x6`.
static InterpreterValue makeParameter(StringRef shape, std::mt19937 &random) {
  SmallVector<StringRef> extents;
  shape.split(extents, 'x');
  int64_t size = 1, last = 0;
  for (StringRef extent : extents) {
    extent.getAsInteger(10, last);
    size *= last;
  }
  if (extents.size() == 1)
    return Vector(makeRandomMatrix(size, 1, random).col(0));
  return makeRandomMatrix(size / last, last, random);
}

/// About half of the elements zero.
static SparseMatrix makeSparseFeatures(int64_t rows, std::mt19937 &random) {
  Matrix x = makeRandomMatrix(rows, inputs, random);
  return Matrix((x.array() > 0).select(x, 0)).sparseView();
}

template <typename... Ops> static bool has(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        return isa<Ops...>(op) ? WalkResult::interrupt()
                               : WalkResult::advance();
      })
      .wasInterrupted();
}

static void run(ModuleOp module,
                std::initializer_list<std::unique_ptr<Pass> (*)()> all) {
  PassManager passes(module.getContext());
  for (auto create : all)
    passes.nest<func::FuncOp>().addPass(create());
  ASSERT_TRUE(succeeded(passes.run(module)));
}

/// Evaluates @f as it is and by another road, for all graphs.
static void compareRoads(ModuleOp module, ModuleOp other, const Layer &layer,
                         bool sparse) {
  for (unsigned seed : {1, 2, 3})
    for (const NamedGraph &named : makeAwkwardGraphs(seed)) {
      SCOPED_TRACE(named.name);
      std::mt19937 random(seed);
      int64_t nodes = named.graph.getNumNodes();
      SmallVector<InterpreterValue> arguments = {named.graph};
      arguments.push_back(
          sparse ? InterpreterValue(makeSparseFeatures(nodes, random))
                 : InterpreterValue(makeRandomMatrix(nodes, inputs, random)));
      for (const auto &parameter : layer.parameters)
        arguments.push_back(makeParameter(parameter.second, random));
      auto call = [&](ModuleOp road) {
        return Interpreter().call(road.lookupSymbol<func::FuncOp>("f"),
                                  arguments);
      };
      auto whole = call(module), parts = call(other);
      ASSERT_TRUE(succeeded(whole) && succeeded(parts));
      const Matrix &expected = whole->front().matrix();
      double largest = expected.size() ? expected.cwiseAbs().maxCoeff() : 0.0;
      expectMatrix(parts->front().matrix(), expected, 1e-12 * largest);
    }
}

TEST_P(InterpreterDecompositionTest, layerEqualsItsDecomposition) {
  for (bool sparse : {false, true}) {
    SCOPED_TRACE(sparse ? "CSR features" : "dense features");
    module = parseSourceString<ModuleOp>(
        makeText(GetParam(), sparse ? ", #gnn.csr" : ""), &context);
    ASSERT_TRUE(bool(module));
    OwningOpRef<ModuleOp> parts = module->clone();
    run(*parts, {createDecomposeLayers});
    ASSERT_FALSE((has<GCNConvOp, SAGEConvOp, GATConvOp, GINConvOp>(*parts)));
    compareRoads(*module, *parts, GetParam(), sparse);
    run(*parts, {createFuseAttention, createInlineSelfLoops});
    ASSERT_FALSE(has<AddSelfLoopsOp>(*parts));
    compareRoads(*module, *parts, GetParam(), sparse);
  }
}

INSTANTIATE_TEST_SUITE_P(AllLayers, InterpreterDecompositionTest,
                         testing::ValuesIn(makeLayers()),
                         [](const auto &layer) {
                           return std::string(layer.param.name);
                         });
