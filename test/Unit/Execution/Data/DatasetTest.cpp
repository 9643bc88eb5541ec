//===- DatasetTest.cpp - Graphs with features, labels and splits ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetFile.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

TEST(Dataset, DenseFeatures) {
  auto dataset = makeDenseFile().load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->getNumNodes(), 3);
  EXPECT_EQ(dataset->getNumFeatures(), 2);
  EXPECT_EQ(dataset->getNumItems(), 3);
  EXPECT_FALSE(dataset->isGraphSet());
  EXPECT_EQ(dataset->graph.rowPtr, (std::vector<int64_t>{0, 1, 2, 4}));
  EXPECT_EQ(dataset->graph.colIdx, (std::vector<int32_t>{2, 0, 1, 0}));
  const auto &values = std::get<DenseFeatures>(dataset->features).values;
  EXPECT_EQ(values, (CacheAlignedVector<float>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(values.data()) % 64, 0u);
  EXPECT_EQ(dataset->labels, (std::vector<int64_t>{1, -1, 0}));
}

TEST(Dataset, SparseFeatures) {
  auto dataset = makeSparseFile().load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->getNumFeatures(), 2);
  const auto &features = std::get<CSRFeatures>(dataset->features);
  EXPECT_EQ(features.rows, 3);
  EXPECT_EQ(features.indptr, (std::vector<int64_t>{0, 1, 1, 3}));
  EXPECT_EQ(features.indices, (std::vector<int32_t>{1, 0, 1}));
  EXPECT_EQ(features.values, (std::vector<float>{2, 5, 6}));
}

TEST(Dataset, OtherDTypesAndTensors) {
  auto dataset = makeDenseFile()
                     .set<double>("x", {3, 2}, {1, 2, 3, 4, 5, 6})
                     .set<int32_t>("edge_index", {2, 1}, {0, 1})
                     .set<int32_t>("y", {3}, {1, 0, 0})
                     .set<uint8_t>("names", {2}, {65, 66})
                     .load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->graph.getNumEdges(), 1);
  EXPECT_EQ(dataset->labels, (std::vector<int64_t>{1, 0, 0}));
}

TEST(Dataset, GraphSet) {
  auto dataset = makeGraphSetFile().load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_TRUE(dataset->isGraphSet());
  EXPECT_EQ(dataset->getNumNodes(), 3);
  EXPECT_EQ(dataset->getNumItems(), 2);
  EXPECT_EQ(dataset->graphPtr, (std::vector<int64_t>{0, 1, 3}));
  EXPECT_EQ(dataset->fold, (std::vector<int64_t>{3, -1}));
}

TEST(Dataset, FeaturesAndEdgesAreEnough) {
  auto dataset = DatasetFile()
                     .set<float>("x", {2, 1}, {1, 2})
                     .set<int64_t>("edge_index", {2, 0}, {})
                     .load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->getNumNodes(), 2);
  EXPECT_EQ(dataset->graph.getNumEdges(), 0);
  EXPECT_TRUE(dataset->labels.empty());
  EXPECT_TRUE(dataset->masks.empty());
}

TEST(Dataset, NoNodes) {
  auto dense = DatasetFile()
                   .set<float>("x", {0, 5}, {})
                   .set<int64_t>("edge_index", {2, 0}, {})
                   .set<int64_t>("y", {0}, {})
                   .setMask("test_mask", "")
                   .load();
  ASSERT_TRUE(isOk(dense));
  EXPECT_EQ(dense->getNumNodes(), 0);
  EXPECT_EQ(dense->getNumFeatures(), 5);
  EXPECT_TRUE(resolveSplit(*dense, "test")->empty());

  auto sparse = DatasetFile()
                    .set<int64_t>("x_indptr", {1}, {0})
                    .set<int32_t>("x_indices", {0}, {})
                    .set<float>("x_values", {0}, {})
                    .setMetadata("x_shape", " 0 , 5 ")
                    .set<int64_t>("edge_index", {2, 0}, {})
                    .load();
  ASSERT_TRUE(isOk(sparse));
  EXPECT_EQ(sparse->getNumFeatures(), 5);
}

TEST(Dataset, EmptyGraphsInASet) {
  auto dataset =
      makeGraphSetFile().set<int64_t>("graph_ptr", {3}, {0, 0, 3}).load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->getNumItems(), 2);
}

TEST(Dataset, LoadsFromAPath) {
  TemporaryFolder folder;
  std::string path = folder.getPath("data.safetensors");
  EXPECT_EQ(messageOf(loadDataset(path)),
            "cannot read \"" + path + "\": No such file or directory");
  std::error_code error;
  llvm::raw_fd_ostream(path, error) << makeDenseFile().getBytes();
  ASSERT_FALSE(error);
  auto dataset = loadDataset(path);
  EXPECT_TRUE(isOk(dataset));
}

std::vector<int64_t> resolve(const Dataset &dataset, llvm::StringRef split) {
  auto items = resolveSplit(dataset, split);
  EXPECT_TRUE(isOk(items));
  return items ? *items : std::vector<int64_t>{-1};
}

TEST(DatasetSplit, Masks) {
  auto dataset = makeDenseFile().load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(resolve(*dataset, "train"), std::vector<int64_t>{0});
  EXPECT_EQ(resolve(*dataset, "val"), std::vector<int64_t>{1});
  EXPECT_EQ(resolve(*dataset, "test"), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(resolve(*dataset, "all"), (std::vector<int64_t>{0, 1, 2}));
}

TEST(DatasetSplit, Folds) {
  auto dataset = makeGraphSetFile().load();
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(resolve(*dataset, "fold:3"), std::vector<int64_t>{0});
  EXPECT_EQ(resolve(*dataset, "all"), (std::vector<int64_t>{0, 1}));
}

TEST(DatasetSplit, UnknownSplitsAreNamed) {
  auto graphs = makeGraphSetFile().load();
  auto nodes = makeDenseFile().remove("val_mask").load();
  ASSERT_TRUE(isOk(graphs));
  ASSERT_TRUE(isOk(nodes));
  for (llvm::StringRef split :
       {"test", "fold:4", "fold:-1", "fold:", "fold:x", "fold:3x", "", "ALL"})
    EXPECT_EQ(messageOf(resolveSplit(*graphs, split)),
              "expected a split of the data set (all, fold:3) but got \"" +
                  split.str() + "\"");
  EXPECT_EQ(messageOf(resolveSplit(*nodes, "val")),
            "expected a split of the data set (all, test, train) but got "
            "\"val\"");
  EXPECT_EQ(messageOf(resolveSplit(*nodes, "fold:0")),
            "expected a split of the data set (all, test, train) but got "
            "\"fold:0\"");
}

} // namespace
