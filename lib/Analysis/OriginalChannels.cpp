//===- OriginalChannels.cpp - What an index was before pruning ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static constexpr StringLiteral attributeName = "gnn.channels";

static InFlightDiagnostic wrongAttribute(GlobalOp parameter) {
  return parameter.emitError("parameter '")
         << parameter.getSymName() << "' expects " << attributeName << " to ";
}

/// One dimension: `unit`, or as many increasing indices as it has.
static LogicalResult readDim(GlobalOp parameter, Attribute attr, int64_t size,
                             std::optional<SmallVector<int64_t>> &dim) {
  if (isa<UnitAttr>(attr))
    return success();
  auto indices = dyn_cast<DenseI64ArrayAttr>(attr);
  if (!indices || indices.size() != size)
    return wrongAttribute(parameter)
           << "hold unit or " << size << " indices but got " << attr;
  dim = llvm::to_vector(indices.asArrayRef());
  return success();
}

FailureOr<OriginalChannels> OriginalChannels::read(GlobalOp parameter) {
  OriginalChannels result;
  ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
  result.context = parameter.getContext();
  result.dims.resize(shape.size());
  Attribute attr = parameter->getDiscardableAttr(attributeName);
  if (!attr)
    return result;
  auto array = dyn_cast<ArrayAttr>(attr);
  if (!array || array.size() != shape.size())
    return wrongAttribute(parameter)
           << "have " << shape.size() << " elements but got " << attr;
  for (auto [each, size, dim] : llvm::zip(array, shape, result.dims))
    if (failed(readDim(parameter, each, size, dim)))
      return failure();
  return result;
}

void OriginalChannels::keep(unsigned dim, ArrayRef<int64_t> kept) {
  SmallVector<int64_t> indices;
  for (int64_t index : kept)
    indices.push_back(get(dim, index));
  dims[dim] = std::move(indices);
}

void OriginalChannels::write(GlobalOp parameter) const {
  if (llvm::none_of(dims, [](const auto &dim) { return dim.has_value(); })) {
    parameter->removeDiscardableAttr(attributeName);
    return;
  }
  SmallVector<Attribute> attrs;
  for (const auto &dim : dims)
    attrs.push_back(dim ? Attribute(DenseI64ArrayAttr::get(context, *dim))
                        : UnitAttr::get(context));
  parameter->setDiscardableAttr(attributeName, ArrayAttr::get(context, attrs));
}
