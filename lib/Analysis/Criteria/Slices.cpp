//===- Slices.cpp - Elements of a channel, parameter by parameter ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Slices.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <limits>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
/// The channels along one dimension of a parameter.
struct Dimension {
  Dimension(const ChannelGroups &groups, unsigned axis, ArrayRef<int64_t> shape)
      : groups(&groups), axis(axis), size(groups.getAxes()[axis].size) {
    for (int64_t each : shape.drop_front(groups.getAxes()[axis].dim + 1))
      inner *= each;
  }

  /// Of the element at `offset` of the row-major tensor.
  unsigned getChannel(int64_t offset) const {
    return groups->getChannel(axis, offset / inner % size);
  }

  const ChannelGroups *groups;
  unsigned axis;
  int64_t size;
  int64_t inner = 1;
};
} // namespace

static SmallVector<Dimension> getDimensions(const ChannelGroups &groups,
                                            GlobalOp parameter) {
  ArrayRef<int64_t> shape = getParameterType(parameter).getShape();
  SmallVector<Dimension> dimensions;
  for (size_t dim = 0; dim < shape.size(); ++dim)
    if (auto axis = groups.findAxis(parameter, dim))
      if (!groups.getAxes()[*axis].measured)
        dimensions.emplace_back(groups, *axis, shape);
  return dimensions;
}

static void visitDimension(ArrayRef<float> values, const Dimension &dimension,
                           ArrayRef<Dimension> earlier,
                           function_ref<void(const SliceElement &)> visit) {
  for (auto [offset, value] : llvm::enumerate(values)) {
    unsigned channel = dimension.getChannel(offset);
    bool repeated = llvm::any_of(earlier, [&, at = offset](const Dimension &d) {
      return d.getChannel(at) == channel;
    });
    visit({channel, dimension.axis, value, repeated});
  }
}

LogicalResult
gnn::forEachSliceElement(ScoringContext &context,
                         function_ref<void(const SliceElement &)> visit) {
  const ChannelGroups &groups = context.getGroups();
  for (GlobalOp parameter : getParameters(groups.getModule())) {
    FailureOr<ArrayRef<float>> values = context.getValues(parameter);
    if (failed(values))
      return failure();
    SmallVector<Dimension> dimensions = getDimensions(groups, parameter);
    for (auto [number, dimension] : llvm::enumerate(dimensions))
      visitDimension(*values, dimension,
                     ArrayRef(dimensions).take_front(number), visit);
  }
  return success();
}

Slice &gnn::getSlice(Slices &slices, unsigned axis) {
  if (slices.empty() || slices.back().axis != axis)
    slices.push_back({axis});
  return slices.back();
}

/// The outputs of the first weight that has the channel among them; where none
/// has, the first slice.
static const Slice &getFirst(const ChannelGroups &groups,
                             ArrayRef<Slice> slices) {
  for (const Slice &slice : slices) {
    const ChannelAxis &axis = groups.getAxes()[slice.axis];
    if (axis.dim == 0 && getParameterType(axis.parameter).getRank() >= 2)
      return slice;
  }
  return slices.front();
}

static constexpr double largestNumber = std::numeric_limits<double>::max();

static double reduce(const ChannelGroups &groups, ArrayRef<Slice> slices,
                     GroupReduction reduction) {
  double sum = 0, largest = 0, product = 1;
  for (const Slice &slice : slices) {
    sum += slice.number;
    largest = std::max(largest, slice.number);
    product = std::min(product * slice.number, largestNumber);
  }
  switch (reduction) {
  case GroupReduction::sum:
    return sum;
  case GroupReduction::mean:
    return sum / double(slices.size());
  case GroupReduction::max:
    return largest;
  case GroupReduction::product:
    return product;
  case GroupReduction::first:
    return getFirst(groups, slices).number;
  }
  return sum;
}

double gnn::reduceSlices(const ChannelGroups &groups, ArrayRef<Slice> slices,
                         GroupReduction reduction) {
  if (slices.empty())
    return 0;
  return std::min(reduce(groups, slices, reduction), largestNumber);
}
