//===- GatherProfileTest.cpp - Miss ratios of known orders ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GatherProfile.h"

#include "gtest/gtest.h"

using namespace mlir::gnn;

/// One row of the graph that gathers `sources` in turn, on as many nodes as
/// given.
static Graph gathering(std::vector<int32_t> sources, int64_t nodes) {
  Graph graph;
  graph.rowPtr.assign(nodes + 1, sources.size());
  graph.rowPtr[0] = 0;
  graph.colIdx = std::move(sources);
  return graph;
}

TEST(GatherProfileTest, UniformRowsMissWhatIsNotCached) {
  GatherProfile profile = GatherProfile::uniform();
  EXPECT_DOUBLE_EQ(profile.getMissRatio(2), 0);
  EXPECT_DOUBLE_EQ(profile.getMissRatio(1), 0);
  EXPECT_DOUBLE_EQ(profile.getMissRatio(0.5), 0.5);
  EXPECT_NEAR(profile.getMissRatio(0.25), 0.75, 1e-12);
  EXPECT_NEAR(profile.getMissRatio(0), 1, 1e-9);
}

/// 0 1 ... 15 0 1 ... 15: every reuse is 16 distinct rows away.
TEST(GatherProfileTest, ACycleFitsOrMissesAsAWhole) {
  std::vector<int32_t> sources;
  for (int i = 0; i < 320; ++i)
    sources.push_back(i % 16);
  GatherProfile profile = GatherProfile::measure(gathering(sources, 64));
  EXPECT_DOUBLE_EQ(profile.getMissRatio(1.0 / 8), 1);
  EXPECT_DOUBLE_EQ(profile.getMissRatio(1.0 / 4), 16.0 / 320);
}

/// A row twice in a row is found by any cache; half of the gathers are new.
TEST(GatherProfileTest, NeighboursHitTheSmallestCache) {
  std::vector<int32_t> sources;
  for (int i = 0; i < 256; ++i)
    sources.insert(sources.end(), 2, i);
  GatherProfile profile = GatherProfile::measure(gathering(sources, 256));
  EXPECT_DOUBLE_EQ(profile.getMissRatio(1.0 / 256), 0.5);
  EXPECT_DOUBLE_EQ(profile.getMissRatio(0.5), 0.5);
}

/// More gathers than are sampled: a hub that takes half of them still shows.
TEST(GatherProfileTest, ASampleShowsWhatIsLocal) {
  std::vector<int32_t> sources;
  constexpr int32_t nodes = 1 << 16;
  for (int32_t i = 0; i < 4 * nodes; ++i)
    sources.insert(sources.end(), 8, i % nodes);
  GatherProfile profile = GatherProfile::measure(gathering(sources, nodes));
  EXPECT_NEAR(profile.getMissRatio(1.0 / 64), 1.0 / 8, 1e-3);
}

TEST(GatherProfileTest, WithoutEdgesAnythingGoes) {
  EXPECT_DOUBLE_EQ(GatherProfile::measure(Graph{}).getMissRatio(0.5), 0.5);
  EXPECT_DOUBLE_EQ(GatherProfile::measure(Graph{{0, 0, 0}, {}}).getMissRatio(1),
                   0);
}
