//===- HeadDotFusion.cpp - Which head dots share a loop -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/HeadDotFusion.h"

#include "gnn-opt/Analysis/ProductFusion.h"

using namespace mlir;
using namespace mlir::gnn;

static int64_t countHeads(HeadDotOp dot) {
  return getChannels(dot.getResult());
}

/// The product that writes the rows that `dot` reads, or null.
static LinearOp getProduct(HeadDotOp dot, const ProductFusion &products) {
  Operation *def = dot.getX().getDefiningOp();
  auto product = dyn_cast_or_null<LinearOp>(def ? products.getRoot(def) : def);
  bool writesTiles = product && product->getBlock() == dot->getBlock() &&
                     products.computesTiles(product);
  return writesTiles ? product : nullptr;
}

HeadDotFusion HeadDotFusion::find(Operation *scope,
                                  const ProductFusion &products) {
  HeadDotFusion found;
  scope->walk([&](HeadDotOp dot) { found.findHost(dot, products); });
  return found;
}

const char *HeadDotFusion::whyNotBehind(LinearOp product, HeadDotOp dot) const {
  if (!product)
    return "no dense product writes the rows that it reads";
  ArrayRef<HeadDotOp> others = getDots(product);
  if (!others.empty() && countHeads(others.front()) != countHeads(dot))
    return "another one that reads its rows has another number of heads";
  return nullptr;
}

void HeadDotFusion::findHost(HeadDotOp dot, const ProductFusion &products) {
  auto addFirst = [&] {
    Rows rows(dot.getX(), countHeads(dot), dot->getBlock());
    return first.try_emplace(rows, dot).first->second;
  };
  // It may read what is known only after the host.
  if (products.getReader(dot, dot.getResult())) {
    obstacles.push_back({dot, "an elementwise op is computed on its result"});
    addFirst();
    return;
  }
  LinearOp product = getProduct(dot, products);
  const char *obstacle = whyNotBehind(product, dot);
  if (!obstacle)
    return add(dot, product);
  obstacles.push_back({dot, obstacle});
  if (HeadDotOp host = addFirst(); host != dot)
    add(dot, host);
}

void HeadDotFusion::add(HeadDotOp dot, Operation *host) {
  dots[host].push_back(dot);
  hosted.insert(dot);
}

ArrayRef<HeadDotOp> HeadDotFusion::getDots(Operation *host) const {
  auto found = dots.find(host);
  return found == dots.end() ? ArrayRef<HeadDotOp>() : found->second;
}
