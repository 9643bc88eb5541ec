//===- Cost.cpp - Operations, bytes and parameters of a model -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static int64_t countNonzeros(ArrayRef<float> values) {
  return llvm::count_if(values, [](float value) { return value != 0; });
}

namespace {
/// Sizes by value, computed once in the order of the ops.
class FunctionSizes : public ValueSizes {
public:
  FunctionSizes(func::FuncOp function, const Workload &workload,
                int64_t vectorElements)
      : workload(workload), vectorElements(vectorElements) {
    function.walk([&](CostOpInterface op) {
      int64_t size = op.getResultSize(*this);
      for (Value result : op->getResults())
        sizes[result] = size;
    });
  }

  int64_t getNodes() const override { return workload.nodes; }
  int64_t getSelfLoops() const override { return workload.selfLoops; }
  int64_t getGraphs() const override { return workload.graphs; }
  int64_t getVectorElements() const override { return vectorElements; }

  int64_t getEdges(Value graph) const override {
    auto known = sizes.find(graph);
    return known == sizes.end() ? workload.edges : known->second;
  }

  int64_t getRows(Value value) const override {
    if (isSegmentPtr(value.getType()))
      return Cost::add(workload.graphs, 1);
    auto known = sizes.find(value);
    return known == sizes.end() ? workload.nodes : known->second;
  }

  int64_t getElements(Value value) const override {
    auto type = cast<RankedTensorType>(value.getType());
    int64_t count = 1;
    for (int64_t size : type.getShape())
      if (llvm::MulOverflow(count,
                            ShapedType::isDynamic(size) ? getRows(value) : size,
                            count))
        return std::numeric_limits<int64_t>::max();
    return isSparse(type) ? getNonzeros(value, count) : count;
  }

private:
  int64_t getNonzeros(Value value, int64_t elements) const {
    ml_program::GlobalOp parameter = getParameter(value);
    if (!parameter)
      return std::min(workload.featureNonzeros.value_or(elements), elements);
    if (!hasParameterValues(parameter))
      return elements;
    auto [entry, isNew] = nonzeros.try_emplace(parameter, elements);
    if (isNew)
      if (auto values = getParameterValues(parameter); succeeded(values))
        entry->second = countNonzeros(*values);
    return entry->second;
  }

  const Workload &workload;
  int64_t vectorElements;
  DenseMap<Value, int64_t> sizes;
  mutable DenseMap<Operation *, int64_t> nonzeros;
};
} // namespace

std::unique_ptr<ValueSizes> gnn::createValueSizes(func::FuncOp function,
                                                  const Workload &workload,
                                                  const Machine &machine) {
  return std::make_unique<FunctionSizes>(function, workload,
                                         machine.vectorElements);
}

Cost gnn::getFunctionCost(func::FuncOp function, const Workload &workload) {
  std::unique_ptr<ValueSizes> sizes = createValueSizes(function, workload);
  Cost total;
  function.walk([&](CostOpInterface op) { total += op.getCost(*sizes); });
  return total;
}

FailureOr<ParameterCount> gnn::countParameters(ModuleOp module) {
  ParameterCount count;
  for (ml_program::GlobalOp parameter : getParameters(module)) {
    int64_t elements = getParameterType(parameter).getNumElements();
    count.parameters += elements;
    if (!hasParameterValues(parameter)) {
      count.nonzero += elements;
      continue;
    }
    FailureOr<std::vector<float>> values = getParameterValues(parameter);
    if (failed(values))
      return failure();
    count.nonzero += countNonzeros(*values);
  }
  return count;
}
