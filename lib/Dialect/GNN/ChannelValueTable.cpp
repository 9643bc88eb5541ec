//===- ChannelValueTable.cpp - Value numbering of channels ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/ChannelValues.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

using Key = SmallVector<uint64_t>;

namespace {
/// What an interned key stands for; its first element.
enum KeyKind : uint64_t { constantKey, channelKey, signatureKey, valueKey };
} // namespace

static uint64_t identity(const void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer);
}

uint64_t ChannelValues::intern(ArrayRef<uint64_t> key) {
  if (auto known = interned.find(key); known != interned.end())
    return known->second;
  interned.try_emplace(key.copy(keys), nextNumber);
  return nextNumber++;
}

ChannelValue ChannelValues::makeConstant(double constant) {
  if (!std::isfinite(constant))
    return makeUnknown();
  constant += 0.0; // one zero, not two
  return {intern({constantKey, llvm::bit_cast<uint64_t>(constant)}), constant};
}

ChannelValue ChannelValues::makeResult(Operation *op, ArrayRef<uint64_t> key) {
  Key full = {channelKey, getSignature(op)};
  llvm::append_range(full, key);
  return {intern(full), std::nullopt};
}

/// Name and attributes: what distinguishes ops on the same operands.
uint64_t ChannelValues::getSignature(Operation *op) {
  auto [entry, isNew] = signatures.try_emplace(op);
  if (isNew)
    entry->second =
        intern({signatureKey, identity(op->getName().getAsOpaquePointer()),
                identity(op->getAttrDictionary().getAsOpaquePointer())});
  return entry->second;
}

ArrayRef<ChannelValue> ChannelValues::get(Value value) {
  if (auto known = channels.find(value); known != channels.end())
    return known->second;
  auto [entry, isNew] = unset.try_emplace(value);
  if (isNew)
    entry->second = makeEntries(value);
  return entry->second;
}

/// The constants of a parameter; fresh numbers for any other value.
std::vector<ChannelValue> ChannelValues::makeEntries(Value value) {
  std::vector<ChannelValue> entries;
  if (std::optional<ArrayRef<float>> elements = getParameterElements(value)) {
    for (float element : *elements)
      entries.push_back(makeConstant(element));
    return entries;
  }
  for (int64_t i = 0, e = getChannels(value); i < e; ++i)
    entries.push_back(makeUnknown());
  return entries;
}

void ChannelValues::set(Value result, std::vector<ChannelValue> values) {
  channels[result] = std::move(values);
}

void ChannelValues::setEqual(Value value, Value other) {
  if (isFeatures(value.getType()))
    set(value, get(other).vec());
  else
    numbers[value] = getNumber(other);
}

std::optional<ArrayRef<float>>
ChannelValues::getParameterElements(Value value) {
  auto [entry, isNew] = parameters.try_emplace(value);
  if (isNew) {
    ml_program::GlobalOp parameter = getParameter(value);
    if (parameter && hasParameterValues(parameter))
      if (auto elements = getParameterValues(parameter); succeeded(elements))
        entry->second = std::move(*elements);
  }
  if (!entry->second)
    return std::nullopt;
  return ArrayRef<float>(*entry->second);
}

uint64_t ChannelValues::getNumber(Value value) {
  if (auto known = numbers.find(value); known != numbers.end())
    return known->second;
  // In the order of the ops, operands are known. Out of order, as in a graph
  // region, there may be cycles, and chains of any length.
  constexpr unsigned maxDepth = 32;
  if (depth == maxDepth)
    return makeUnknown().number;
  ++depth;
  uint64_t number = computeNumber(value);
  --depth;
  return numbers[value] = number;
}

uint64_t ChannelValues::computeNumber(Value value) {
  Key key = {valueKey};
  if (isFeatures(value.getType()) || isChannelVector(value.getType())) {
    for (const ChannelValue &channel : get(value))
      key.push_back(channel.number);
    return intern(key);
  }
  auto op = value.getDefiningOp<ChannelOpInterface>();
  if (!op || op->getNumResults() != 1 || op->getNumRegions() != 0 ||
      !isMemoryEffectFree(op))
    return makeUnknown().number;
  key.push_back(getSignature(op));
  for (Value operand : op->getOperands())
    key.push_back(getNumber(operand));
  return intern(key);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Folds `op` where all its operands have folded, and remembers its result.
static void foldInto(Operation &op, DenseMap<Value, Attribute> &folded) {
  SmallVector<Attribute> operands;
  for (Value operand : op.getOperands())
    operands.push_back(folded.lookup(operand));
  SmallVector<OpFoldResult> results;
  if (op.getNumResults() != 1 || failed(op.fold(operands, results)) ||
      results.size() != 1)
    return;
  auto value = dyn_cast<Value>(results[0]);
  Attribute attr = value ? folded.lookup(value) : cast<Attribute>(results[0]);
  folded[op.getResult(0)] = attr;
}

std::optional<double> gnn::evaluateElement(ElementwiseOpInterface op,
                                           ArrayRef<double> operands) {
  Block block;
  OpBuilder builder(op.getContext());
  builder.setInsertionPointToStart(&block);
  SmallVector<Value> constants;
  for (double operand : operands)
    constants.push_back(arith::ConstantOp::create(
        builder, op.getLoc(), builder.getF64FloatAttr(operand)));
  Value result = op.buildElement(builder, op.getLoc(), constants);
  DenseMap<Value, Attribute> folded;
  for (Operation &each : block)
    foldInto(each, folded);
  auto number = dyn_cast_or_null<FloatAttr>(folded.lookup(result));
  return number ? std::optional(number.getValueAsDouble()) : std::nullopt;
}
