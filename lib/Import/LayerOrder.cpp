//===- LayerOrder.cpp - Every layer reads only layers before it -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelSpec.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// The layers from `from` to `to`, each reading the next, or nothing.
static std::vector<int64_t> findPath(const ModelSpec &spec, int64_t from,
                                     int64_t to) {
  constexpr int64_t unseen = -1;
  std::vector<int64_t> readBy(spec.layers.size(), unseen);
  SmallVector<int64_t> worklist = {from};
  readBy[from] = from;
  while (!worklist.empty() && readBy[to] == unseen) {
    int64_t reader = worklist.pop_back_val();
    for (int64_t input : spec.layers[reader].inputs) {
      if (input < 0 || readBy[input] != unseen)
        continue;
      readBy[input] = reader;
      worklist.push_back(input);
    }
  }
  if (readBy[to] == unseen)
    return {};
  std::vector<int64_t> path = {to};
  while (path.back() != from)
    path.push_back(readBy[path.back()]);
  return {path.rbegin(), path.rend()};
}

/// `layer` reads `later`, which does not come before it.
static LogicalResult refuse(const ModelSpec &spec, int64_t layer,
                            int64_t later) {
  std::vector<int64_t> path = findPath(spec, later, layer);
  const LayerSpec &reader = spec.layers[layer];
  if (path.empty())
    return emitError(reader.loc)
           << "expected layers in order but " << reader.where << " reads "
           << spec.getResultName(later) << ", which comes later";
  InFlightDiagnostic diagnostic = emitError(reader.loc);
  diagnostic << "expected layers without a cycle but "
             << spec.getResultName(layer) << " reads ";
  llvm::interleave(
      path, [&](int64_t step) { diagnostic << spec.getResultName(step); },
      [&] { diagnostic << ", which reads "; });
  return diagnostic;
}

LogicalResult gnn::checkOrder(const ModelSpec &spec) {
  for (auto [index, layer] : llvm::enumerate(spec.layers))
    for (int64_t input : layer.inputs)
      if (input >= int64_t(index))
        return refuse(spec, index, input);
  return success();
}
