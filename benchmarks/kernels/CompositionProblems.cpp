//===- CompositionProblems.cpp - A(XW), (AX)W, and what is compiled -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problem.h"
#include "TestGraphs.h"

#include "llvm/Support/FormatVariadic.h"

#include <map>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
// GCN scales rows before and behind its sum, SAGE takes the mean of its rows,
// and GIN adds the row itself to the sum.
constexpr StringLiteral gcnMultiplyFirst = R"mlir(
  %z = gnn.linear %x, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
  %s = gnn.scale_rows %z, %c : (tensor<?x{1}xf32>, tensor<?xf32>) -> tensor<?x{1}xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x{1}xf32>) -> tensor<?x{1}xf32>
  %y = gnn.scale_rows %a, %c : (tensor<?x{1}xf32>, tensor<?xf32>) -> tensor<?x{1}xf32>
)mlir";
constexpr StringLiteral gcnAggregateFirst = R"mlir(
  %s = gnn.scale_rows %x, %c : (tensor<?x{0}xf32>, tensor<?xf32>) -> tensor<?x{0}xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x{0}xf32>) -> tensor<?x{0}xf32>
  %z = gnn.linear %a, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
  %y = gnn.scale_rows %z, %c : (tensor<?x{1}xf32>, tensor<?xf32>) -> tensor<?x{1}xf32>
)mlir";
constexpr StringLiteral sageMultiplyFirst = R"mlir(
  %z = gnn.linear %x, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
  %y = gnn.aggregate mean %g, %z : (!gnn.graph, tensor<?x{1}xf32>) -> tensor<?x{1}xf32>
)mlir";
constexpr StringLiteral sageAggregateFirst = R"mlir(
  %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x{0}xf32>) -> tensor<?x{0}xf32>
  %y = gnn.linear %a, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
)mlir";

constexpr StringLiteral ginMultiplyFirst = R"mlir(
  %e = ml_program.global_load_const @e : tensor<1xf32>
  %z = gnn.linear %x, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
  %a = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x{1}xf32>) -> tensor<?x{1}xf32>
  %y = gnn.add_scaled %a, %z, %e : (tensor<?x{1}xf32>, tensor<?x{1}xf32>, tensor<1xf32>) -> tensor<?x{1}xf32>
)mlir";
constexpr StringLiteral ginAggregateFirst = R"mlir(
  %e = ml_program.global_load_const @e : tensor<1xf32>
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x{0}xf32>) -> tensor<?x{0}xf32>
  %s = gnn.add_scaled %a, %x, %e : (tensor<?x{0}xf32>, tensor<?x{0}xf32>, tensor<1xf32>) -> tensor<?x{0}xf32>
  %y = gnn.linear %s, %w : (tensor<?x{0}xf32>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
)mlir";

/// A layer in both orders, and as it is decomposed.
struct Layer {
  StringLiteral name, multiplyFirst, aggregateFirst, decomposed;
};
constexpr Layer gcn{"gcn", gcnMultiplyFirst, gcnAggregateFirst,
                    gcnMultiplyFirst};
constexpr Layer sage{"sage", sageMultiplyFirst, sageAggregateFirst,
                     sageAggregateFirst};
constexpr Layer gin{"gin", ginMultiplyFirst, ginAggregateFirst,
                    ginAggregateFirst};

struct CompositionSize {
  Layer layer;
  StringRef graph;
  int64_t nodes;
  double degree;
  int64_t inputs, outputs;
};

class CompositionProblem : public Problem {
public:
  explicit CompositionProblem(const CompositionSize &size)
      : Problem(llvm::formatv("composition-{0}/{1}-{2}-{3:F0}/{4}x{5}",
                              size.layer.name, size.graph, size.nodes,
                              size.degree, size.inputs, size.outputs)),
        size(size) {
    variants.push_back({"auto", [this] { return runCompiled(getOp()); }});
    addForm("multiply-first", size.layer.multiplyFirst);
    addForm("aggregate-first", size.layer.aggregateFirst);
  }

