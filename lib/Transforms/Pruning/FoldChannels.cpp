//===- FoldChannels.cpp - Move what a channel does elsewhere --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FoldChannels.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/MapVector.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalLoadConstOp;
using ml_program::GlobalOp;

/// `values` as float32, or an error on the parameter that they are for.
static FailureOr<std::vector<float>> round(GlobalOp parameter,
                                           ArrayRef<double> values) {
  std::vector<float> rounded(values.begin(), values.end());
  for (float value : rounded)
    if (!std::isfinite(value))
      return parameter.emitError("parameter '")
             << parameter.getSymName()
             << "' expects to stay in the range of float32 but what is folded "
                "into it does not";
  return rounded;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// What the reader's bias gains, one number an output channel. The weight is
/// `out x in`.
static FailureOr<std::vector<double>>
computeShift(const ChannelGroups &groups, ChannelValues &values,
             const ChannelContraction &reader, const DenseSet<unsigned> &goes) {
  GlobalOp weight = groups.getAxes()[reader.weight].parameter;
  ArrayRef<ChannelValue> features = values.get(reader.link.from.value);
  std::vector<int64_t> constants;
  for (int64_t i = 0, e = features.size(); i < e; ++i)
    if (goes.contains(groups.getChannel(reader.features, i)) &&
        features[i].constant)
      constants.push_back(i);
  if (!weight || constants.empty())
    return std::vector<double>();
  FailureOr<std::vector<float>> elements = getParameterValues(weight);
  if (failed(elements))
    return failure();
  ArrayRef<int64_t> shape = getParameterType(weight).getShape();
  std::vector<double> shift(shape[0], 0.0);
  for (int64_t o = 0; o < shape[0]; ++o)
    for (int64_t i : constants)
      shift[o] += double((*elements)[o * shape[1] + reader.getWeightIndex(i)]) *
                  *features[i].constant;
  return shift;
}

/// `conv.lin.bias` for `conv.lin.weight`, `w_bias` for `w`.
static std::string nameOfBias(GlobalOp weight) {
  StringRef name = weight.getSymName();
  return name.contains('.') ? (name.rsplit('.').first + ".bias").str()
                            : (name + "_bias").str();
}

static void assignLoad(const ChannelContraction &reader, GlobalOp parameter) {
  OpBuilder builder(reader.op);
  MutableOperandRange bias = *reader.link.bias;
  bias.assign(createParameterLoad(builder, reader.op->getLoc(), parameter));
}

/// A new bias, whose entries are called what the rows of the weight are.
static LogicalResult addBias(const ChannelContraction &reader, GlobalOp weight,
                             ArrayRef<double> shift) {
  auto type = RankedTensorType::get({static_cast<int64_t>(shift.size())},
                                    getParameterType(weight).getElementType());
  FailureOr<std::vector<float>> values = round(weight, shift);
  FailureOr<OriginalChannels> rows = OriginalChannels::read(weight);
  if (failed(values) || failed(rows))
    return failure();
  GlobalOp bias = createParameter(weight, nameOfBias(weight), type, *values);
  FailureOr<OriginalChannels> entries = OriginalChannels::read(bias);
  if (failed(entries))
    return failure();
  entries->copyDim(0, *rows, 0);
  entries->write(bias);
  assignLoad(reader, bias);
  return success();
}

/// Whether the operand is all that reads the parameter.
static bool isOnlyUse(GlobalOp parameter, Value load) {
  return parameter.isPrivate() && getParameterLoads(parameter).size() == 1 &&
         load.hasOneUse();
}

static LogicalResult shiftBias(const ChannelContraction &reader, Value operand,
                               ArrayRef<double> shift) {
  GlobalOp bias = getParameter(operand);
  FailureOr<std::vector<float>> old = getParameterValues(bias);
  if (failed(old))
    return failure();
  std::vector<double> sums(old->begin(), old->end());
  for (auto [sum, more] : llvm::zip(sums, shift))
    sum += more;
  FailureOr<std::vector<float>> values = round(bias, sums);
  if (failed(values))
    return failure();
  if (isOnlyUse(bias, operand)) {
    setParameterValues(bias, getParameterType(bias), *values);
    return success();
  }
  GlobalOp copy =
      createParameter(bias, bias.getSymName(), getParameterType(bias), *values);
  copy->setDiscardableAttrs(bias->getDiscardableAttrDictionary());
  assignLoad(reader, copy);
  if (operand.use_empty())
    operand.getDefiningOp()->erase();
  return success();
}

LogicalResult gnn::foldConstants(const ChannelGroups &groups,
                                 ChannelValues &values,
                                 ArrayRef<DeadChannel> dead) {
  DenseSet<unsigned> goes;
  for (const DeadChannel &each : dead)
    goes.insert(each.channel);
  for (const ChannelContraction &reader : groups.getContractions()) {
    if (!reader.link.bias)
      continue;
    auto shift = computeShift(groups, values, reader, goes);
    if (failed(shift))
      return failure();
    if (llvm::all_of(*shift, [](double each) { return each == 0; }))
      continue;
    OperandRange bias = *reader.link.bias;
    LogicalResult done =
        bias.empty()
            ? addBias(reader, groups.getAxes()[reader.weight].parameter, *shift)
            : shiftBias(reader, bias.front(), *shift);
    if (failed(done))
      return failure();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Duplicates
//===----------------------------------------------------------------------===//

/// Adds slice `from`, times a factor, to slice `to` in one dimension of a
/// row-major tensor.
static void addSlice(MutableArrayRef<double> values, ArrayRef<int64_t> shape,
                     unsigned dim, int64_t from, int64_t to, double factor) {
  int64_t outer = 1, inner = 1;
  for (int64_t size : shape.take_front(dim))
    outer *= size;
  for (int64_t size : shape.drop_front(dim + 1))
    inner *= size;
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t i = 0; i < inner; ++i)
      values[(o * shape[dim] + to) * inner + i] +=
          factor * values[(o * shape[dim] + from) * inner + i];
}

LogicalResult gnn::mergeDuplicates(const ChannelGroups &groups,
                                   ArrayRef<DeadChannel> dead) {
  SmallVector<ChannelMerge> merges;
  for (const DeadChannel &each : dead)
    merges.push_back({each.channel, *each.survivor});
  return mergeChannels(groups, merges);
}

LogicalResult gnn::mergeChannels(const ChannelGroups &groups,
                                 ArrayRef<ChannelMerge> merges) {
  llvm::MapVector<Operation *, std::vector<double>> changed;
  for (const ChannelMerge &each : merges) {
    auto pairs = pairSlices(groups, each.channel, each.survivor);
    if (!pairs)
      return failure();
    for (auto [slice, to] : *pairs) {
      const ChannelAxis &axis = groups.getAxes()[slice.first];
      GlobalOp weight = axis.parameter;
      auto [entry, isNew] = changed.try_emplace(weight.getOperation());
      if (isNew) {
        FailureOr<std::vector<float>> values = getParameterValues(weight);
        if (failed(values))
          return failure();
        entry->second.assign(values->begin(), values->end());
      }
      addSlice(entry->second, getParameterType(weight).getShape(), axis.dim,
               slice.second, to, each.factor);
    }
  }
  for (auto &[op, sums] : changed) {
    auto weight = cast<GlobalOp>(op);
    FailureOr<std::vector<float>> values = round(weight, sums);
    if (failed(values))
      return failure();
    setParameterValues(weight, getParameterType(weight), *values);
  }
  return success();
}
