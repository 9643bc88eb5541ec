//===- generate-graph.cpp - Write a generated graph as a data file --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FeatureGenerator.h"
#include "GraphGenerator.h"
#include "gnn-opt/Support/SafetensorsWriter.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"

#include <algorithm>

using namespace llvm;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
constexpr StringLiteral overview =
    R"(Draw a graph and write it as a data file for gnn-run

EXAMPLES
  generate-graph products -o products.safetensors
  generate-graph products --nodes=2449029 --features=100 -o full.safetensors
  generate-graph arxiv --features=1433 --density=0.0127 --seed=3 -o words.safetensors

Graphs: arxiv, products, reddit, uniform, planted-sorted, planted-shuffled
(benchmarks/README.md says what each is like). One seed is one graph.
)";

struct Options {
  cl::OptionCategory category{"generate-graph options"};
  cl::opt<std::string> recipe{cl::Positional, cl::Required, cl::desc("GRAPH"),
                              cl::cat(category)};
  cl::opt<int64_t> nodes{"nodes", cl::desc("Instead of the recipe's"),
                         cl::cat(category)};
  cl::opt<double> degree{
      "degree",
      cl::desc("Stored edges a node before duplicates are merged, instead of "
               "the recipe's"),
      cl::cat(category)};
  cl::opt<int64_t> features{"features", cl::desc("Channels of x"), cl::init(64),
                            cl::cat(category)};
  cl::opt<double> density{
      "density", cl::desc("Store x as CSR with this fraction of its elements"),
      cl::cat(category)};
  cl::opt<uint64_t> seed{"seed", cl::init(1), cl::cat(category)};
  cl::opt<std::string> output{"o", cl::desc("Where to write"), cl::Required,
                              cl::value_desc("file.safetensors"),
                              cl::cat(category)};
};
} // namespace

static Error expectInRange(StringRef option, double value, double least,
                           double most) {
  if (value >= least && value <= most)
    return Error::success();
  return createStringError(formatv("expected --{0} in [{1}, {2}] but got {3}",
                                   option, least, most, value)
                               .str());
}

static Expected<GraphRecipe> readRecipe(const Options &options) {
  Expected<GraphRecipe> recipe = findRecipe(options.recipe);
  if (!recipe)
    return recipe.takeError();
  if (options.nodes.getNumOccurrences())
    recipe->nodes = options.nodes;
  if (options.degree.getNumOccurrences())
    recipe->degree = options.degree;
  double nodes = double(recipe->nodes);
  if (Error error = expectInRange("nodes", nodes, 0, double(kMaxNodes)))
    return error;
  if (Error error = expectInRange("degree", recipe->degree, 0, nodes))
    return error;
  if (Error error = expectInRange("features", options.features, 1, 1e6))
    return error;
  if (Error error = expectInRange("density", options.density, 0, 1))
    return error;
  return recipe;
}

/// [2, E]: row 0 source, row 1 destination.
static std::vector<int64_t> toEdgeIndex(const Graph &graph) {
  int64_t edges = graph.getNumEdges();
  std::vector<int64_t> index(2 * edges);
  std::copy(graph.colIdx.begin(), graph.colIdx.end(), index.begin());
  for (int64_t node = 0; node < graph.getNumNodes(); ++node)
    std::fill(index.begin() + edges + graph.rowPtr[node],
              index.begin() + edges + graph.rowPtr[node + 1], node);
  return index;
}

static void addFeatures(SafetensorsWriter &file, const DenseFeatures &x) {
  file.add("x", {x.rows, x.columns}, ArrayRef<float>(x.values));
}

static void addFeatures(SafetensorsWriter &file, const CSRFeatures &x) {
  int64_t stored = x.values.size();
  file.add("x_indptr", {x.rows + 1}, ArrayRef(x.indptr));
  file.add("x_indices", {stored}, ArrayRef(x.indices));
  file.add("x_values", {stored}, ArrayRef(x.values));
  file.setMetadata("x_shape", (Twine(x.rows) + "," + Twine(x.columns)).str());
}

static Features drawFeatures(const Options &options, int64_t nodes) {
  if (options.density > 0)
    return generateSparseFeatures(nodes, options.features, options.density,
                                  options.seed);
  return generateDenseFeatures(nodes, options.features, options.seed);
}

static void describe(const GraphRecipe &recipe, const Graph &graph) {
  int64_t largest = 0;
  for (int64_t node = 0; node < graph.getNumNodes(); ++node)
    largest = std::max(largest, graph.rowPtr[node + 1] - graph.rowPtr[node]);
  outs() << recipe.name << ": " << graph.getNumNodes() << " nodes, "
         << graph.getNumEdges() << " stored edges, largest degree " << largest
         << "\n";
}

static Error run(const Options &options) {
  Expected<GraphRecipe> recipe = readRecipe(options);
  if (!recipe)
    return recipe.takeError();
  Graph graph = generateGraph(*recipe, options.seed);
  std::vector<int64_t> edgeIndex = toEdgeIndex(graph);
  Features features = drawFeatures(options, graph.getNumNodes());
  SafetensorsWriter file;
  file.add("edge_index", {2, graph.getNumEdges()}, ArrayRef(edgeIndex));
  std::visit([&](const auto &x) { addFeatures(file, x); }, features);
  file.setMetadata("generator", ("generate-graph " + recipe->name + ", seed " +
                                 Twine(options.seed))
                                    .str());
  if (Error error = file.write(options.output))
    return error;
  describe(*recipe, graph);
  return Error::success();
}

int main(int argc, char **argv) {
  InitLLVM initialize(argc, argv);
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  if (Error error = run(options)) {
    WithColor::error(errs(), "generate-graph")
        << toString(std::move(error)) << "\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
