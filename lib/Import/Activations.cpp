//===- Activations.cpp - Activation layers of PyTorch ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keyword arguments and defaults: torch.nn, version 2.
//
//===----------------------------------------------------------------------===//

#include "LayerTable.h"

using namespace mlir;
using namespace mlir::gnn;

template <typename OpTy> static Value buildPlain(LayerBuilder &b) {
  b.keywords.ignore({"inplace"});
  return OpTy::create(b.builder, b.loc, b.input());
}

/// An op with one attribute of type f64.
template <typename OpTy>
static Value buildWithNumber(LayerBuilder &b, double value) {
  b.keywords.ignore({"inplace"});
  return OpTy::create(b.builder, b.loc, b.input(),
                      b.builder.getF64FloatAttr(value));
}

static Value buildLeakyReLU(LayerBuilder &b) {
  return buildWithNumber<LeakyReluOp>(
      b, b.keywords.number("negative_slope", 0.01));
}

static Value buildELU(LayerBuilder &b) {
  return buildWithNumber<EluOp>(b, b.keywords.number("alpha", 1.0));
}

static Value buildDropout(LayerBuilder &b) {
  double p = b.keywords.number("p", 0.5);
  if (p < 0.0 || p > 1.0)
    b.keywords.fail("expected \"p\" to be from 0 to 1");
  return buildWithNumber<DropoutOp>(b, p);
}

static Value buildGELU(LayerBuilder &b) {
  bool tanh = b.keywords.word("approximate", {"none", "tanh"}) == "tanh";
  return GeluOp::create(b.builder, b.loc, b.input(), tanh);
}

/// Over channels; rows have two dimensions.
static Value buildLogSoftmax(LayerBuilder &b) {
  int64_t dim = b.keywords.integer("dim", -1);
  if (dim != -1 && dim != 1)
    b.keywords.fail("expected \"dim\" to be -1 or 1 but got " + Twine(dim));
  return LogSoftmaxOp::create(b.builder, b.loc, b.input());
}

void gnn::addActivations(LayerTable &table) {
  table["ReLU"] = {LayerRole::Rows, buildPlain<ReluOp>};
  table["LeakyReLU"] = {LayerRole::Rows, buildLeakyReLU};
  table["ELU"] = {LayerRole::Rows, buildELU};
  table["GELU"] = {LayerRole::Rows, buildGELU};
  table["Sigmoid"] = {LayerRole::Rows, buildPlain<SigmoidOp>};
  table["Tanh"] = {LayerRole::Rows, buildPlain<TanhOp>};
  table["Dropout"] = {LayerRole::Rows, buildDropout};
  table["LogSoftmax"] = {LayerRole::Rows, buildLogSoftmax};
  table["log_softmax"] = {LayerRole::Rows, buildLogSoftmax};
}
