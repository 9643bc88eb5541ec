//===- Engine.cpp - Do data and function fit? -----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Engine.h"

#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

Engine::~Engine() = default;

Inputs gnn::getInputs(const Dataset &dataset) {
  return {dataset.graph, dataset.features, dataset.graphPtr};
}

namespace {
struct FeaturesShape {
  ArgumentKind kind;
  int64_t rows;
  int64_t columns;
};
} // namespace

static FeaturesShape describe(const Features &features) {
  if (auto *csr = std::get_if<CSRFeatures>(&features))
    return {ArgumentKind::CSRFeatures, csr->rows, csr->columns};
  auto &dense = std::get<DenseFeatures>(features);
  return {ArgumentKind::DenseFeatures, dense.rows, dense.columns};
}

static llvm::StringRef getStorageName(ArgumentKind kind) {
  return kind == ArgumentKind::CSRFeatures ? "CSR" : "dense";
}

/// "function "f": expects <expected> but the data has <got>".
static llvm::Error mismatch(const Signature &signature,
                            const llvm::Twine &expected,
                            const llvm::Twine &got) {
  return addContext("function " + quote(signature.function),
                    llvm::createStringError("expects " + expected +
                                            " but the data has " + got));
}

static llvm::Error checkFeatures(const Signature &signature,
                                 const Argument &argument,
                                 const Inputs &inputs) {
  FeaturesShape got = describe(inputs.features);
  if (got.columns != argument.columns)
    return mismatch(signature,
                    llvm::Twine(argument.columns) + " features per node",
                    llvm::Twine(got.columns));
  if (int64_t nodes = inputs.graph.getNumNodes(); got.rows != nodes)
    return mismatch(signature, "features of " + llvm::Twine(nodes) + " nodes",
                    llvm::Twine(got.rows));
  if (got.kind != argument.kind)
    return mismatch(signature, getStorageName(argument.kind) + " features",
                    getStorageName(got.kind));
  return llvm::Error::success();
}

llvm::Error gnn::checkInputs(const Signature &signature, const Inputs &inputs) {
  if (const Argument *features = signature.findFeatures())
    return checkFeatures(signature, *features, inputs);
  return llvm::Error::success();
}
