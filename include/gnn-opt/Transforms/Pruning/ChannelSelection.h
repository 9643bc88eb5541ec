//===- ChannelSelection.h - Which channels go -------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From scores to a choice. Nothing here changes the module, and of a group that
// may be pruned one channel always stays.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_CHANNELSELECTION_H
#define GNN_OPT_TRANSFORMS_PRUNING_CHANNELSELECTION_H

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Analysis/Normalizer.h"

#include <map>

namespace mlir::gnn {

/// How a ratio of all channels becomes a number for each group. Groups compete
/// in `global` and `hierarchical`, by scores that are normalised for each group
/// and divided by costs; R of all their channels go.
enum class SelectionScope {
  /// Each group loses the ratio of its own channels.
  layer,
  /// The R lowest of one ranking go.
  global,
  /// As `layer`, from the last group to the first, each scored when those after
  /// it are gone: the order in which GCNP (Zhou et al., "Accelerating large
  /// scale real-time GNN inference using channel pruning", 2021) applies its
  /// budgets. ChannelPruning.h has what this takes.
  backward,
  /// A group keeps channels in proportion to the sum of its scores, as seats
  /// are
  /// given by D'Hondt's rule: R times, the group with the least sum over number
  /// of channels left loses one.
  hierarchical,
};

std::optional<SelectionScope> parseSelectionScope(StringRef name);
/// `layer, global, ...`, for messages.
StringRef listSelectionScopes();

struct SelectionOptions {
  SelectionScope scope = SelectionScope::layer;
  Normalizer normalizer = Normalizer::none;
  /// Groups compete with isomorphic ones only (Fang et al., "Isomorphic pruning
  /// for vision models", 2024): those with channels on as many axes of the same
  /// kinds and sizes. The ratio is taken in each such class.
  bool isomorphic = false;
  /// The number of channels that stay in a group that loses any is rounded up
  /// to a multiple of this, at least 1.
  int64_t roundTo = 1;
  /// By number of the group: its own ratio, which no budget changes. Such a
  /// group does not compete.
  std::map<unsigned, double> ownRatios = {};
  /// By number of the group: what a channel of it costs, more than 0; empty
  /// where all cost alike.
  std::vector<double> costs = {};
};

struct SelectedChannel {
  unsigned channel;
  double score;
};

/// What goes of one group, the least important first.
struct GroupSelection {
  /// Its number.
  unsigned group;
  std::vector<SelectedChannel> channels;
};

/// For each group that loses channels, in the order of groups.
using ChannelSelection = std::vector<GroupSelection>;

/// The numbers of all channels selected.
std::vector<unsigned> getChannels(const ChannelSelection &selection);

/// The `count` channels of the lowest scores, in the order of the scores.
std::vector<SelectedChannel>
selectLowest(const ChannelGroup &group, ArrayRef<double> scores, int64_t count);

/// Selects from groups that are not frozen. Borrows `groups`.
class ChannelSelector {
public:
  /// `scores` are finite, by channel. Options must be in range.
  ChannelSelector(const ChannelGroups &groups, std::vector<double> scores,
                  SelectionOptions options);

  /// Channels of all groups without a ratio of their own: a selection changes
  /// with ratios of k over this number, and no finer.
  int64_t getNumCandidates() const { return numCandidates; }

  /// Of a larger ratio, 0 to 1, the selection has all channels and more, but in
  /// the rounding to multiples. `floor(ratio * n)` of n channels go, of a group
  /// or a class of groups; with the lower score first, and the lower number
  /// where scores are equal.
  ChannelSelection select(double ratio) const;

private:
  /// Of a group, how many channels go.
  using Counts = std::map<unsigned, int64_t>;
  struct Removal {
    double key;
    unsigned group;
  };

  Counts countAlone(double ratio) const;
  std::vector<std::vector<unsigned>> getCompeting() const;
  void countCompeting(ArrayRef<unsigned> competing, double ratio,
                      Counts &counts) const;
  std::vector<Removal> orderRemovals(ArrayRef<unsigned> competing) const;

  const ChannelGroups &groups;
  std::vector<double> scores;
  /// As they compete; by channel.
  std::vector<double> keys;
  SelectionOptions options;
  int64_t numCandidates = 0;
};

/// `floor(ratio * size)`; 0.29 * 100, a little less than 29, counts as 29.
int64_t takeRatio(int64_t size, double ratio);

/// How many of `size` channels, at least 1, go: `floor(ratio * size)`, less to
/// keep one, and a multiple of `roundTo`.
int64_t countRemovals(int64_t size, double ratio, int64_t roundTo);

/// Sorts groups that may be pruned into classes of isomorphic ones; each class
/// has the numbers of its groups, in their order.
std::vector<std::vector<unsigned>>
findIsomorphicGroups(const ChannelGroups &groups);

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_CHANNELSELECTION_H
