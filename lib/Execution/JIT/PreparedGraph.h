//===- PreparedGraph.h - What depends on the graph alone --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_JIT_PREPAREDGRAPH_H
#define GNN_OPT_LIB_EXECUTION_JIT_PREPAREDGRAPH_H

#include "gnn-opt/Execution/JIT.h"

#include <variant>

namespace mlir::gnn {

/// Memory for the results of a preparation function, see
/// gnn-hoist-preparation, from one run of a model to the next.
class PreparedGraph {
public:
  /// What the lowered function `name` takes besides its inputs: nothing, where
  /// no function prepares for it.
  static llvm::Expected<PreparedGraph> create(ModuleOp lowered,
                                              const std::string &name);

  bool isNeeded() const { return !function.empty(); }

  /// Calls the preparation for this graph, which must live on.
  llvm::Error prepare(CompiledModule &module, const Graph &graph,
                      unsigned threads);
  /// The buffers that the model reads, in order; empty before prepare().
  std::vector<Buffer> getBuffers() const;

private:
  struct MadeGraph {
    std::vector<int64_t> rowPtr;
    std::vector<int32_t> sources;
  };
  using Scalars = std::vector<float>;
  using NodeIndices = std::vector<int32_t>;

  std::string function;
  std::vector<std::variant<MadeGraph, Scalars, NodeIndices>> results;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_JIT_PREPAREDGRAPH_H
