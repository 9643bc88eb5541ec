//===- CPUVersionsTest.cpp - Every version of an object, one by one -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectFixture.h"

#include "gnn-opt/Support/CPULevels.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

#ifdef __x86_64__

/// What the compiler that built this test says about the processor.
static bool hostRuns(int32_t level) {
  return level == 4   ? __builtin_cpu_supports("x86-64-v4") != 0
         : level == 3 ? __builtin_cpu_supports("x86-64-v3") != 0
                      : true;
}

namespace {
class CPUVersionsTest : public ObjectTest {
protected:
  llvm::StringRef getTargetName() const override { return "portable"; }

  void SetUp() override {
    ObjectTest::SetUp();
    useCPU = find<int32_t (*)(int32_t)>("m_use_cpu");
    ASSERT_TRUE(useCPU);
  }

  int32_t (*useCPU)(int32_t) = nullptr;
};
} // namespace

TEST_P(CPUVersionsTest, EqualTheInterpreter) {
  // Nobody has chosen yet.
  expectTheInterpreter();
  int32_t best = 0;
  for (const CPULevel &level : getCPULevels()) {
    SCOPED_TRACE(level.name.str());
    int32_t used = useCPU(level.number);
    ASSERT_EQ(used, hostRuns(level.number) ? level.number : -1);
    if (used == -1)
      continue;
    best = used;
    expectTheInterpreter();
  }
  EXPECT_EQ(useCPU(0), best);
  for (int32_t none : {-1, 2, 5})
    EXPECT_EQ(useCPU(none), -1);
}

INSTANTIATE_TEST_SUITE_P(Bodies, CPUVersionsTest,
                         testing::Combine(testing::ValuesIn(getBodies()),
                                          testing::Values<int64_t>(17)),
                         getCaseName);

/// So that a run says whether all versions above were executed.
TEST(CPUVersions, AllAreExecutedHere) {
  if (!hostRuns(4))
    GTEST_SKIP() << "this processor has no AVX-512: the version for x86-64-v4 "
                    "was compiled and not executed";
}

#endif
