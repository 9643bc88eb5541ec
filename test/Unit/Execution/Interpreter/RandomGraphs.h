//===- RandomGraphs.h - Graphs that break what is nearly right --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_RANDOMGRAPHS_H
#define GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_RANDOMGRAPHS_H

#include "gnn-opt/Execution/InterpreterValue.h"

#include <random>
#include <string>

namespace mlir::gnn::test {

struct NamedGraph {
  std::string name;
  Graph graph;
};

/// Random edges among `nodes`, which leave some nodes isolated, with self loops
/// and parallel edges.
inline Graph makeRandomGraph(int64_t nodes, int64_t edges,
                             std::mt19937 &random) {
  std::uniform_int_distribution<int64_t> node(0, nodes - 1);
  std::vector<int64_t> sources, destinations;
  for (int64_t edge = 0; edge < edges; ++edge) {
    sources.push_back(node(random));
    destinations.push_back(edge % 7 == 0 ? sources.back() : node(random));
    if (edge % 5 == 0) {
      sources.push_back(sources.back());
      destinations.push_back(destinations.back());
    }
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

/// Every node sends to node 0, and node 0 to every node.
inline Graph makeHub(int64_t nodes) {
  std::vector<int64_t> sources, destinations;
  for (int64_t node = 0; node < nodes; ++node) {
    sources.insert(sources.end(), {node, 0});
    destinations.insert(destinations.end(), {0, node});
  }
  return llvm::cantFail(groupByDestination(sources, destinations, nodes));
}

inline std::vector<NamedGraph> makeAwkwardGraphs(unsigned seed) {
  std::mt19937 random(seed);
  return {{"sparse, with isolated nodes", makeRandomGraph(20, 12, random)},
          {"dense, with loops and duplicates", makeRandomGraph(9, 60, random)},
          {"hub", makeHub(30)},
          {"one node", Graph{{0, 0}, {}}},
          {"one node with a loop", Graph{{0, 1}, {0}}},
          {"no edges", Graph{{0, 0, 0, 0}, {}}},
          {"no nodes", Graph{}}};
}

inline Matrix makeRandomMatrix(int64_t rows, int64_t columns,
                               std::mt19937 &random) {
  std::normal_distribution<double> normal;
  return Matrix::NullaryExpr(rows, columns, [&] { return normal(random); });
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_INTERPRETER_RANDOMGRAPHS_H
