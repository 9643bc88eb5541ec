//===- DenseCosts.cpp - Operations and bytes of products ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CostFormulas.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// Of a register tile, at least: fewer are bound by loads of x. Two vectors of
/// AVX2, one of AVX-512.
static constexpr int64_t tileOutputs = 16;

static int64_t rounded(double count) {
  constexpr auto largest = std::numeric_limits<int64_t>::max();
  return count < double(largest) ? int64_t(std::round(count)) : largest;
}

/// The vectors of a row of outputs, in whole tiles. None has more lanes than
/// there are outputs, and each takes the time of a whole one: 7 outputs are two
/// vectors of 4.
static int64_t countVectors(int64_t outputs, int64_t vectorElements) {
  uint64_t widest = std::max<int64_t>(std::min(outputs, vectorElements), 1);
  return llvm::alignTo(llvm::divideCeil(outputs, llvm::bit_floor(widest)),
                       llvm::divideCeil(tileOutputs, vectorElements));
}

/// What a dense x times a weight does beside multiply-adds: register tiles of
/// whole vectors, without the blocks that are zero, or a list of weights for
/// each output.
static Cost denseProduct(Value x, Value weight, int64_t adds,
                         const ValueSizes &sizes) {
  auto type = cast<RankedTensorType>(weight.getType());
  Cost cost;
  if (isa_and_nonnull<CSRAttr>(type.getEncoding()))
    cost.sparseMultiplyAdds = adds;
  else if (isSparse(type))
    cost.tiledMultiplyAdds = adds;
  else
    cost.tiledMultiplyAdds =
        times({sizes.getRows(x), type.getDimSize(1),
               countVectors(type.getDimSize(0), sizes.getVectorElements()),
               sizes.getVectorElements()});
  return cost;
}

/// What sparse rows do beside: each stored element reads the weight's column.
static Cost sparseRows(Value x, Value weight, const ValueSizes &sizes) {
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  Cost cost;
  cost.listedRows = sizes.getRows(x);
  cost.listedIndices = sizes.getElements(x);
  cost.bytesGathered = getFloatBytes({sizes.getElements(x), shape[0]});
  cost.gatheredFrom = getFloatBytes(shape);
  cost.bytesRead = cost.bytesGathered;
  return cost;
}

Cost gnn::getProductCost(Value x, Value weight, const ValueSizes &sizes) {
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  double perColumn = double(sizes.getElements(weight)) /
                     double(std::max<int64_t>(shape[1], 1));
  int64_t adds = rounded(double(sizes.getElements(x)) * perColumn);
  Cost cost = {adds, getBytes(x, sizes),
               getFloatBytes({sizes.getRows(x), shape[0]})};
  if (isSparse(x.getType()))
    return cost += sparseRows(x, weight, sizes);
  cost.bytesRead = Cost::add(cost.bytesRead, getBytes(weight, sizes));
  return cost += denseProduct(x, weight, adds, sizes);
}

Cost LinearOp::getCost(const ValueSizes &sizes) {
  return getProductCost(getX(), getWeight(), sizes);
}
