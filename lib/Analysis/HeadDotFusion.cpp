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

/// The product or reduction that writes the rows that `dot` reads, or null.
static Operation *getWriter(HeadDotOp dot, const ProductFusion &products) {
  Operation *def = dot.getX().getDefiningOp();
  Operation *root = def ? products.getRoot(def) : nullptr;
  bool writesTiles = root && root->getBlock() == dot->getBlock() &&
                     products.computesTiles(root);
  return writesTiles ? root : nullptr;
}

HeadDotFusion HeadDotFusion::find(Operation *scope,
                                  const ProductFusion &products) {
  HeadDotFusion found;
  scope->walk([&](HeadDotOp dot) { found.findHost(dot, products); });
  return found;
}

const char *HeadDotFusion::whyNotBehind(Operation *writer,
                                        HeadDotOp dot) const {
  if (!writer)
    return "neither a dense product nor a reduction writes the rows that it "
           "reads";
  ArrayRef<HeadDotOp> others = getDots(writer);
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
  Operation *writer = getWriter(dot, products);
  const char *obstacle = whyNotBehind(writer, dot);
  if (!obstacle)
    return add(dot, writer);
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
