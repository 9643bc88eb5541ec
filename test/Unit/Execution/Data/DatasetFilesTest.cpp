//===- DatasetFilesTest.cpp - The real data sets --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Execution/Metrics.h"
#include "test/Unit/Support/TestSupport.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

/// What the table in the data's README says.
struct KnownFile {
  const char *name;
  int64_t nodes, edges, features, items, classes;
};

class DatasetFiles : public testing::TestWithParam<KnownFile> {};

TEST_P(DatasetFiles, HaveTheirKnownSizes) {
  const KnownFile &known = GetParam();
  std::string path = findData(std::string(known.name) + ".safetensors");
  if (path.empty())
    GTEST_SKIP() << "needs the data sets in GNN_DATA_DIR";
  auto dataset = loadDataset(path);
  ASSERT_TRUE(isOk(dataset));
  EXPECT_EQ(dataset->getNumNodes(), known.nodes);
  EXPECT_EQ(dataset->graph.getNumEdges(), known.edges);
  EXPECT_EQ(dataset->getNumFeatures(), known.features);
  EXPECT_EQ(dataset->getNumItems(), known.items);
  EXPECT_EQ(*std::max_element(dataset->labels.begin(), dataset->labels.end()),
            known.classes - 1);
}

INSTANTIATE_TEST_SUITE_P(
    All, DatasetFiles,
    testing::Values(KnownFile{"cora", 2708, 10556, 1433, 2708, 7},
                    KnownFile{"coauthor_physics", 34493, 495924, 8415, 34493,
                              5},
                    KnownFile{"mutag", 3371, 7442, 7, 188, 2},
                    KnownFile{"proteins", 43471, 162088, 3, 1113, 2}),
    [](const auto &info) { return std::string(info.param.name); });

/// The accuracy of the stored logits is the one in the data's README.
void expectAccuracy(llvm::StringRef data, llvm::StringRef model,
                    llvm::StringRef split, double accuracy) {
  std::string dataPath = findData(data), modelPath = findData(model);
  if (dataPath.empty() || modelPath.empty())
    GTEST_SKIP() << "needs the data sets in GNN_DATA_DIR";
  auto dataset = loadDataset(dataPath);
  auto file = SafetensorsFile::open(modelPath);
  ASSERT_TRUE(isOk(dataset));
  ASSERT_TRUE(isOk(file));
  const SafetensorsTensor *tensor = file->find("ref.logits");
  auto logits = toFloat64(*tensor);
  auto items = resolveSplit(*dataset, split);
  ASSERT_TRUE(isOk(logits));
  ASSERT_TRUE(isOk(items));
  auto metrics = computeMetrics({*logits, tensor->shape[0], tensor->shape[1]},
                                dataset->labels, *items);
  ASSERT_TRUE(isOk(metrics));
  EXPECT_NEAR(metrics->accuracy, accuracy, 5e-5);
}

TEST(DatasetFiles, StoredLogitsOfCora) {
  expectAccuracy("cora.safetensors", "gcn_cora.safetensors", "test", 0.8160);
}

TEST(DatasetFiles, StoredLogitsOfMutag) {
  expectAccuracy("mutag.safetensors", "gin_mutag.safetensors", "fold:0",
                 0.7778);
}

} // namespace
