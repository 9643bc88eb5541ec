//===- SpreadParameters.cpp - Removed channels as zeros -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ModelComparison.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// For each index of a dimension of `small` the index of `large` that was the
/// same one originally; nothing where some index has none.
static std::optional<SmallVector<int64_t>>
matchIndices(const OriginalChannels &small, int64_t smallSize,
             const OriginalChannels &large, int64_t largeSize, unsigned dim) {
  DenseMap<int64_t, int64_t> indexOf;
  for (int64_t i = 0; i < largeSize; ++i)
    indexOf[large.get(dim, i)] = i;
  SmallVector<int64_t> matched;
  for (int64_t i = 0; i < smallSize; ++i) {
    auto found = indexOf.find(small.get(dim, i));
    if (found == indexOf.end())
      return std::nullopt;
    matched.push_back(found->second);
  }
  return matched;
}

/// The values of `small` in the shape of `large`.
static std::optional<std::vector<float>> spread(GlobalOp small,
                                                GlobalOp large) {
  ArrayRef<int64_t> from = getParameterType(small).getShape();
  ArrayRef<int64_t> to = getParameterType(large).getShape();
  auto smallChannels = OriginalChannels::read(small);
  auto largeChannels = OriginalChannels::read(large);
  auto values = getParameterValues(small);
  if (from.size() != to.size() || failed(smallChannels) ||
      failed(largeChannels) || failed(values))
    return std::nullopt;
  // The position in `large` of each element, dimension by dimension.
  std::vector<int64_t> positions = {0};
  for (auto [dim, sizes] : llvm::enumerate(llvm::zip(from, to))) {
    auto [smallSize, largeSize] = sizes;
    auto matched =
        matchIndices(*smallChannels, smallSize, *largeChannels, largeSize, dim);
    if (!matched)
      return std::nullopt;
    std::vector<int64_t> next;
    for (int64_t position : positions)
      for (int64_t index : *matched)
        next.push_back(position * largeSize + index);
    positions = std::move(next);
  }
  std::vector<float> result(getParameterType(large).getNumElements(), 0);
  for (auto [position, value] : llvm::zip_equal(positions, *values))
    result[position] = value;
  return result;
}

OwningOpRef<ModuleOp> gnn::spreadParameters(ModuleOp first, ModuleOp second) {
  SmallVector<GlobalOp> parameters = getParameters(first);
  if (parameters.size() != getParameters(second).size())
    return nullptr;
  // What does not fit is an answer here, not an error.
  ScopedDiagnosticHandler silence(first.getContext(),
                                  [](Diagnostic &) { return success(); });
  OwningOpRef<ModuleOp> copy = first.clone();
  for (GlobalOp large : parameters) {
    auto small = second.lookupSymbol<GlobalOp>(large.getSymName());
    auto values = small ? spread(small, large) : std::nullopt;
    if (!values)
      return nullptr;
    setParameterValues(copy->lookupSymbol<GlobalOp>(large.getSymName()),
                       getParameterType(large), *values);
  }
  return copy;
}
