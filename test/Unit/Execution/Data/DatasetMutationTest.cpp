//===- DatasetMutationTest.cpp - Damaged at random, never a crash ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetFile.h"

#include <random>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

void readEverything(const Dataset &dataset) {
  EXPECT_EQ(dataset.graph.rowPtr.back(), dataset.graph.getNumEdges());
  for (int32_t source : dataset.graph.colIdx)
    EXPECT_LT(source, dataset.getNumNodes());
  for (llvm::StringRef split : {"all", "train", "val", "test", "fold:3"})
    if (auto items = resolveSplit(dataset, split)) {
      for (int64_t item : *items)
        EXPECT_LT(item, dataset.getNumItems());
    } else {
      llvm::consumeError(items.takeError());
    }
}

/// Damages bytes and digits of a data file; what loads must be in range.
void damageAndLoad(const std::string &valid, std::mt19937_64 &random,
                   int &accepted, int &rejected) {
  std::string bytes = valid;
  for (int i = 0, e = 1 + random() % 3; i < e; ++i) {
    char &byte = bytes[8 + random() % (bytes.size() - 8)];
    bool isDigit = byte >= '0' && byte <= '9';
    byte = static_cast<char>(isDigit ? '0' + random() % 10 : random() % 6);
  }
  auto file = parseFile(bytes);
  if (!file)
    return llvm::consumeError(file.takeError());
  auto dataset = loadDataset(*file);
  if (dataset) {
    readEverything(*dataset);
    ++accepted;
    return;
  }
  EXPECT_TRUE(failsWith(std::move(dataset), "file: "));
  ++rejected;
}

TEST(DatasetMutation, NeverCrashes) {
  std::mt19937_64 random(5);
  for (const DatasetFile &file :
       {makeDenseFile(), makeSparseFile(), makeGraphSetFile()}) {
    std::string valid = file.getBytes();
    int accepted = 0, rejected = 0;
    for (int round = 0; round < 10000; ++round)
      damageAndLoad(valid, random, accepted, rejected);
    // Both roads are taken often, or the mutations test nothing.
    EXPECT_GT(accepted, 100);
    EXPECT_GT(rejected, 100);
  }
}

} // namespace
