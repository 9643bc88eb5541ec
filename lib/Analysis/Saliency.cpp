//===- Saliency.cpp - Weights to score ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// `[2, 0]` for the element at `offset` of a row-major tensor.
static std::string formatIndex(ArrayRef<int64_t> shape, int64_t offset) {
  SmallVector<std::string> index(shape.size());
  for (size_t d = shape.size(); d-- > 0; offset /= shape[d])
    index[d] = std::to_string(offset % shape[d]);
  return "[" + llvm::join(index, ", ") + "]";
}

FailureOr<std::vector<float>>
gnn::getFiniteParameterValues(GlobalOp parameter) {
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  if (failed(values))
    return failure();
  auto bad =
      llvm::find_if(*values, [](float value) { return !std::isfinite(value); });
  if (bad == values->end())
    return values;
  return parameter.emitError("parameter '")
         << parameter.getSymName() << "' expects finite values but element "
         << formatIndex(getParameterType(parameter).getShape(),
                        bad - values->begin())
         << " is "
         << (std::isnan(*bad) ? "nan"
             : *bad < 0       ? "-inf"
                              : "inf");
}

SmallVector<GlobalOp> gnn::getWeightMatrices(const ChannelGroups &groups) {
  llvm::DenseSet<Operation *> contracted;
  for (const ChannelContraction &contraction : groups.getContractions())
    if (GlobalOp weight = groups.getAxes()[contraction.weight].parameter)
      contracted.insert(weight);
  SmallVector<GlobalOp> matrices;
  for (GlobalOp parameter : getParameters(groups.getModule()))
    if (contracted.contains(parameter) &&
        getParameterType(parameter).getRank() == 2)
      matrices.push_back(parameter);
  return matrices;
}
