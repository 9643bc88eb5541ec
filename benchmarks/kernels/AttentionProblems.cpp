//===- AttentionProblems.cpp - Attention in one pass, and in four ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problem.h"
#include "TestGraphs.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
struct AttentionSize {
  StringRef graph;
  int64_t heads, channels;
  int64_t nodes = 0;
};

std::string nameOf(const AttentionSize &size) {
  std::string nodes = size.nodes ? llvm::formatv("-{0}", size.nodes).str() : "";
  return llvm::formatv("attention/{0}{1}/{2}x{3}", size.graph, nodes,
                       size.heads, size.channels);
}

class AttentionProblem : public Problem {
public:
  explicit AttentionProblem(const AttentionSize &size)
      : Problem(nameOf(size)), size(size) {
    addCompiled();
    addPeer("four-kernels",
            [this] { return peers::makeFourKernelAttention(getTask()); });
  }

  llvm::Error prepare() override {
    graph = makeGraph(size.graph, size.nodes);
    int64_t nodes = graph->getNumNodes(), width = size.heads * size.channels;
    x = makeFeatures(nodes, width);
    // Different values at both ends.
    source = makeFeatures(nodes, size.heads);
    target = std::make_shared<DenseFeatures>(
        generateDenseFeatures(nodes, size.heads, /*seed=*/2));
    addGraph(buffers, *graph);
    for (const FeaturesPtr &features : {x, source, target})
      addFeatures(buffers, *features);
    setResultSize(nodes, width);
    return compile(llvm::formatv(R"mlir(
func.func @f(%g: !gnn.graph, %x: tensor<?x{0}xf32>, %s: tensor<?x{1}xf32>, %t: tensor<?x{1}xf32>) -> tensor<?x{0}xf32> {{
  %y = gnn.attention %g, %x, %s, %t {{negative_slope = 0.2 : f64} : (!gnn.graph, tensor<?x{0}xf32>, tensor<?x{1}xf32>, tensor<?x{1}xf32>) -> tensor<?x{0}xf32>
  return %y : tensor<?x{0}xf32>
})mlir",
                                 width, size.heads));
  }

  SmallVector<InterpreterValue> getArguments() const override {
    return {*graph, gnn::makeFeatures(*x), gnn::makeFeatures(*source),
            gnn::makeFeatures(*target)};
  }

  Workload getWorkload() const override {
    return {.nodes = graph->getNumNodes(), .edges = graph->getNumEdges()};
  }

  const Graph *getGraph() const override { return graph.get(); }

private:
  peers::AttentionTask getTask() {
    int64_t nodes = graph->getNumNodes();
    return {{nodes, nodes, graph->rowPtr.data(), graph->colIdx.data()},
            size.heads,
            size.channels,
            0.2f,
            x->values.data(),
            source->values.data(),
            target->values.data(),
            result.data()};
  }

  AttentionSize size;
  GraphPtr graph;
  FeaturesPtr x, source, target;
};
} // namespace

static std::vector<AttentionSize> getGrid() {
  std::vector<AttentionSize> sizes;
  for (StringRef graph : {"arxiv", "products"})
    for (int64_t nodes : {2'048, 32'768}) {
      sizes.push_back({graph, 4, 32, nodes});
      sizes.push_back({graph, 8, 8, nodes});
      sizes.push_back({graph, 1, 40, nodes});
    }
  return sizes;
}

static std::vector<AttentionSize> getSizes(Scale scale) {
  if (scale == Scale::Tiny)
    return {{"arxiv", 3, 7, 300}};
  if (scale == Scale::Quick)
    return {{"arxiv", 4, 32, 32'768}};
  if (scale == Scale::Grid)
    return getGrid();
  return {{"arxiv", 4, 32}, {"products", 4, 32, 131'072}, {"arxiv", 8, 8}};
}

void bench::addAttentionProblems(std::vector<ProblemPtr> &problems,
                                 Scale scale) {
  for (const AttentionSize &size : getSizes(scale))
    problems.push_back(std::make_unique<AttentionProblem>(size));
}
