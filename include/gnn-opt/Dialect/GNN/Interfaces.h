//===- Interfaces.h - What ops say about channels, cost, elements ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_INTERFACES_H
#define GNN_OPT_DIALECT_GNN_INTERFACES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace mlir::gnn {

class ChannelValues;
class DifferenceRanges;
class ValueRanges;

/// One dimension of a value, whose indices are channels.
struct ChannelDim {
  Value value;
  unsigned dim;
};

/// Channel `i` of `from` is channel `offset + i` of `to`, where a modulus is
/// given `offset + i mod modulus`. Both must stay or go together.
struct ChannelLink {
  ChannelDim from;
  ChannelDim to;
  int64_t offset = 0;
  int64_t modulus = 0;
  /// The op sums over this channel: its result has no such channel, and a zero
  /// on either side makes the other side unread.
  bool contracted = false;
  /// `from` holds measured statistics, not trained weights: the channel's
  /// importance does not show in them.
  bool measured = false;
  /// `from` holds the trained factors of a normalisation.
  bool scale = false;
  /// Heads of so many channels lie side by side in `from`, and `to` has one
  /// index a head, or is `from`. Where channels go, all of `to` stays, and a
  /// modulus has every head keep the same ones. Where whole heads go, channel
  /// `i` goes with the others of its head and with index `i / headWidth` of
  /// `to`, and links with a modulus count for nothing.
  int64_t headWidth = 0;
  /// Where contracted: the operand, absent or a `tensor<Oxf32>`, that the op
  /// adds to each row of the sums. A constant channel can be folded into it.
  std::optional<MutableOperandRange> bias = std::nullopt;
};

/// The graph that a function runs on. A batch of graphs is one graph, `graphs`
/// of them side by side.
struct Workload {
  int64_t nodes = 0;
  int64_t edges = 0;
  /// How many of the edges are self loops.
  int64_t selfLoops = 0;
  int64_t graphs = 1;
  /// Stored elements of sparse input features; all of them where absent.
  std::optional<int64_t> featureNonzeros = std::nullopt;
};

/// The sizes of the values of a function on some workload, and of the vectors
/// that compute them, for ops to ask.
class ValueSizes {
public:
  virtual ~ValueSizes() = default;

  virtual int64_t getNodes() const = 0;
  /// Rows of features or of a vector of node values; 1 for an absent value.
  virtual int64_t getRows(Value value) const = 0;
  virtual int64_t getEdges(Value graph) const = 0;
  virtual int64_t getSelfLoops() const = 0;
  virtual int64_t getGraphs() const = 0;
  /// Elements that are stored: all of a dense value, the nonzeros of a sparse.
  virtual int64_t getElements(Value value) const = 0;
  /// The f32 elements of a vector of the machine.
  virtual int64_t getVectorElements() const = 0;
};

/// Rows of the first operand that is features, or the number of nodes.
int64_t getRowsOfFirstFeatures(Operation *op, const ValueSizes &sizes);

/// Multiply-adds, and the bytes read and written at least once; then what a
/// time depends on beside these, see TimeModel. Sums beyond an int64 stay at
/// its largest value.
struct Cost {
  int64_t multiplyAdds = 0;
  int64_t bytesRead = 0;
  int64_t bytesWritten = 0;

  /// Of `bytesRead`, rows read by index, and the size of what they are in.
  int64_t bytesGathered = 0;
  int64_t gatheredFrom = 0;
  /// Rows that are reduced over a list of indices, and all of these indices.
  int64_t listedRows = 0;
  int64_t listedIndices = 0;
  /// Of `multiplyAdds`, those of dense products, outputs padded to whole
  /// vectors and to register tiles.
  int64_t tiledMultiplyAdds = 0;
  /// Of `multiplyAdds`, those with a weight that is stored sparsely.
  int64_t sparseMultiplyAdds = 0;
  /// Exponentials, logarithms and the like.
  int64_t exponentials = 0;

  Cost &operator+=(const Cost &other) {
    multiplyAdds = add(multiplyAdds, other.multiplyAdds);
    bytesRead = add(bytesRead, other.bytesRead);
    bytesWritten = add(bytesWritten, other.bytesWritten);
    bytesGathered = add(bytesGathered, other.bytesGathered);
    gatheredFrom = std::max(gatheredFrom, other.gatheredFrom);
    listedRows = add(listedRows, other.listedRows);
    listedIndices = add(listedIndices, other.listedIndices);
    tiledMultiplyAdds = add(tiledMultiplyAdds, other.tiledMultiplyAdds);
    sparseMultiplyAdds = add(sparseMultiplyAdds, other.sparseMultiplyAdds);
    exponentials = add(exponentials, other.exponentials);
    return *this;
  }

  /// Both are at least 0.
  static int64_t add(int64_t a, int64_t b) {
    return a > std::numeric_limits<int64_t>::max() - b
               ? std::numeric_limits<int64_t>::max()
               : a + b;
  }
};

/// `operations` on every element of the first operand, and `exponentials`.
Cost getCostPerElement(Operation *op, const ValueSizes &sizes,
                       int64_t operations, int64_t exponentials);

/// Gives an op that cost.
template <int64_t operations, int64_t exponentials> struct PerElement {
  template <typename ConcreteOp>
  class Impl
      : public OpTrait::TraitBase<ConcreteOp,
                                  PerElement<operations, exponentials>::Impl> {
  public:
    Cost getCost(const ValueSizes &sizes) {
      return getCostPerElement(this->getOperation(), sizes, operations,
                               exponentials);
    }
  };
};

/// A copy of a row-linear op whose `operand` is `x`, features of any width.
Value cloneRowMap(OpBuilder &builder, OpOperand &operand, Value x);

/// Marks the published layers, which `gnn-decompose-layers` writes in core ops.
template <typename ConcreteOp>
class PublishedLayer : public OpTrait::TraitBase<ConcreteOp, PublishedLayer> {};

/// Marks the ops that reduce rows over neighbours or over the nodes of a graph.
template <typename ConcreteOp>
class RowReduction : public OpTrait::TraitBase<ConcreteOp, RowReduction> {};

/// Marks the ops whose rows are those of the first operand plus multiples of
/// the same rows of the second.
template <typename ConcreteOp>
class RowSum : public OpTrait::TraitBase<ConcreteOp, RowSum> {};

} // namespace mlir::gnn

#include "dialects/Interfaces/ChannelOpInterface.h.inc"
#include "dialects/Interfaces/CostOpInterface.h.inc"
#include "dialects/Interfaces/ElementwiseOpInterface.h.inc"
#include "dialects/Interfaces/RowLinearOpInterface.h.inc"
#include "dialects/Interfaces/ValueRangeOpInterface.h.inc"

#endif // GNN_OPT_DIALECT_GNN_INTERFACES_H
