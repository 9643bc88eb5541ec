//===- Planter.h - Dead channels in random models ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_PLANTER_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_PLANTER_H

#include "PruningFixture.h"

namespace mlir::gnn::test {

/// A channel by an index of dimension 0 of a parameter.
struct PlantedChannel {
  std::string parameter;
  int64_t index;
  /// The channel that it equals, of a duplicate.
  std::optional<int64_t> twin;
};

/// Changes slices of parameters of some channels, at random, in each group that
/// may be pruned. Each plant takes other channels.
class Planter {
  using GlobalOp = ml_program::GlobalOp;

public:
  Planter(ModuleOp module, unsigned seed) : groups(module) {
    for (const ChannelContraction &each : groups.getContractions())
      reading.insert(each.weight);
    std::mt19937 engine(seed);
    for (const ChannelGroup &group : groups.getGroups()) {
      if (!group.frozen.empty())
        continue;
      shuffled.push_back(group.channels);
      std::shuffle(shuffled.back().begin(), shuffled.back().end(), engine);
    }
  }

  ArrayRef<PlantedChannel> getPlanted() const { return planted; }

  /// A channel that nobody reads.
  void plantUnread() {
    plant([&](unsigned channel) {
      changeSlices(channel, [&](unsigned axis, unsigned, float) {
        return reading.contains(axis) ? std::optional(0.0f) : std::nullopt;
      });
    });
  }

  /// A channel whose weights are all zero, and its biases unless `keepsBias`.
  void plantConstant(bool keepsBias) {
    plant([&](unsigned channel) {
      changeSlices(channel, [&](unsigned axis, unsigned rank, float) {
        bool stays = reading.contains(axis) || (rank == 1 && keepsBias);
        return stays ? std::nullopt : std::optional(0.0f);
      });
    });
  }

  /// A channel with no positive weight or bias: never positive where what it
  /// reads is never negative.
  void plantNeverPositive() {
    plant([&](unsigned channel) {
      changeSlices(channel, [&](unsigned axis, unsigned, float value) {
        return reading.contains(axis) ? std::nullopt
                                      : std::optional(-std::abs(value));
      });
    });
  }

  /// Two channels that are computed in the same way.
  void plantDuplicate() {
    for (ArrayRef<unsigned> channels : shuffled) {
      unsigned channel = channels[next], other = channels[next + 1];
      for (auto [member, twin] :
           llvm::zip(groups.getMembers(channel), groups.getMembers(other)))
        if (!reading.contains(member.axis))
          copy(member, twin.index);
      remember(channel, other);
    }
    next += 2;
  }

private:
  void plant(function_ref<void(unsigned channel)> change) {
    for (ArrayRef<unsigned> channels : shuffled) {
      change(channels[next]);
      remember(channels[next], std::nullopt);
    }
    ++next;
  }

  void remember(unsigned channel, std::optional<unsigned> twin) {
    for (auto [number, member] : llvm::enumerate(groups.getMembers(channel))) {
      const ChannelAxis &axis = groups.getAxes()[member.axis];
      if (!axis.parameter || axis.dim != 0)
        continue;
      PlantedChannel each{GlobalOp(axis.parameter).getSymName().str(),
                          member.index, std::nullopt};
      if (twin)
        each.twin = groups.getMembers(*twin)[number].index;
      planted.push_back(std::move(each));
      return;
    }
  }

  /// `change` gives the new value of an element, or nothing where it stays.
  void
  changeSlices(unsigned channel,
               function_ref<std::optional<float>(unsigned axis, unsigned rank,
                                                 float value)>
                   change) {
    for (const ChannelMember &member : groups.getMembers(channel)) {
      const ChannelAxis &axis = groups.getAxes()[member.axis];
      GlobalOp parameter = axis.parameter;
      if (!parameter)
        continue;
      RankedTensorType type = getParameterType(parameter);
      auto values = getParameterValues(parameter);
      forEachElement(parameter, axis.dim, member.index, [&](size_t element) {
        float &value = (*values)[element];
        value = change(member.axis, type.getRank(), value).value_or(value);
      });
      setParameterValues(parameter, type, *values);
    }
  }

  /// Gives a slice the values of slice `from`.
  void copy(const ChannelMember &to, int64_t from) {
    const ChannelAxis &axis = groups.getAxes()[to.axis];
    GlobalOp parameter = axis.parameter;
    if (!parameter)
      return;
    auto values = getParameterValues(parameter);
    std::vector<float> slice;
    forEachElement(parameter, axis.dim, from, [&](size_t element) {
      slice.push_back((*values)[element]);
    });
    size_t position = 0;
    forEachElement(parameter, axis.dim, to.index, [&](size_t element) {
      (*values)[element] = slice[position++];
    });
    setParameterValues(parameter, getParameterType(parameter), *values);
  }

  ChannelGroups groups;
  DenseSet<unsigned> reading;
  /// The channels of each group.
  std::vector<std::vector<unsigned>> shuffled;
  /// How many of each are taken.
  unsigned next = 0;
  std::vector<PlantedChannel> planted;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_PLANTER_H
