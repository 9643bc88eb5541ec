//===- ReadSignature.cpp - From recorded attributes to C arguments --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/CSignature.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

namespace {
/// Collects the arguments of one function.
class SignatureReader {
public:
  SignatureReader(func::FuncOp function, FunctionType type)
      : function(function), type(type) {}

  LogicalResult read(CSignature &signature) {
    arguments.push_back({Role::NumNodes, "num_nodes"});
    if (llvm::any_of(type.getInputs(), isSegmentPtr))
      arguments.push_back({Role::NumGraphs, "num_graphs"});
    for (auto [index, input] : llvm::enumerate(type.getInputs()))
      if (failed(addInput(index, input)))
        return failure();
    for (auto [index, result] : llvm::enumerate(type.getResults()))
      if (failed(addResult(index, result)))
        return failure();
    signature.arguments = std::move(arguments);
    return success();
  }

private:
  /// The second and later inputs of one kind are numbered.
  std::string unique(StringRef name) {
    unsigned count = used[name]++;
    return count == 0 ? name.str() : (name + Twine(count)).str();
  }

  void add(Role role, StringRef name, unsigned index, int64_t channels = 0) {
    arguments.push_back({role, unique(name), index, channels});
  }

  LogicalResult addInput(unsigned index, Type input) {
    if (isa<gnn::GraphType>(input)) {
      add(Role::NumEdges, "num_edges", index);
      add(Role::RowPtr, "row_ptr", index);
      add(Role::ColIdx, "col_idx", index);
      return success();
    }
    if (isSegmentPtr(input)) {
      add(Role::SegmentPtr, "graph_ptr", index);
      return success();
    }
    if (!isFeatures(input))
      return function.emitError("expects argument ")
             << index << " to be a graph, features or graph pointers for a C "
             << "interface but got " << input;
    addFeatures(index, cast<RankedTensorType>(input));
    return success();
  }

  void addFeatures(unsigned index, RankedTensorType features) {
    int64_t channels = features.getDimSize(1);
    if (!isSparse(features)) {
      add(Role::Features, "x", index, channels);
      add(Role::FeatureStride, "x_stride", index, channels);
      return;
    }
    add(Role::SparseIndptr, "x_indptr", index, channels);
    add(Role::SparseIndices, "x_indices", index, channels);
    add(Role::SparseValues, "x_values", index, channels);
  }

  LogicalResult addResult(unsigned index, Type result) {
    if (!isDenseFeatures(result))
      return function.emitError("expects result ")
             << index << " to be dense features for a C interface but got "
             << result;
    int64_t channels = cast<RankedTensorType>(result).getDimSize(1);
    add(Role::Out, "out", index, channels);
    add(Role::OutStride, "out_stride", index, channels);
    return success();
  }

  func::FuncOp function;
  FunctionType type;
  SmallVector<CArgument> arguments;
  llvm::StringMap<unsigned> used;
};
} // namespace

static std::string cIdentifier(StringRef name) {
  std::string result;
  for (char c : name)
    result += llvm::isAlnum(c) ? c : '_';
  if (!result.empty() && llvm::isDigit(result.front()))
    result.insert(result.begin(), '_');
  return result;
}

static std::string cSymbol(ModuleOp module, StringRef name) {
  StringRef model = module.getSymName().value_or("model");
  return cIdentifier(model) + "_" + cIdentifier(name);
}

std::string gnn::getUseCPUSymbol(ModuleOp module) {
  return cSymbol(module, "use_cpu");
}

static std::optional<ResultRows> parseRows(StringRef name) {
  for (ResultRows rows :
       {ResultRows::Nodes, ResultRows::Edges, ResultRows::Graphs})
    if (name == stringifyResultRows(rows))
      return rows;
  return std::nullopt;
}

FailureOr<CSignature> gnn::getCSignature(func::FuncOp function) {
  auto signature = function->getAttrOfType<TypeAttr>("gnn.signature");
  auto rows = function->getAttrOfType<ArrayAttr>("gnn.result_rows");
  auto type =
      signature ? dyn_cast<FunctionType>(signature.getValue()) : nullptr;
  if (!type || !rows || rows.size() != type.getNumResults())
    return function.emitError(
        "expects the attributes gnn.signature and "
        "gnn.result_rows; run gnn-record-signature first");
  CSignature result;
  result.symbol =
      cSymbol(function->getParentOfType<ModuleOp>(), function.getSymName());
  result.hasPreparation = function->hasAttr("gnn.prepared_by");
  for (Attribute row : rows) {
    auto name = dyn_cast<StringAttr>(row);
    std::optional<ResultRows> kind = name ? parseRows(name) : std::nullopt;
    if (!kind)
      return function.emitError("expects gnn.result_rows to hold \"nodes\", "
                                "\"edges\" or \"graphs\" but got ")
             << row;
    result.resultRows.push_back(*kind);
  }
  if (failed(SignatureReader(function, type).read(result)))
    return failure();
  return result;
}

SmallVector<func::FuncOp> gnn::getCFunctions(ModuleOp module) {
  llvm::SmallDenseSet<StringRef> preparations;
  for (auto function : module.getOps<func::FuncOp>())
    if (auto by = function->getAttrOfType<FlatSymbolRefAttr>("gnn.prepared_by"))
      preparations.insert(by.getValue());
  SmallVector<func::FuncOp> functions;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && !function.isExternal() &&
        !preparations.contains(function.getSymName()))
      functions.push_back(function);
  return functions;
}
