//===- PreparedGraph.cpp - What depends on the graph alone ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PreparedGraph.h"

#include "gnn-opt/Support/Text.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<PreparedGraph> PreparedGraph::create(ModuleOp lowered,
                                                    const std::string &name) {
  PreparedGraph prepared;
  auto find = [&](StringRef symbol) {
    return lowered.lookupSymbol<LLVM::LLVMFuncOp>(symbol);
  };
  auto forward = find(name);
  auto by = forward
                ? forward->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by")
                : nullptr;
  if (!by)
    return prepared;
  auto prepare = find(by.getValue());
  auto results =
      prepare ? prepare->getAttrOfType<ArrayAttr>("gnn.prepares") : nullptr;
  if (!results)
    return addContext(
        "function " + quote(name),
        llvm::createStringError("expects " + quote(by.getValue()) +
                                " to be a lowered function that says what it "
                                "prepares"));
  prepared.function = by.getValue().str();
  for (StringRef result : results.getAsValueRange<StringAttr>())
    if (result == "graph")
      prepared.results.push_back(MadeGraph());
    else if (result == "node_indices")
      prepared.results.push_back(NodeIndices());
    else
      prepared.results.push_back(Scalars());
  return prepared;
}

/// One element a node.
template <typename Element>
static Buffer getBuffer(const std::vector<Element> &elements) {
  return Buffer::vector(elements.data(), static_cast<int64_t>(elements.size()));
}

/// A self loop a node is all that is added to a graph.
llvm::Error PreparedGraph::prepare(CompiledModule &module, const Graph &graph,
                                   unsigned threads) {
  int64_t nodes = graph.getNumNodes(), edges = graph.getNumEdges();
  std::vector<Buffer> buffers = {getBuffer(graph.rowPtr),
                                 getBuffer(graph.colIdx)};
  for (auto &result : results)
    if (auto *made = std::get_if<MadeGraph>(&result)) {
      made->rowPtr.resize(nodes + 1);
      made->sources.resize(edges + nodes);
      buffers.push_back(getBuffer(made->rowPtr));
      buffers.push_back(getBuffer(made->sources));
    } else if (auto *scalars = std::get_if<Scalars>(&result)) {
      scalars->resize(nodes);
      buffers.push_back(getBuffer(*scalars));
    } else {
      auto &indices = std::get<NodeIndices>(result);
      indices.resize(nodes);
      buffers.push_back(getBuffer(indices));
    }
  return module.call(function, buffers, threads);
}

std::vector<Buffer> PreparedGraph::getBuffers() const {
  std::vector<Buffer> buffers;
  for (const auto &result : results)
    if (auto *made = std::get_if<MadeGraph>(&result)) {
      int64_t rows = made->rowPtr.size();
      buffers.push_back(getBuffer(made->rowPtr));
      buffers.push_back(
          Buffer::vector(made->sources.data(), rows ? made->rowPtr.back() : 0));
    } else if (auto *scalars = std::get_if<Scalars>(&result)) {
      buffers.push_back(getBuffer(*scalars));
    } else {
      buffers.push_back(getBuffer(std::get<NodeIndices>(result)));
    }
  return buffers;
}
