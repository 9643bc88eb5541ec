//===- ChannelValues.h - What is known of channels before running ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Global value numbering, one number a channel: for every channel of every
// value its constant, or a number that channels share only if they are equal in
// every row, for every graph and every finite input. Ops say how their results
// follow from their operands (ChannelOpInterface::getChannelValues).
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_CHANNELVALUES_H
#define GNN_OPT_DIALECT_GNN_CHANNELVALUES_H

#include "gnn-opt/Dialect/GNN/Interfaces.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Allocator.h"

#include <vector>

namespace mlir::gnn {

struct ChannelValue {
  /// Equal numbers: equal in every row.
  uint64_t number;
  /// The value in every row, where there is one; always finite.
  std::optional<double> constant;

  bool isZero() const { return constant && *constant == 0; }
};

class ChannelValues {
public:
  /// The channels of features, or the entries of a vector of one value a
  /// channel. What nobody has set gets a number of its own for each channel.
  ArrayRef<ChannelValue> get(Value value);

  /// Sets the channels of a result; `channels` has one element a channel.
  void set(Value result, std::vector<ChannelValue> channels);

  /// Takes `value`, such as an argument of another function, to be `other`.
  void setEqual(Value value, Value other);

  /// Whether something was set: false for what an opaque op computes.
  bool isSet(Value value) const { return channels.contains(value); }

  /// The elements of a parameter, row-major; nothing where `value` is no
  /// parameter or has no values.
  std::optional<ArrayRef<float>> getParameterElements(Value value);

  /// One number for a whole value: a graph, a vector over nodes, features.
  uint64_t getNumber(Value value);

  /// A channel that is `constant` in every row, or unknown where that is not
  /// finite.
  ChannelValue makeConstant(double constant);

  /// A channel that equals no other.
  ChannelValue makeUnknown() { return {nextNumber++, std::nullopt}; }

  /// The channel that `op`, with its name and attributes, computes from `key`
  /// and nothing else. The same `key` gives an equal channel.
  ChannelValue makeResult(Operation *op, ArrayRef<uint64_t> key);

private:
  uint64_t intern(ArrayRef<uint64_t> key);
  uint64_t getSignature(Operation *op);
  uint64_t computeNumber(Value value);
  std::vector<ChannelValue> makeEntries(Value value);

  uint64_t nextNumber = 0;
  /// How many getNumber() are under way.
  unsigned depth = 0;
  /// The keys live in one piece of memory: each channel has one.
  llvm::BumpPtrAllocator keys;
  DenseMap<ArrayRef<uint64_t>, uint64_t> interned;
  DenseMap<Value, std::vector<ChannelValue>> channels;
  DenseMap<Value, std::vector<ChannelValue>> unset;
  DenseMap<Value, std::optional<std::vector<float>>> parameters;
  DenseMap<Value, uint64_t> numbers;
  DenseMap<Operation *, uint64_t> signatures;
};

/// The element that an op computes from elements that are all constant, by
/// folding what it lowers to; nothing where that does not fold. The arith and
/// math dialects must be loaded.
std::optional<double> evaluateElement(ElementwiseOpInterface op,
                                      ArrayRef<double> operands);

} // namespace mlir::gnn

#endif // GNN_OPT_DIALECT_GNN_CHANNELVALUES_H