  llvm::Error prepare() override {
    graph = makeGraph(size.graph, size.nodes, size.degree);
    x = makeFeatures(graph->getNumNodes(), size.inputs);
    scale = makeFeatures(graph->getNumNodes(), 1);
    addGraph(buffers, *graph);
    addFeatures(buffers, *x);
    buffers.push_back(
        Buffer::vector(scale->values.data(), scale->values.size()));
    setResultSize(x->rows, size.outputs);
    return compile(getText("", size.layer.decomposed));
  }

  SmallVector<InterpreterValue> getArguments() const override {
    Vector factors = gnn::makeFeatures(*scale).matrix().col(0);
    return {*graph, gnn::makeFeatures(*x), factors};
  }

  Workload getWorkload() const override {
    return {.nodes = graph->getNumNodes(), .edges = graph->getNumEdges()};
  }

  const Graph *getGraph() const override { return graph.get(); }

private:
  std::string getText(StringRef attributes, StringRef body) const {
    constexpr StringLiteral text = R"mlir(
module{2} {{
  ml_program.global private @e(dense<0.5> : tensor<1xf32>) : tensor<1xf32>
  ml_program.global private @w(#ml_program.extern : tensor<{1}x{0}xf32>) : tensor<{1}x{0}xf32>
  func.func @f(%g: !gnn.graph, %x: tensor<?x{0}xf32>, %c: tensor<?xf32>) -> tensor<?x{1}xf32> {{
    %w = ml_program.global_load_const @w : tensor<{1}x{0}xf32>
    {3}
    return %y : tensor<?x{1}xf32>
  }
})mlir";
    std::string ops =
        llvm::formatv(body.str().c_str(), size.inputs, size.outputs);
    return llvm::formatv(text.data(), size.inputs, size.outputs, attributes,
                         ops);
  }

  /// One order, as it is written.
  void addForm(StringRef order, StringRef body) {
    std::unique_ptr<CompiledOp> &form = forms[order];
    auto make = [=, this, &form]() -> llvm::Expected<Run> {
      constexpr StringLiteral asWritten =
          " attributes {gnn.aggregation_order = \"keep\"}";
      auto compiled = CompiledOp::create(getText(asWritten, body));
      if (!compiled)
        return compiled.takeError();
      form = std::move(*compiled);
      return runCompiled(*form);
    };
    variants.push_back(
        {order.str(), make, [&form] { return form->getFunction(); }});
  }

  CompositionSize size;
  GraphPtr graph;
  FeaturesPtr x, scale;
  std::map<StringRef, std::unique_ptr<CompiledOp>> forms;
};
} // namespace

/// GIN's choice differs from SAGE's by what the row itself costs: fewer widths
/// do.
static std::vector<CompositionSize> getSizes(Scale scale) {
  std::vector<CompositionSize> sizes;
  auto addPairs = [&](const Layer &layer, StringRef graph, int64_t nodes,
                      double degree, ArrayRef<int64_t> widths) {
    for (int64_t inputs : widths)
      for (int64_t outputs : widths)
        sizes.push_back({layer, graph, nodes, degree, inputs, outputs});
  };
  auto add = [&](StringRef graph, int64_t nodes, double degree,
                 ArrayRef<int64_t> widths, ArrayRef<int64_t> fewer) {
    addPairs(gcn, graph, nodes, degree, widths);
    addPairs(sage, graph, nodes, degree, widths);
    addPairs(gin, graph, nodes, degree, fewer);
  };
  if (scale == Scale::Tiny) {
    add("arxiv", 300, 10, {7, 17}, {7, 17});
    return sizes;
  }
  constexpr int64_t widths[] = {16, 64, 128, 256}, fewer[] = {64, 256};
  add("arxiv", 2'048, 14, widths, fewer);
  add("arxiv", 32'768, 14, widths, fewer);
  add("uniform", 32'768, 3, widths, fewer);
  add("products", 16'384, 50, widths, fewer);
  return sizes;
}

void bench::addCompositionProblems(std::vector<ProblemPtr> &problems,
                                   Scale scale) {
  for (const CompositionSize &size : getSizes(scale))
    problems.push_back(std::make_unique<CompositionProblem>(size));
}
