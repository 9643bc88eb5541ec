//===- ObjectTest.cpp - Object code called from C against the interpreter -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class HostObjectTest : public ObjectTest {
protected:
  /// Where self loops are added, and for possible graphs only.
  void expectPreparation() {
    StringRef name = getBodyName();
    auto prepare = find<Prepare>("m_forward_prepare");
    EXPECT_EQ(prepare != nullptr,
              name == "GCN" || name == "GAT" || name == "TwoLayers");
    if (!prepare)
      return;
    std::vector<int64_t> rowPtr = {0, 1};
    std::vector<int32_t> outside = {1}, inside = {0};
    const std::vector<char> untouchedMemory(1024, 'x');
    std::vector<char> memory = untouchedMemory;
    EXPECT_EQ(prepare(-1, 1, rowPtr.data(), inside.data(), memory.data()), 1);
    EXPECT_EQ(prepare(1, 1, rowPtr.data(), inside.data(), nullptr), 2);
    EXPECT_EQ(prepare(1, 2, rowPtr.data(), inside.data(), memory.data()), 4);
    EXPECT_EQ(prepare(1, 1, rowPtr.data(), outside.data(), memory.data()), 5);
    EXPECT_EQ(memory, untouchedMemory);
  }
};
} // namespace

/// One test, since compiling takes most of its time.
TEST_P(HostObjectTest, EqualsTheInterpreterOnEveryGraph) {
  expectPreparation();
  expectTheInterpreter();
}

INSTANTIATE_TEST_SUITE_P(Bodies, HostObjectTest,
                         testing::Combine(testing::ValuesIn(getBodies()),
                                          testing::ValuesIn(widths)),
                         getCaseName);
