//===- HeadDotFusion.cpp - Which head dots share a loop -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/HeadDotFusion.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The first dot that reads some rows in a block.
using FirstDots = DenseMap<std::pair<Value, Block *>, Operation *>;
} // namespace

/// What is computed on the result may read something that is known only after
/// the host.
static const char *whyAlone(HeadDotOp dot, const ProductFusion &fusion) {
  return fusion.getReader(dot, dot.getResult())
             ? "an elementwise op is computed on its result"
             : nullptr;
}

HeadDotFusion HeadDotFusion::find(Operation *scope,
                                  const ProductFusion &fusion) {
  HeadDotFusion found;
  FirstDots first;
  scope->walk([&](HeadDotOp dot) {
    auto [host, isFirst] =
        first.try_emplace({dot.getX(), dot->getBlock()}, dot);
    if (isFirst)
      return;
    if (const char *reason = whyAlone(dot, fusion))
      found.obstacles.push_back({dot, reason});
    else
      found.add(dot, host->second);
  });
  return found;
}

void HeadDotFusion::add(HeadDotOp dot, Operation *host) {
  dots[host].push_back(dot);
  hosted.insert(dot);
}

ArrayRef<HeadDotOp> HeadDotFusion::getDots(Operation *host) const {
  auto found = dots.find(host);
  return found == dots.end() ? ArrayRef<HeadDotOp>() : found->second;
}
