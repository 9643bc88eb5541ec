//===- ChannelSelectionTest.cpp - Which channels go -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Transforms/Pruning/ChannelSelection.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"

#include <set>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

using Scores = std::vector<std::vector<double>>;
using Indices = std::vector<std::vector<int64_t>>;

namespace {
/// A chain of linear layers; those inside have channel groups that may be
/// pruned, of these widths.
class ChannelSelectionTest : public PruningTest {
protected:
  void makeChain(ArrayRef<int64_t> widths) {
    std::string text, globals;
    llvm::raw_string_ostream body(text), parameters(globals);
    body << "func.func @forward(%x0: tensor<?x3xf32>) -> tensor<?x2xf32> {\n";
    SmallVector<int64_t> all(widths);
    all.push_back(2);
    int64_t last = 3;
    for (auto [layer, width] : llvm::enumerate(all)) {
      std::string weight =
          llvm::formatv("tensor<{0}x{1}xf32>", width, last).str();
      parameters << llvm::formatv("ml_program.global private @l{0}.weight("
                                  "#ml_program.extern : {1}) : {1}\n",
                                  layer, weight);
      body << llvm::formatv(
          "%w{0} = ml_program.global_load_const @l{0}.weight : {1}\n"
          "%x{2} = gnn.linear %x{0}, %w{0} : (tensor<?x{3}xf32>, {1}) -> "
          "tensor<?x{4}xf32>\n",
          layer, weight, layer + 1, last, width);
      last = width;
    }
    body << "return %x" << all.size() << " : tensor<?x2xf32>\n}\n";
    module = parseSourceString<ModuleOp>(globals + text, &context);
    ASSERT_TRUE(module);
    groups = std::make_unique<ChannelGroups>(*module);
    inner.clear();
    for (auto [number, group] : llvm::enumerate(groups->getGroups()))
      if (group.frozen.empty())
        inner.push_back(number);
  }

  /// Scores of the inner layers, by channel.
  std::vector<double> spread(const Scores &scores) {
    std::vector<double> all(groups->getNumChannels(), 0.0);
    for (auto [number, own] : llvm::zip(inner, scores))
      for (auto [channel, score] :
           llvm::zip(groups->getGroups()[number].channels, own))
        all[channel] = score;
    return all;
  }

  /// The indices that go of each inner layer, in the order of going.
  Indices select(const Scores &scores, SelectionOptions options, double ratio) {
    ChannelSelection selection =
        ChannelSelector(*groups, spread(scores), options).select(ratio);
    Indices result(inner.size());
    for (const GroupSelection &each : selection) {
      size_t place = llvm::find(inner, each.group) - inner.begin();
      ArrayRef<unsigned> own = groups->getGroups()[each.group].channels;
      for (const SelectedChannel &selected : each.channels) {
        result[place].push_back(llvm::find(own, selected.channel) -
                                own.begin());
        EXPECT_EQ(selected.score, scores[place][result[place].back()]);
      }
    }
    return result;
  }

  OwningOpRef<ModuleOp> module;
  std::unique_ptr<ChannelGroups> groups;
  std::vector<unsigned> inner;
};
} // namespace

TEST(CountRemovals, TakesTheFloorAndKeepsOne) {
  EXPECT_EQ(countRemovals(64, 0.5, 1), 32);
  EXPECT_EQ(countRemovals(7, 0.5, 1), 3);
  EXPECT_EQ(countRemovals(100, 0.29, 1), 29);
  EXPECT_EQ(countRemovals(5, 1.0, 1), 4);
  EXPECT_EQ(countRemovals(1, 1.0, 1), 0);
}

TEST(CountRemovals, RoundsWhatStaysUp) {
  EXPECT_EQ(countRemovals(64, 0.6, 8), 32);
  EXPECT_EQ(countRemovals(6, 0.5, 4), 2);
  EXPECT_EQ(countRemovals(6, 0.2, 4), 0);
  EXPECT_EQ(countRemovals(6, 1.0, std::numeric_limits<int64_t>::max()), 0);
}

TEST_F(ChannelSelectionTest, TakesTheRatioOfEachLayer) {
  makeChain({4, 3});
  EXPECT_EQ(select({{4, 1, 3, 1}, {30, 20, 10}}, {}, 0.5),
            (Indices{{1, 3}, {2}}));
}

TEST_F(ChannelSelectionTest, RanksAllTogether) {
  makeChain({4, 4});
  SelectionOptions options{.scope = SelectionScope::global};
  // The last of the first layer stays, though it is lower than 10.
  EXPECT_EQ(select({{1, 2, 3, 4}, {10, 20, 30, 40}}, options, 0.5),
            (Indices{{0, 1, 2}, {0}}));
  EXPECT_EQ(select({{1, 2, 3, 4}, {10, 20, 30, 40}}, options, 1.0),
            (Indices{{0, 1, 2}, {0, 1, 2}}));
}

TEST_F(ChannelSelectionTest, NormalizesBeforeRanking) {
  makeChain({4, 4});
  SelectionOptions options{.scope = SelectionScope::global,
                           .normalizer = Normalizer::sum};
  // 0.1 0.2 0.3 0.4 twice.
  EXPECT_EQ(select({{1, 2, 3, 4}, {40, 30, 20, 10}}, options, 0.5),
            (Indices{{0, 1}, {3, 2}}));
}

