//===- RemoveChannels.cpp - Take channels out of a module -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Pruning/RemoveChannels.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/TensorTypes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
/// For each dimension of a tensor the indices that stay; absent where all do.
using KeptIndices = SmallVector<std::optional<SmallVector<int64_t>>, 4>;

/// A parameter's new content, computed before anything changes.
struct SlicedParameter {
  GlobalOp parameter;
  RankedTensorType type;
  std::vector<float> values;
  OriginalChannels channels;
};

class ChannelRemoval {
public:
  ChannelRemoval(const ChannelGroups &groups, ArrayRef<unsigned> channels)
      : groups(groups), goes(groups.getNumChannels()) {
    for (unsigned channel : channels)
      goes.set(channel);
  }

  LogicalResult plan();
  void apply();

private:
  LogicalResult planAxis(unsigned axis);
  LogicalResult slice(GlobalOp parameter, const KeptIndices &kept);

  const ChannelGroups &groups;
  llvm::BitVector goes;
  llvm::MapVector<Operation *, KeptIndices> keptOfParameter;
  llvm::MapVector<Value, KeptIndices> keptOfValue;
  std::vector<SlicedParameter> sliced;
};
} // namespace

static void setKept(KeptIndices &kept, unsigned dim,
                    SmallVector<int64_t> indices) {
  if (kept.size() <= dim)
    kept.resize(dim + 1);
  kept[dim] = std::move(indices);
}

static RankedTensorType shrink(RankedTensorType type, const KeptIndices &kept) {
  SmallVector<int64_t> shape(type.getShape());
  for (auto [dim, indices] : llvm::enumerate(kept))
    if (indices)
      shape[dim] = indices->size();
  return RankedTensorType::get(shape, type.getElementType(),
                               type.getEncoding());
}

/// `values` without the indices of one dimension that do not stay.
static std::vector<float> sliceDim(ArrayRef<float> values,
                                   ArrayRef<int64_t> shape, unsigned dim,
                                   ArrayRef<int64_t> kept) {
  int64_t outer = 1, inner = 1;
  for (int64_t size : shape.take_front(dim))
    outer *= size;
  for (int64_t size : shape.drop_front(dim + 1))
    inner *= size;
  std::vector<float> result;
  result.reserve(outer * kept.size() * inner);
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t index : kept)
      llvm::append_range(result,
                         values.slice((o * shape[dim] + index) * inner, inner));
  return result;
}

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

LogicalResult ChannelRemoval::planAxis(unsigned number) {
  const ChannelAxis &axis = groups.getAxes()[number];
  SmallVector<int64_t> kept;
  for (int64_t i = 0; i < axis.size; ++i)
    if (!goes.test(groups.getChannel(number, i)))
      kept.push_back(i);
  if (static_cast<int64_t>(kept.size()) == axis.size)
    return success();
  if (!axis.frozen.empty())
    return emitError(groups.getModule().getLoc(),
                     "expects to keep all channels of ")
           << axis.describe() << " (" << axis.frozen << ") but got "
           << axis.size - kept.size() << " to remove";
  if (kept.empty())
    return emitError(groups.getModule().getLoc(),
                     "expects to keep a channel of ")
           << axis.describe() << " but got all " << axis.size << " to remove";
  KeptIndices &all = axis.parameter ? keptOfParameter[axis.parameter]
                                    : keptOfValue[axis.value];
  setKept(all, axis.dim, std::move(kept));
  return success();
}

LogicalResult ChannelRemoval::slice(GlobalOp parameter,
                                    const KeptIndices &kept) {
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  FailureOr<OriginalChannels> channels = OriginalChannels::read(parameter);
  if (failed(values) || failed(channels))
    return failure();
  RankedTensorType type = getParameterType(parameter);
  SmallVector<int64_t> shape(type.getShape());
  for (auto [dim, indices] : llvm::enumerate(kept)) {
    if (!indices)
      continue;
    *values = sliceDim(*values, shape, dim, *indices);
    shape[dim] = indices->size();
    channels->keep(dim, *indices);
  }
  sliced.push_back({parameter, shrink(type, kept), std::move(*values),
                    std::move(*channels)});
  return success();
}

LogicalResult ChannelRemoval::plan() {
  for (unsigned axis = 0, e = groups.getAxes().size(); axis < e; ++axis)
    if (failed(planAxis(axis)))
      return failure();
  for (auto &[parameter, kept] : keptOfParameter)
    if (failed(slice(cast<GlobalOp>(parameter), kept)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Applying
//===----------------------------------------------------------------------===//

static void shrinkValue(Value value, const KeptIndices &kept) {
  value.setType(shrink(cast<RankedTensorType>(value.getType()), kept));
}

/// A function says which of the data's features an argument has left, and its
/// type follows its arguments.
static void shrinkArgument(BlockArgument argument, const KeptIndices &kept) {
  auto function =
      dyn_cast_or_null<FunctionOpInterface>(argument.getOwner()->getParentOp());
  if (function && isFeatures(argument.getType()))
    keepFeatures(function, argument.getArgNumber(), getChannels(argument),
                 *kept[1]);
  shrinkValue(argument, kept);
  if (function)
    function.setFunctionTypeAttr(TypeAttr::get(function.cloneTypeWith(
        function.front().getArgumentTypes(), function.getResultTypes())));
}

/// Statistics of inputs of which some are gone fit no longer. Those of a weight
/// that only lost outputs stay.
static void dropStaleStatistics(GlobalOp parameter, RankedTensorType newType) {
  if (getNumInputs(parameter) == newType.getShape().back() ||
      !dropFeatureStatistics(parameter))
    return;
  remark::analysis(parameter.getLoc(),
                   remark::RemarkOpts::name("RemoveChannels").category("prune"))
      << remark::add("statistics of {0} dropped with its inputs",
                     parameter.getSymName());
}

void ChannelRemoval::apply() {
  for (SlicedParameter &each : sliced) {
    dropStaleStatistics(each.parameter, each.type);
    setParameterValues(each.parameter, each.type, each.values);
    each.channels.write(each.parameter);
  }
  for (auto &[value, kept] : keptOfValue) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      shrinkArgument(argument, kept);
    else
      shrinkValue(value, kept);
  }
  ModuleOp(groups.getModule()).walk([](ChannelOpInterface op) {
    op.followChannels();
  });
}

LogicalResult gnn::removeChannels(const ChannelGroups &groups,
                                  ArrayRef<unsigned> channels) {
  ChannelRemoval removal(groups, channels);
  if (failed(removal.plan()))
    return failure();
  removal.apply();
  return verify(groups.getModule());
}
