//===- SafetensorsDataTest.cpp - The files of the real data sets ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/SafetensorsWriter.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

/// Every file there is opens, and is written and read back to the same tensors.
TEST(SafetensorsData, RoundTrip) {
  std::string folder = findData("");
  if (folder.empty())
    GTEST_SKIP() << "needs the data sets in GNN_DATA_DIR";
  int files = 0;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(folder, error), end;
       it != end && !error; it.increment(error)) {
    if (llvm::sys::path::extension(it->path()) != ".safetensors")
      continue;
    auto file = SafetensorsFile::open(it->path());
    ASSERT_TRUE(isOk(file));
    SafetensorsWriter writer;
    for (const SafetensorsTensor &tensor : file->getTensors())
      writer.add(tensor.name, tensor.dtype, tensor.shape, tensor.bytes);
    std::string bytes;
    llvm::raw_string_ostream os(bytes);
    ASSERT_TRUE(isOk(writer.write(os)));
    auto copy = parseFile(bytes);
    ASSERT_TRUE(isOk(copy));
    ASSERT_EQ(copy->getTensors().size(), file->getTensors().size());
    for (const SafetensorsTensor &tensor : file->getTensors())
      EXPECT_EQ(copy->find(tensor.name)->bytes, tensor.bytes);
    ++files;
  }
  EXPECT_GT(files, 0);
}

TEST(SafetensorsData, CoraModel) {
  std::string path = findData("gcn_cora.safetensors");
  if (path.empty())
    GTEST_SKIP() << "needs the data sets in GNN_DATA_DIR";
  auto file = SafetensorsFile::open(path);
  ASSERT_TRUE(isOk(file));
  EXPECT_EQ(file->getMetadata("num_classes"), "7");
  EXPECT_EQ(file->find("conv1.lin.weight")->shape,
            (llvm::ArrayRef<int64_t>{16, 1433}));
  EXPECT_EQ(file->find("ref.logits")->dtype, DType::F64);
}

} // namespace
