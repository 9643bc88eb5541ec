//===- ChannelGroups.h - Which slices must go together ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Closes the links of ChannelOpInterface over a module, by union-find over
// (value or parameter, dimension, index). No example run is needed, and no op
// is known here.
//
// An *axis* is one dimension of a value, or of a parameter; all loads of one
// parameter are one thing, so that a parameter shared by two layers ties them.
// A *channel* is one class of the union-find: all indices, on all axes, that
// must stay or go together. A *group* is the set of channels on the same axes,
// such as the hidden channels of a layer: the set from which a ratio is taken.
//
// A group is frozen where a channel of it can be seen from outside: arguments
// and results of functions, operands of ops without the interface, public
// parameters, numbers of heads.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_CHANNELGROUPS_H
#define GNN_OPT_ANALYSIS_CHANNELGROUPS_H

#include "gnn-opt/Dialect/GNN/Interfaces.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace mlir::gnn {

struct ChannelAxis {
  /// Null for a parameter.
  Value value;
  /// Null for a value.
  ml_program::GlobalOp parameter;
  unsigned dim = 0;
  int64_t size = 0;
  /// Holds measured statistics, not trained weights.
  bool measured = false;
  /// Holds the trained factors of a normalisation.
  bool scale = false;
  /// Some link other than a contraction names the axis.
  bool copied = false;
  /// Why none of its indices may go; empty where they may.
  std::string frozen = {};
  /// An op whose result channels depend on each other through this axis.
  Operation *coupledBy = nullptr;
  /// Its channels are whole heads; see ChannelGroupsOptions::wholeHeads.
  bool inHeads = false;

  /// `@conv1.bias dim 0`, or `result of 'gnn.relu' dim 1`.
  std::string describe() const;
};

/// One index of one axis.
struct ChannelMember {
  unsigned axis;
  int64_t index;
};

struct ChannelGroup {
  /// What users type. The first parameter with these channels as its dimension
  /// 0 (its outputs) gives the name: `conv1` for `conv1.lin.weight`,
  /// `conv1.nn.0` for `conv1.nn.0.weight`. See ChannelGroups::find for the
  /// names accepted.
  std::string name;
  /// Increasing numbers of axes.
  SmallVector<unsigned> axes;
  /// The channels, in the order of their indices.
  std::vector<unsigned> channels = {};
  /// Why no channel may go; empty where they may.
  std::string frozen = {};
  /// An op that makes the group's channels depend on each other, or null.
  Operation *coupledBy = nullptr;
  /// The channels are whole heads.
  bool inHeads = false;
};

/// An op that sums over channels: index `i` of `features` meets index
/// `link.offset + i (mod link.modulus)` of `weight`.
struct ChannelContraction {
  Operation *op;
  unsigned features;
  unsigned weight;
  ChannelLink link;

  int64_t getWeightIndex(int64_t index) const {
    return link.offset + (link.modulus ? index % link.modulus : index);
  }
};

struct ChannelGroupsOptions {
  /// Whether channels of function arguments (input features) may go.
  bool pruneInputs = false;
  /// Whether a channel of attention is a whole head, rather than the same
  /// channel of every head.
  bool wholeHeads = false;
  /// Indices of all axes together. What is beyond is frozen: no model is as
  /// wide, but IR may say so.
  int64_t maxIndices = int64_t(1) << 25;
};

class ChannelGroups {
public:
  explicit ChannelGroups(ModuleOp module, ChannelGroupsOptions options = {});

  ModuleOp getModule() const { return module; }
  ArrayRef<ChannelAxis> getAxes() const { return axes; }
  ArrayRef<ChannelGroup> getGroups() const { return groups; }
  ArrayRef<ChannelContraction> getContractions() const { return contractions; }
  /// Ops with a link that leads beyond an axis, or has too many channels: what
  /// they say beside is not known.
  ArrayRef<Operation *> getUnknownOps() const { return unknownOps; }

  unsigned getNumChannels() const { return firstMember.size() - 1; }

  /// All indices that are this channel, by axis and then by index.
  ArrayRef<ChannelMember> getMembers(unsigned channel) const {
    return ArrayRef(members).slice(
        firstMember[channel], firstMember[channel + 1] - firstMember[channel]);
  }

  /// The channel at an index of an axis.
  unsigned getChannel(unsigned axis, int64_t index) const {
    return channelOfNode[firstNode[axis] + index];
  }

  /// The axis of a value, seen through parameter loads; nothing where no link
  /// names it.
  std::optional<unsigned> findAxis(Value value, unsigned dim) const;
  std::optional<unsigned> findAxis(ml_program::GlobalOp parameter,
                                   unsigned dim) const;

  /// The group called `name`, or the only one with a parameter that has its
  /// channels as outputs and is called `name` or `name.` and more. Errors list
  /// the names there are.
  llvm::Expected<const ChannelGroup *> find(StringRef name) const;

  /// All groups of that name, or with a parameter as above: those of a part of
  /// the model. At least one.
  llvm::Expected<SmallVector<const ChannelGroup *>>
  findAll(StringRef name) const;

private:
  friend class ChannelGroupsBuilder;

  ModuleOp module;
  std::vector<ChannelAxis> axes;
  /// The union-find's number of index 0 of each axis.
  std::vector<unsigned> firstNode;
  std::vector<unsigned> channelOfNode;
  /// By channel; those of channel c start at firstMember[c].
  std::vector<ChannelMember> members;
  std::vector<unsigned> firstMember = {0};
  std::vector<ChannelGroup> groups;
  std::vector<ChannelContraction> contractions;
  std::vector<Operation *> unknownOps;
  DenseMap<std::pair<Value, unsigned>, unsigned> axisOfValue;
  DenseMap<std::pair<Operation *, unsigned>, unsigned> axisOfParameter;
};

/// Whether every reader of the parameter multiplies with it, so that it may be
/// stored sparse.
bool isOnlyMultiplied(const ChannelGroups &groups,
                      ml_program::GlobalOp parameter);

/// The layer that a parameter is of, as in ChannelGroup::name.
StringRef getLayerName(ml_program::GlobalOp parameter);

/// Names each group by the rule at ChannelGroup::name. No two get one name.
void nameChannelGroups(ArrayRef<ChannelAxis> axes,
                       MutableArrayRef<ChannelGroup> groups);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_CHANNELGROUPS_H
