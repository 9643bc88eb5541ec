//===- JITEngine.cpp - Compiled code as an engine -------------------------===//
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

namespace {
class JITEngine : public Engine {
public:
  JITEngine(std::unique_ptr<CompiledModule> module, Signature signature,
            std::string resultRows, PreparedGraph prepared, unsigned threads)
      : module(std::move(module)), signature(std::move(signature)),
        resultRows(std::move(resultRows)), prepared(std::move(prepared)),
        threads(threads) {}

  llvm::Error bind(const Inputs &inputs) override;
  llvm::Error prepare() override;
  llvm::Error run() override;
  Logits getLogits() const override;

private:
  void addArgument(const Argument &argument, const Inputs &inputs);
  void addFeatures(const DenseFeatures &features);
  void addFeatures(const CSRFeatures &features);
  int64_t countResultRows(const Inputs &inputs) const;

  template <typename Element> void addVector(llvm::ArrayRef<Element> elements) {
    buffers.push_back(Buffer::vector(elements.data(), elements.size()));
  }

  std::unique_ptr<CompiledModule> module;
  Signature signature;
  std::string resultRows;
  PreparedGraph prepared;
  unsigned threads;

  /// The single segment of data that is one graph.
  std::vector<int64_t> wholeGraph;
  const Graph *graph = nullptr;
  std::vector<Buffer> buffers;
  std::vector<float> result;
  bool hasRun = false;
};
} // namespace

void JITEngine::addFeatures(const DenseFeatures &features) {
  buffers.push_back(Buffer::rows(features.values.data(), features.rows,
                                 features.columns, features.columns));
}

void JITEngine::addFeatures(const CSRFeatures &features) {
  addVector(llvm::ArrayRef(features.indptr));
  addVector(llvm::ArrayRef(features.indices));
  addVector(llvm::ArrayRef(features.values));
}

void JITEngine::addArgument(const Argument &argument, const Inputs &inputs) {
  switch (argument.kind) {
  case ArgumentKind::Graph:
    addVector(llvm::ArrayRef(inputs.graph.rowPtr));
    addVector(llvm::ArrayRef(inputs.graph.colIdx));
    return;
  case ArgumentKind::DenseFeatures:
  case ArgumentKind::CSRFeatures:
    std::visit([&](const auto &features) { addFeatures(features); },
               inputs.features);
    return;
  case ArgumentKind::SegmentPtr:
    wholeGraph = {0, inputs.graph.getNumNodes()};
    addVector(inputs.graphPtr.empty() ? llvm::ArrayRef<int64_t>(wholeGraph)
                                      : inputs.graphPtr);
    return;
  }
}

/// A model without segments has one graph for its rows at most.
int64_t JITEngine::countResultRows(const Inputs &inputs) const {
  if (resultRows == "edges")
    return inputs.graph.getNumEdges();
  if (resultRows == "graphs")
    return inputs.graphPtr.empty() ? 1 : inputs.graphPtr.size() - 1;
  return inputs.graph.getNumNodes();
}

llvm::Error JITEngine::bind(const Inputs &inputs) {
  if (llvm::Error error = checkInputs(signature, inputs))
    return error;
  buffers.clear();
  hasRun = false;
  for (const Argument &argument : signature.arguments)
    addArgument(argument, inputs);
  graph = &inputs.graph;
  if (llvm::Error error = prepare())
    return error;
  llvm::append_range(buffers, prepared.getBuffers());
  int64_t rows = countResultRows(inputs), columns = signature.resultColumns;
  result.assign(rows * columns, 0);
  buffers.push_back(Buffer::rows(result.data(), rows, columns, columns));
  return llvm::Error::success();
}

llvm::Error JITEngine::prepare() {
  if (!graph)
    return llvm::createStringError("expected bound data but got none");
  return prepared.isNeeded() ? prepared.prepare(*module, *graph, threads)
                             : llvm::Error::success();
}

llvm::Error JITEngine::run() {
  if (buffers.empty())
    return llvm::createStringError("expected bound data but got none");
  hasRun = true;
  return module->call(signature.function, buffers, threads);
}

Logits JITEngine::getLogits() const {
  if (!hasRun)
    return {};
  int64_t columns = signature.resultColumns;
  int64_t rows = columns == 0 ? 0 : result.size() / columns;
  return {rows, columns, {result.begin(), result.end()}};
}

/// What a row of the only result stands for: `nodes`, `edges` or `graphs`.
static llvm::Expected<std::string> readResultRows(ModuleOp module,
                                                  const std::string &name) {
  auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
  auto rows = function ? function->getAttrOfType<ArrayAttr>("gnn.result_rows")
                       : nullptr;
  auto first =
      rows && rows.size() == 1 ? dyn_cast<StringAttr>(rows[0]) : nullptr;
  if (!first)
    return addContext("function " + quote(name),
                      llvm::createStringError(
                          "expects a lowered function with one recorded result "
                          "but got none; run gnn-record-signature first"));
  return first.str();
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createJITEngine(ModuleOp lowered, const Signature &signature,
                     unsigned threads, const RuntimeLibrary &library) {
  auto rows = readResultRows(lowered, signature.function);
  if (!rows)
    return rows.takeError();
  auto prepared = PreparedGraph::create(lowered, signature.function);
  if (!prepared)
    return prepared.takeError();
  auto module = CompiledModule::create(lowered, library);
  if (!module)
    return module.takeError();
  return std::make_unique<JITEngine>(std::move(*module), signature, *rows,
                                     std::move(*prepared), threads);
}
