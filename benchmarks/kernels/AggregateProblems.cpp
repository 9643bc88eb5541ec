//===- AggregateProblems.cpp - Sums, means and maxima over neighbours -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problem.h"
#include "SparsifierPeer.h"
#include "TestGraphs.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;
using peers::Reduction;

namespace {
struct AggregateSize {
  StringRef graph;
  int64_t channels;
  Reduction reduction = Reduction::Sum;
  int64_t nodes = 0;
  /// Of those that nobody would expect to be fast: once is enough.
  bool hasSlowPeers = false;
};
} // namespace

static StringRef nameOf(Reduction reduction) {
  switch (reduction) {
  case Reduction::Sum:
    return "sum";
  case Reduction::Mean:
    return "mean";
  case Reduction::Max:
    return "max";
  }
}

static std::string nameOf(const AggregateSize &size) {
  std::string nodes = size.nodes ? llvm::formatv("-{0}", size.nodes).str() : "";
  return llvm::formatv("aggregate-{0}/{1}{2}/F{3}", nameOf(size.reduction),
                       size.graph, nodes, size.channels);
}

namespace {
class AggregateProblem : public Problem {
public:
  explicit AggregateProblem(const AggregateSize &size)
      : Problem(nameOf(size)), size(size) {
    addCompiled();
    if (size.reduction == Reduction::Sum)
      variants.push_back(
          {"sparsifier", [this] { return makeSparsifierSum(getTask()); }});
    if (!size.hasSlowPeers)
      return;
    addPeer("loop", [this] { return peers::makeLoopAggregate(getTask()); });
    if (size.reduction == Reduction::Sum)
      addPeer("eigen", [this] { return peers::makeEigenAggregate(getTask()); });
  }

  llvm::Error prepare() override {
    graph = makeGraph(size.graph, size.nodes);
    x = makeFeatures(graph->getNumNodes(), size.channels);
    addGraph(buffers, *graph);
    addFeatures(buffers, *x);
    setResultSize(x->rows, size.channels);
    return compile(llvm::formatv(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x{0}xf32>) -> tensor<?x{0}xf32> {{
  %y = gnn.aggregate {1} %g, %x : (!gnn.graph, tensor<?x{0}xf32>) -> tensor<?x{0}xf32>
  return %y : tensor<?x{0}xf32>
})mlir",
                                 size.channels, nameOf(size.reduction)));
  }

  SmallVector<InterpreterValue> getArguments() const override {
    return {*graph, gnn::makeFeatures(*x)};
  }

  Workload getWorkload() const override {
    return {.nodes = graph->getNumNodes(), .edges = graph->getNumEdges()};
  }

  const Graph *getGraph() const override { return graph.get(); }

private:
  peers::AggregateTask getTask() {
    int64_t nodes = graph->getNumNodes();
    return {{nodes, nodes, graph->rowPtr.data(), graph->colIdx.data()},
            size.channels,
            x->values.data(),
            result.data(),
            size.reduction};
  }

  AggregateSize size;
  GraphPtr graph;
  FeaturesPtr x;
};
} // namespace

static std::vector<AggregateSize> getGrid() {
  constexpr int64_t mostElements = int64_t(1) << 28;
  std::vector<AggregateSize> sizes;
  for (StringRef graph : {"arxiv", "products", "planted-sorted"})
    for (int64_t nodes : {1'024, 8'192, 65'536})
      for (int64_t channels : {8, 40, 128, 256}) {
        double edges = llvm::cantFail(findRecipe(graph)).degree * double(nodes);
        if (edges * double(channels) <= double(mostElements))
          sizes.push_back({graph, channels, Reduction::Sum, nodes});
      }
  for (int64_t nodes : {2'048, 32'768})
    for (int64_t channels : {16, 100})
      for (Reduction reduction : {Reduction::Mean, Reduction::Max})
        sizes.push_back({"uniform", channels, reduction, nodes});
  return sizes;
}

static std::vector<AggregateSize> getSizes(Scale scale) {
  if (scale == Scale::Tiny)
    return {{"arxiv", 17, Reduction::Sum, 300, true},
            {"arxiv", 33, Reduction::Mean, 300, true},
            {"arxiv", 7, Reduction::Max, 300, true}};
  if (scale == Scale::Quick)
    return {{"products", 64, Reduction::Sum, 65'536, true},
            {"arxiv", 64, Reduction::Sum, 65'536, true}};
  if (scale == Scale::Grid)
    return getGrid();
  // Features of 128 channels are twice the size of a large cache.
  constexpr int64_t nodes = 131'072;
  std::vector<AggregateSize> sizes;
  for (int64_t channels : {64, 128, 256})
    sizes.push_back(
        {"products", channels, Reduction::Sum, nodes, channels == 64});
  for (Reduction reduction : {Reduction::Mean, Reduction::Max})
    sizes.push_back({"products", 128, reduction, nodes});
  for (StringRef graph :
       {"arxiv", "uniform", "planted-sorted", "planted-shuffled"})
    sizes.push_back({graph, 128, Reduction::Sum, nodes});
  sizes.push_back({"reddit", 64, Reduction::Sum, 29'120});
  // So small that onnxruntime can be waited for.
  sizes.push_back({"arxiv", 64, Reduction::Sum, 16'384, true});
  return sizes;
}

void bench::addAggregateProblems(std::vector<ProblemPtr> &problems,
                                 Scale scale) {
  for (const AggregateSize &size : getSizes(scale))
    problems.push_back(std::make_unique<AggregateProblem>(size));
}
