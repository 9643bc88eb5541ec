//===- RowWeightsTest.cpp - How much each row counts ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/RowWeights.h"

#include "gtest/gtest.h"

using namespace mlir::gnn;

/// Four nodes with in-degrees 2, 0, 1 and 3; node 3 has no label.
static Dataset makeNodes() {
  Dataset dataset;
  dataset.graph = {{0, 2, 2, 3, 6}, {1, 2, 0, 0, 1, 3}};
  dataset.features = DenseFeatures{4, 1, {0, 0, 0, 0}};
  dataset.labels = {0, 0, 1, -1};
  dataset.masks["train"] = {1, 0, 1, 0};
  dataset.masks["val"] = {0, 1, 0, 0};
  dataset.masks["test"] = {0, 0, 0, 0};
  return dataset;
}

/// Three graphs of 2, 0 and 2 nodes over makeNodes().
static Dataset makeGraphs() {
  Dataset dataset = makeNodes();
  dataset.graphPtr = {0, 2, 2, 4};
  dataset.labels = {1, 0, 0};
  dataset.masks = {{"train", {1, 1, 0}}};
  dataset.fold = {0, 1, 0};
  return dataset;
}

static std::vector<double> toVector(const Vector &weights) {
  return {weights.begin(), weights.end()};
}

static std::vector<double> nodesOf(const Dataset &dataset,
                                   llvm::StringRef split,
                                   llvm::StringRef weighting) {
  return toVector(
      llvm::cantFail(computeRowWeights(dataset, split, weighting)).nodes);
}

static std::string complaint(const Dataset &dataset, llvm::StringRef split,
                             llvm::StringRef weighting) {
  auto weights = computeRowWeights(dataset, split, weighting);
  EXPECT_FALSE(bool(weights));
  return weights ? "" : llvm::toString(weights.takeError());
}

using Values = std::vector<double>;

TEST(RowWeightsTest, NodesOfASplit) {
  Dataset dataset = makeNodes();
  EXPECT_EQ(nodesOf(dataset, "train", "uniform"), Values({1, 0, 1, 0}));
  EXPECT_EQ(nodesOf(dataset, "all", "uniform"), Values({1, 1, 1, 1}));
  EXPECT_EQ(nodesOf(dataset, "all", "train"), Values({1, 0, 1, 0}));
  EXPECT_EQ(nodesOf(dataset, "all", "degree"), Values({2, 0, 1, 3}));
  EXPECT_EQ(nodesOf(dataset, "train", "degree"), Values({2, 0, 1, 0}));
}

TEST(RowWeightsTest, ClassesHaveTheSameTotal) {
  // Three labelled nodes, two classes: 1.5 each.
  EXPECT_EQ(nodesOf(makeNodes(), "all", "class"), Values({0.75, 0.75, 1.5, 0}));
}

TEST(RowWeightsTest, NodesCountAsTheirGraph) {
  Dataset dataset = makeGraphs();
  EXPECT_EQ(nodesOf(dataset, "train", "uniform"), Values({1, 1, 0, 0}));
  EXPECT_EQ(nodesOf(dataset, "fold:0", "uniform"), Values({1, 1, 1, 1}));
  EXPECT_EQ(nodesOf(dataset, "all", "class"), Values({1.5, 1.5, 0.75, 0.75}));
  EXPECT_EQ(nodesOf(dataset, "all", "degree"), Values({2, 0, 1, 3}));
  auto weights = llvm::cantFail(computeRowWeights(dataset, "train", "degree"));
  EXPECT_EQ(toVector(weights.graphs), Values({1, 1, 0}));
}

TEST(RowWeightsTest, ASingleGraphCountsOnce) {
  auto weights = llvm::cantFail(computeRowWeights(makeNodes(), "val", "class"));
  EXPECT_EQ(toVector(weights.graphs), Values({1}));
}

TEST(RowWeightsTest, SaysWhatIsWrong) {
  Dataset dataset = makeNodes();
  EXPECT_EQ(complaint(dataset, "train", "size"),
            "expected node weights uniform, train, degree or class but got "
            "\"size\"");
  EXPECT_EQ(complaint(dataset, "test", "uniform"),
            "expected items in split \"test\" but it is empty");
  EXPECT_EQ(complaint(dataset, "dev", "uniform"),
            "expected a split of the data set (all, test, train, val) but got "
            "\"dev\"");
  EXPECT_EQ(complaint(dataset, "val", "degree"),
            "expected a node of split \"val\" that counts, but all weights by "
            "degree are 0");
  EXPECT_EQ(complaint(dataset, "val", "train"),
            "expected a node of split \"val\" that counts, but all weights by "
            "train are 0");
  dataset.labels.clear();
  EXPECT_EQ(complaint(dataset, "train", "class"),
            "expected labels \"y\" for node weights by class but the data set "
            "has none");
  dataset.masks.erase("train");
  EXPECT_EQ(complaint(dataset, "all", "train"),
            "expected a split of the data set (all, test, val) but got "
            "\"train\"");
  EXPECT_EQ(complaint(Dataset(), "all", "uniform"),
            "expected items in split \"all\" but it is empty");
}
