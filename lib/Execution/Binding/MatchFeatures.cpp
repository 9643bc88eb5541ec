//===- MatchFeatures.cpp - Features and function, made to fit -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/MatchFeatures.h"

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/SparseFeatures.h"

using namespace mlir;
using namespace mlir::gnn;

/// Whether the least feature is zero, as gnn.normalize_features takes it to be
/// for sparse features: none is negative, and not every one is stored.
static bool mayStaySparse(const CSRFeatures &features) {
  if (llvm::any_of(features.values, [](float value) { return value < 0; }))
    return false;
  int64_t stored = features.values.size();
  return stored < features.rows * features.columns ||
         llvm::is_contained(features.values, 0.0f);
}

static llvm::Error takeFeatures(func::FuncOp function,
                                const Signature &signature, Dataset &dataset) {
  const Argument *argument = signature.findFeatures();
  if (!argument)
    return llvm::Error::success();
  int64_t columns = argument->columns;
  auto left = getOriginalFeatures(
      function, argument - signature.arguments.data(), columns);
  int64_t have = dataset.getNumFeatures();
  if (!left || left->empty() || have == columns)
    return llvm::Error::success();
  if (left->back() >= have)
    return llvm::createStringError(
        "function " + quote(function.getSymName()) + ": expects feature " +
        llvm::Twine(left->back()) + " but the data has " + llvm::Twine(have));
  dataset.features = selectColumns(dataset.features, *left);
  return llvm::Error::success();
}

llvm::Error gnn::selectFeatures(func::FuncOp function, Dataset &dataset) {
  auto signature = getInputSignature(function);
  if (!signature)
    return signature.takeError();
  return takeFeatures(function, *signature, dataset);
}

llvm::Error gnn::matchFeatureStorage(func::FuncOp function, Dataset &dataset) {
  auto signature = getInputSignature(function);
  if (!signature)
    return signature.takeError();
  const Argument *argument = signature->findFeatures();
  if (!argument)
    return llvm::Error::success();
  if (llvm::Error error = takeFeatures(function, *signature, dataset))
    return error;
  bool wantsDense = argument->kind == ArgumentKind::DenseFeatures;
  auto *csr = std::get_if<CSRFeatures>(&dataset.features);
  if (!csr && !wantsDense)
    dataset.features = toCSR(std::get<DenseFeatures>(dataset.features));
  if (!csr || !wantsDense)
    return llvm::Error::success();
  if (!mayStaySparse(*csr)) {
    dataset.features = toDense(*csr);
    return llvm::Error::success();
  }
  if (failed(setSparseFeatures(function)))
    return llvm::createStringError("function " + quote(signature->function) +
                                   " cannot read sparse features");
  return llvm::Error::success();
}
