//===- DeviceMemoryTest.cpp - Allocations and what was written ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEmulator/DeviceMemory.h"

#include "gtest/gtest.h"

using namespace mlir::gnn::emulator;

namespace {
TEST(DeviceMemoryTest, GivesWhatItHas) {
  DeviceMemory memory(1000);
  void *first = memory.allocate(600);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(first) % DeviceMemory::alignment, 0u);
  EXPECT_EQ(memory.allocate(401), nullptr);
  void *second = memory.allocate(400);
  EXPECT_NE(second, nullptr);
  EXPECT_EQ(memory.getUsed(), 1000u);
  EXPECT_TRUE(memory.free(first));
  EXPECT_FALSE(memory.free(first));
  EXPECT_EQ(memory.getUsed(), 400u);
  EXPECT_EQ(memory.countAllocations(), 1u);
}

TEST(DeviceMemoryTest, NoBytes) {
  DeviceMemory memory(0);
  void *first = memory.allocate(0), *second = memory.allocate(0);
  EXPECT_NE(first, nullptr);
  EXPECT_NE(first, second);
  EXPECT_TRUE(memory.contains(first, 0));
  EXPECT_FALSE(memory.contains(first, 1));
}

TEST(DeviceMemoryTest, RemembersWhatWasWritten) {
  DeviceMemory memory(1000);
  auto *data = static_cast<char *>(memory.allocate(100));
  EXPECT_EQ(memory.findUnwritten(data, 100), 0u);
  memory.markWritten(data, 60);
  memory.markWritten(data + 70, 30);
  EXPECT_EQ(memory.findUnwritten(data, 60), 60u);
  EXPECT_EQ(memory.findUnwritten(data + 10, 90), 50u);
  EXPECT_EQ(memory.findUnwritten(data + 70, 30), 30u);
}

TEST(DeviceMemoryTest, RangesLieInOneAllocation) {
  DeviceMemory memory(1000);
  auto *data = static_cast<char *>(memory.allocate(100));
  EXPECT_TRUE(memory.contains(data + 50, 50));
  EXPECT_FALSE(memory.contains(data + 50, 51));
  EXPECT_FALSE(memory.contains(data - 1, 1));
  EXPECT_FALSE(memory.contains(data, UINT64_MAX));
}
} // namespace
