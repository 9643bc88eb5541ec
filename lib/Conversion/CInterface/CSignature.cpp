//===- CSignature.cpp - The C arguments of a compiled function ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/CSignature.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Runtime/GPURuntime.h"

#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

StringRef CArgument::getCType() const {
  switch (role) {
  case Role::NumNodes:
  case Role::NumGraphs:
  case Role::NumEdges:
  case Role::FeatureStride:
  case Role::OutStride:
    return "int64_t";
  case Role::RowPtr:
  case Role::SparseIndptr:
  case Role::SegmentPtr:
    return "const int64_t *";
  case Role::ColIdx:
  case Role::SparseIndices:
    return "const int32_t *";
  case Role::Features:
  case Role::SparseValues:
    return "const float *";
  case Role::Prepared:
    return "const void *";
  case Role::PreparedMemory:
    return "void *";
  case Role::Out:
    return "float *";
  }
  llvm_unreachable("all roles have a type");
}

StringRef gnn::stringifyResultRows(ResultRows rows) {
  switch (rows) {
  case ResultRows::Nodes:
    return "nodes";
  case ResultRows::Edges:
    return "edges";
  case ResultRows::Graphs:
    return "graphs";
  }
  llvm_unreachable("all kinds of rows have a name");
}

bool CSignature::contains(Role role, unsigned index) const {
  return llvm::any_of(arguments, [&](const CArgument &argument) {
    return argument.role == role && argument.index == index;
  });
}

unsigned CSignature::find(Role role, unsigned index) const {
  auto *it = llvm::find_if(arguments, [&](const CArgument &argument) {
    return argument.role == role && argument.index == index;
  });
  return it - arguments.begin();
}

static bool describesGraph(const CArgument &argument) {
  return argument.role == Role::NumNodes || argument.role == Role::NumEdges ||
         argument.role == Role::RowPtr || argument.role == Role::ColIdx;
}

CSignature CSignature::forPrepare() const {
  CSignature prepare;
  prepare.symbol = symbol + "_prepare";
  llvm::copy_if(arguments, std::back_inserter(prepare.arguments),
                describesGraph);
  prepare.arguments.push_back({Role::PreparedMemory, "prepared"});
  return prepare;
}

CSignature CSignature::forRun() const {
  CSignature run = *this;
  run.symbol = symbol + "_run";
  auto *firstResult = llvm::find_if(
      run.arguments, [](const CArgument &a) { return a.role == Role::Out; });
  run.arguments.insert(firstResult, {Role::Prepared, "prepared"});
  return run;
}

ArrayRef<CErrorCode> gnn::getCErrorCodes() {
  static constexpr CErrorCode codes[] = {
      {0, "GNN_OK", "the result was written"},
      {1, "GNN_ERROR_SIZE", "a size is negative, or above INT32_MAX nodes"},
      {2, "GNN_ERROR_NULL", "a pointer that must be read or written is NULL"},
      {3, "GNN_ERROR_STRIDE", "a row stride is less than the row's channels"},
      {4, "GNN_ERROR_ROW_PTR",
       "row_ptr does not rise from 0 to the number of edges"},
      {5, "GNN_ERROR_COL_IDX", "a source node is outside 0 .. num_nodes - 1"},
      {6, "GNN_ERROR_FEATURES",
       "sparse features: indptr does not rise from 0, or an index is no "
       "channel"},
      {7, "GNN_ERROR_GRAPH_PTR",
       "graph_ptr does not rise from 0 to the number of nodes"},
      // Those of a model for a GPU go on where these end.
      {GNN_GPU_ERROR_DRIVER, "GNN_ERROR_DRIVER",
       "GPU models: no CUDA driver, or no device"},
      {GNN_GPU_ERROR_MEMORY, "GNN_ERROR_DEVICE_MEMORY",
       "GPU models: not enough memory on the device"},
      {GNN_GPU_ERROR_KERNELS, "GNN_ERROR_KERNELS",
       "GPU models: the driver refuses the kernels"},
      {GNN_GPU_ERROR_DEVICE, "GNN_ERROR_DEVICE",
       "GPU models: a call of the driver failed; gnn_gpu_error() says which"},
  };
  return codes;
}

int gnn::getCErrorCode(StringRef name) {
  for (const CErrorCode &code : getCErrorCodes())
    if (code.name == name)
      return code.value;
  llvm_unreachable("a code of the table");
}

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