TEST_F(ChannelSelectionTest, DividesByCosts) {
  makeChain({3, 3});
  SelectionOptions options{.scope = SelectionScope::global};
  Scores scores{{2, 3, 4}, {5, 6, 7}};
  EXPECT_EQ(select(scores, options, 0.34), (Indices{{0, 1}, {}}));
  options.costs.assign(groups->getGroups().size(), 1);
  options.costs[inner[1]] = 4;
  // 2 3 4 against 1.25 1.5 1.75.
  EXPECT_EQ(select(scores, options, 0.34), (Indices{{}, {0, 1}}));
}

TEST_F(ChannelSelectionTest, KeepsRatiosOfTheirOwn) {
  makeChain({4, 4, 4});
  SelectionOptions options{.scope = SelectionScope::global};
  options.ownRatios[inner[0]] = 0.25;
  options.ownRatios[inner[2]] = 0;
  Scores scores{{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}};
  EXPECT_EQ(select(scores, options, 0.5), (Indices{{0}, {0, 1}, {}}));
  EXPECT_EQ(
      ChannelSelector(*groups, spread(scores), options).getNumCandidates(), 4);
}

TEST_F(ChannelSelectionTest, FindsIsomorphicLayers) {
  makeChain({4, 6, 4});
  EXPECT_EQ(
      findIsomorphicGroups(*groups),
      (std::vector<std::vector<unsigned>>{{inner[0], inner[2]}, {inner[1]}}));
}

TEST_F(ChannelSelectionTest, RanksIsomorphicLayersAmongThemselves) {
  makeChain({4, 2, 4});
  SelectionOptions options{.scope = SelectionScope::global, .isomorphic = true};
  // Half of the eight of the outer two, and half of the two in the middle.
  EXPECT_EQ(select({{1, 2, 3, 9}, {100, 200}, {8, 5, 6, 7}}, options, 0.5),
            (Indices{{0, 1, 2}, {0}, {1}}));
}

//===----------------------------------------------------------------------===//
// Properties
//===----------------------------------------------------------------------===//

namespace {
class RandomSelection : public ChannelSelectionTest,
                        public testing::WithParamInterface<unsigned> {
protected:
  void SetUp() override {
    engine.seed(GetParam());
    makeChain({draw(1, 9), draw(1, 9), draw(1, 9)});
    std::uniform_real_distribution<double> any(0, 1);
    for (unsigned number : inner) {
      scores.emplace_back();
      for (size_t i = 0; i < groups->getGroups()[number].channels.size(); ++i)
        scores.back().push_back(any(engine));
    }
  }

  int64_t draw(int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(engine);
  }

  std::mt19937 engine;
  Scores scores;
};
} // namespace

TEST_P(RandomSelection, NeverEmptiesALayerAndGrowsWithTheRatio) {
  for (SelectionScope scope : {SelectionScope::layer, SelectionScope::global,
                               SelectionScope::hierarchical})
    for (Normalizer normalizer :
         {Normalizer::none, Normalizer::gaussian, Normalizer::lamp}) {
      SelectionOptions options{.scope = scope,
                               .normalizer = normalizer,
                               .isomorphic = draw(0, 1) == 1};
      Indices before(inner.size());
      for (double ratio = 0; ratio <= 1.0; ratio += 0.0625) {
        Indices now = select(scores, options, ratio);
        for (size_t i = 0; i < inner.size(); ++i) {
          EXPECT_LT(now[i].size(), scores[i].size());
          EXPECT_EQ(ArrayRef(now[i]).take_front(before[i].size()),
                    ArrayRef(before[i]));
        }
        before = now;
      }
      EXPECT_EQ(select(scores, options, 0), Indices(inner.size()));
    }
}

TEST_P(RandomSelection, RoundsWhatStays) {
  for (SelectionScope scope : {SelectionScope::layer, SelectionScope::global,
                               SelectionScope::hierarchical}) {
    SelectionOptions options{.scope = scope, .roundTo = draw(1, 5)};
    Indices removed = select(scores, options, 0.6);
    for (auto [own, gone] : llvm::zip(scores, removed))
      EXPECT_TRUE(gone.empty() ||
                  (own.size() - gone.size()) % options.roundTo == 0);
  }
}

/// Seats by the highest quotient, one after the other.
TEST_P(RandomSelection, HierarchicalIsDHondt) {
  size_t channels = 0;
  for (const auto &own : scores)
    channels += own.size();
  size_t seats = channels - channels / 2;
  std::vector<size_t> kept(scores.size(), 1);
  for (size_t given = scores.size(); given < seats; ++given) {
    size_t best = scores.size();
    double highest = -1;
    for (size_t i = 0; i < scores.size(); ++i) {
      double sum = 0;
      for (double score : scores[i])
        sum += score;
      if (kept[i] < scores[i].size() && sum / (kept[i] + 1) > highest) {
        highest = sum / (kept[i] + 1);
        best = i;
      }
    }
    ++kept[best];
  }
  Indices removed =
      select(scores, {.scope = SelectionScope::hierarchical}, 0.5);
  for (size_t i = 0; i < scores.size(); ++i)
    EXPECT_EQ(scores[i].size() - removed[i].size(), kept[i]);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomSelection, testing::Range(1u, 31u));
