//===- Unknowns.cpp - What least squares may change -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unknowns.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static int64_t getInputs(const LinearTerm &term) {
  return getParameterType(term.weight).getDimSize(1);
}

Unknowns::Unknowns(const LinearSum &sum, RecoveryMethod method) {
  llvm::copy_if(sum.biases, std::back_inserter(biases),
                [](const LinearBias &bias) { return !isShared(bias.vector); });
  if (method != RecoveryMethod::bias) {
    llvm::copy_if(
        sum.terms, std::back_inserter(terms),
        [](const LinearTerm &term) { return !isShared(term.weight); });
    return;
  }
  // One bias is enough to move the mean: the one that the least happens to.
  auto best = llvm::min_element(biases, [](const auto &a, const auto &b) {
    return a.rows.size() < b.rows.size();
  });
  if (best != biases.end())
    biases = {LinearBias(*best)};
}

int64_t Unknowns::getNumWeights() const {
  int64_t count = 0;
  for (const LinearTerm &term : terms)
    count += getInputs(term);
  return count;
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

/// A one in each row of `features`.
static Value buildOnes(OpBuilder &builder, GlobalOp before, Value features) {
  auto load = [&](ArrayRef<int64_t> shape, float value) {
    auto type = RankedTensorType::get(shape, builder.getF32Type());
    std::vector<float> values(type.getNumElements(), value);
    return createParameterLoad(builder, features.getLoc(),
                               createParameter(before, "ones", type, values));
  };
  return LinearOp::create(builder, features.getLoc(), features,
                          load({1, getChannels(features)}, 0), load({1}, 1));
}

SmallVector<Value> Unknowns::buildFeatures(ModelProbe &probe) const {
  OpBuilder builder = probe.getBuilder();
  SmallVector<Value> features;
  for (const LinearTerm &term : terms)
    features.push_back(propagate(builder, term, term.x));
  for (const LinearBias &bias : biases) {
    Value ones = buildOnes(builder, bias.vector, bias.op->getResult(0));
    features.push_back(propagate(builder, bias.rows, ones));
  }
  return features;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

LogicalResult Unknowns::readValues() {
  SmallVector<GlobalOp> parameters;
  for (const LinearTerm &term : terms)
    parameters.push_back(term.weight);
  for (const LinearBias &bias : biases)
    parameters.push_back(bias.vector);
  values.clear();
  for (GlobalOp parameter : parameters) {
    auto each = getParameterValues(parameter);
    if (failed(each))
      return failure();
    values.push_back(std::move(*each));
  }
  return success();
}

static bool isSparseWeight(const LinearTerm &term) {
  return isSparse(getParameterType(term.weight));
}

Support Unknowns::findSupport(int64_t numTargets) const {
  if (llvm::none_of(terms, isSparseWeight))
    return std::nullopt;
  std::vector<std::vector<bool>> support(numTargets);
  for (auto [term, weight] : llvm::zip(terms, values)) {
    bool all = !isSparseWeight(term);
    int64_t inputs = getInputs(term);
    for (int64_t target = 0; target < numTargets; ++target)
      for (int64_t i = 0; i < inputs; ++i)
        support[target].push_back(all || weight[target * inputs + i] != 0);
  }
  for (std::vector<bool> &row : support)
    row.resize(getNumFeatures(), true);
  return support;
}

void Unknowns::apply(RecoverySession &session,
                     const ColumnMatrix &change) const {
  int64_t offset = 0;
  auto add = [&](GlobalOp parameter, ArrayRef<float> old, int64_t inputs) {
    // Column by column of [inputs, O]: the order of the parameter's elements.
    ColumnMatrix part = change.middleRows(offset, inputs);
    std::vector<double> updated(old.begin(), old.end());
    for (auto [value, added] : llvm::zip_equal(updated, part.reshaped()))
      value += added;
    session.setValues(parameter, updated);
    offset += inputs;
  };
  ArrayRef<std::vector<float>> rest = values;
  for (auto [term, old] : llvm::zip(terms, rest))
    add(term.weight, old, getInputs(term));
  rest = rest.drop_front(terms.size());
  for (auto [bias, old] : llvm::zip(biases, rest))
    add(bias.vector, old, 1);
}
