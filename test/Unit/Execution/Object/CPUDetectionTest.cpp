//===- CPUDetectionTest.cpp - The level of a processor by its registers ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CPUVersions/CPUDetection.h"
#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Pipelines/CPUPipeline.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::gnn;

static constexpr llvm::StringLiteral caller = R"mlir(
func.func private @gnn.level_of_cpu(i32, i32, i32, i32) -> i32
func.func @f(%in: memref<?xi32>, %out: memref<?xi32>)
    attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %leaf1 = memref.load %in[%c0] : memref<?xi32>
  %leaf7 = memref.load %in[%c1] : memref<?xi32>
  %extended = memref.load %in[%c2] : memref<?xi32>
  %xcr0 = memref.load %in[%c3] : memref<?xi32>
  %level = func.call @gnn.level_of_cpu(%leaf1, %leaf7, %extended, %xcr0)
    : (i32, i32, i32, i32) -> i32
  memref.store %level, %out[%c0] : memref<?xi32>
  return
})mlir";

/// Bits by the names of Intel's manual.
static constexpr uint32_t sse3 = 1u << 0, ssse3 = 1u << 9, fma3 = 1u << 12,
                          cx16 = 1u << 13, sse41 = 1u << 19, sse42 = 1u << 20,
                          movbe = 1u << 22, popcnt = 1u << 23,
                          osxsave = 1u << 27, avx = 1u << 28, f16c = 1u << 29;
static constexpr uint32_t bmi1 = 1u << 3, avx2 = 1u << 5, bmi2 = 1u << 8,
                          avx512f = 1u << 16, avx512dq = 1u << 17,
                          avx512cd = 1u << 28, avx512bw = 1u << 30,
                          avx512vl = 1u << 31;
static constexpr uint32_t lahf = 1u << 0, lzcnt = 1u << 5;
static constexpr uint32_t xmmState = 1u << 1, ymmState = 1u << 2,
                          zmmState = 7u << 5;

static constexpr uint32_t leaf1V2 =
    sse3 | ssse3 | cx16 | sse41 | sse42 | popcnt;
static constexpr uint32_t leaf1V3 =
    leaf1V2 | fma3 | movbe | osxsave | avx | f16c;
static constexpr uint32_t leaf7V3 = bmi1 | avx2 | bmi2;
static constexpr uint32_t leaf7V4 =
    leaf7V3 | avx512f | avx512dq | avx512cd | avx512bw | avx512vl;
static constexpr uint32_t savesYmm = 1 | xmmState | ymmState;
static constexpr uint32_t savesZmm = savesYmm | zmmState;

namespace {
class CPUDetectionTest : public testing::Test {
protected:
  CPUDetectionTest() {
    context
        .loadDialect<arith::ArithDialect, func::FuncDialect, LLVM::LLVMDialect,
                     memref::MemRefDialect, scf::SCFDialect>();
  }

  void SetUp() override {
    module = parseSourceString<ModuleOp>(caller, &context);
    ASSERT_TRUE(module);
    module->lookupSymbol(levelOfCPUFunction)->erase();
    ASSERT_TRUE(succeeded(addCPUDetection(*module, getCPULevels())));
    PassManager passes(&context);
    buildLoopsToLLVMPipeline(passes);
    ASSERT_TRUE(succeeded(passes.run(*module)));
    compiled = llvm::cantFail(CompiledModule::create(*module));
  }

  int32_t levelOf(uint32_t leaf1, uint32_t leaf7, uint32_t extended,
                  uint32_t xcr0) {
    int32_t in[] = {int32_t(leaf1), int32_t(leaf7), int32_t(extended),
                    int32_t(xcr0)};
    int32_t out = 0;
    Buffer buffers[] = {Buffer::vector(in, 4), Buffer::vector(&out, 1)};
    llvm::cantFail(compiled->call("f", buffers));
    return out;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<CompiledModule> compiled;
};
} // namespace

TEST_F(CPUDetectionTest, ReadsTheLevels) {
  EXPECT_EQ(levelOf(0, 0, 0, 0), 1);
  EXPECT_EQ(levelOf(leaf1V2, 0, lahf, 0), 1);
  EXPECT_EQ(levelOf(leaf1V3, leaf7V3, lahf | lzcnt, savesYmm), 3);
  EXPECT_EQ(levelOf(leaf1V3, leaf7V4, lahf | lzcnt, savesZmm), 4);
  EXPECT_EQ(levelOf(~0u, ~0u, ~0u, ~0u), 4);
}

TEST_F(CPUDetectionTest, MissesNoBit) {
  for (uint32_t bit = 1; bit; bit <<= 1) {
    SCOPED_TRACE(bit);
    EXPECT_EQ(levelOf(leaf1V3 & ~bit, leaf7V4, lahf | lzcnt, savesZmm),
              leaf1V3 & bit ? 1 : 4);
    EXPECT_EQ(levelOf(leaf1V3, leaf7V4 & ~bit, lahf | lzcnt, savesZmm),
              leaf7V3 & bit   ? 1
              : leaf7V4 & bit ? 3
                              : 4);
    EXPECT_EQ(levelOf(leaf1V3, leaf7V4, (lahf | lzcnt) & ~bit, savesZmm),
              (lahf | lzcnt) & bit ? 1 : 4);
  }
}

/// A processor has registers that the operating system must save.
TEST_F(CPUDetectionTest, AsksTheOperatingSystem) {
  EXPECT_EQ(levelOf(leaf1V3, leaf7V4, lahf | lzcnt, 1), 1);
  EXPECT_EQ(levelOf(leaf1V3, leaf7V4, lahf | lzcnt, 1 | xmmState), 1);
  EXPECT_EQ(levelOf(leaf1V3, leaf7V4, lahf | lzcnt, savesYmm), 3);
  for (uint32_t part = 1u << 5; part <= 1u << 7; part <<= 1)
    EXPECT_EQ(levelOf(leaf1V3, leaf7V4, lahf | lzcnt, savesZmm & ~part), 3);
}
