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

/// Whether indices increase, from 0 or more to what any dimension may have.
static bool areIndices(ArrayRef<int64_t> indices) {
  constexpr int64_t limit = int64_t(1) << 40;
  return indices.empty() ||
         (indices.front() >= 0 && indices.back() < limit &&
          std::adjacent_find(indices.begin(), indices.end(),
                             std::greater_equal<int64_t>()) == indices.end());
}

/// One dimension: `unit`, or as many increasing indices as it has.
static LogicalResult readDim(GlobalOp parameter, Attribute attr, int64_t size,
                             std::optional<SmallVector<int64_t>> &dim) {
  if (isa<UnitAttr>(attr))
    return success();
  auto indices = dyn_cast<DenseI64ArrayAttr>(attr);
  if (!indices || indices.size() != size || !areIndices(indices))
    return wrongAttribute(parameter)
           << "hold unit or " << size << " increasing indices but got " << attr;
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

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

std::optional<SmallVector<int64_t>>
gnn::getOriginalFeatures(FunctionOpInterface function, unsigned argument,
                         int64_t size) {
  auto indices =
      function.getArgAttrOfType<DenseI64ArrayAttr>(argument, attributeName);
  if (!indices || indices.size() != size || !areIndices(indices))
    return std::nullopt;
  return llvm::to_vector(indices.asArrayRef());
}

void gnn::keepFeatures(FunctionOpInterface function, unsigned argument,
                       int64_t size, ArrayRef<int64_t> kept) {
  auto original = getOriginalFeatures(function, argument, size);
  SmallVector<int64_t> left;
  for (int64_t index : kept)
    left.push_back(original ? (*original)[index] : index);
  function.setArgAttr(argument, attributeName,
                      DenseI64ArrayAttr::get(function.getContext(), left));
}
