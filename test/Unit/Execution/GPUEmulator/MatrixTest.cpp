//===- MatrixTest.cpp - Matrix products of a warp, and their rounding -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmulatorFixture.h"

#include <cmath>

using namespace mlir::gnn::emulator;

namespace {
/// Element (row, column) of the test matrices; small integers, exact in bf16.
int elementOfA(int row, int k) { return (row * 3 + k * 5) % 11 - 5; }
int elementOfB(int k, int column) { return (k * 7 + column * 2) % 13 - 6; }

/// D of D = A B + C with C = 1, as the lanes hold it.
void expectProduct(const float *got, int depth) {
  for (int lane = 0; lane < 32; ++lane)
    for (int i = 0; i < 4; ++i) {
      int row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2, sum = 1;
      for (int k = 0; k < depth; ++k)
        sum += elementOfA(row, k) * elementOfB(k, column);
      ASSERT_EQ(got[lane * 4 + i], sum) << "lane " << lane << ", " << i;
    }
}

/// `extra` stands behind C.
std::string callMatrix(llvm::StringRef name, int inputs = 6,
                       llvm::StringRef extra = "") {
  std::string text = "  %in = getelementptr [" + std::to_string(inputs) +
                     " x i32], ptr %registers, i32 %i\n";
  std::string operands;
  for (int i = 0; i < inputs; ++i) {
    std::string n = std::to_string(i);
    text += "  %p" + n + " = getelementptr i32, ptr %in, i32 " + n + "\n  %v" +
            n + " = load i32, ptr %p" + n + ", align 4\n";
    // What is behind A and B is named by `extra`.
    if (i < (extra.empty() ? inputs : inputs - 1))
      operands += "i32 %v" + n + ", ";
  }
  return text + "  %d = call {float, float, float, float} @llvm.nvvm.mma." +
         name.str() + "(" + operands +
         "float 1.0, float 1.0, float 1.0, float 1.0" + extra.str() +
         ")\n"
         "  %to = getelementptr [16 x i8], ptr %out, i32 %i\n"
         "  store {float, float, float, float} %d, ptr %to, align 4\n"
         "  ret void\n";
}

uint32_t bitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

uint32_t pack(float low, float high) {
  return bitsOf(low) >> 16 | (bitsOf(high) & 0xffff0000u);
}

using MatrixTest = EmulatorTest;

TEST_F(MatrixTest, TF32) {
  // The table "Matrix fragments for mma.m16n8k8" of the PTX manual, .tf32.
  std::vector<uint32_t> registers;
  for (int lane = 0; lane < 32; ++lane) {
    int group = lane / 4, place = lane % 4;
    for (int i = 0; i < 4; ++i)
      registers.push_back(
          bitsOf(elementOfA(group + i % 2 * 8, place + i / 2 * 4)));
    for (int i = 0; i < 2; ++i)
      registers.push_back(bitsOf(elementOfB(place + i * 4, group)));
  }
  auto *in = upload<uint32_t>(registers);
  auto *out = allocate<float>(128);
  load(kernel("k", "ptr %registers, ptr %out",
              callMatrix("m16n8k8.row.col.tf32")));
  ASSERT_EQ(launch({{1, 1, 1}, {32, 1, 1}}, in, out), "");
  expectProduct(out, 8);
}

TEST_F(MatrixTest, BF16) {
  std::vector<uint32_t> registers;
  for (int lane = 0; lane < 32; ++lane) {
    int group = lane / 4, place = lane % 4 * 2;
    for (int i = 0; i < 4; ++i) {
      int row = group + i % 2 * 8, k = place + i / 2 * 8;
      registers.push_back(pack(elementOfA(row, k), elementOfA(row, k + 1)));
    }
    for (int i = 0; i < 2; ++i) {
      int k = place + i * 8;
      registers.push_back(pack(elementOfB(k, group), elementOfB(k + 1, group)));
    }
  }
  auto *in = upload<uint32_t>(registers);
  auto *out = allocate<float>(128);
  load(kernel("k", "ptr %registers, ptr %out",
              callMatrix("m16n8k16.row.col.bf16")));
  ASSERT_EQ(launch({{1, 1, 1}, {32, 1, 1}}, in, out), "");
  expectProduct(out, 16);
}

/// The columns of a chunk of four that A has; all six pairs, by turns.
std::pair<int, int> columnsOf(int row, int chunk) {
  static constexpr std::pair<int, int> pairs[] = {{0, 1}, {0, 2}, {0, 3},
                                                  {1, 2}, {1, 3}, {2, 3}};
  return pairs[(row + chunk) % 6];
}

/// The registers of a lane: A, B, and which columns A has. The tables are
/// "Matrix fragments for sparse mma.m16n8k32" of the PTX manual, and its figure
/// of the metadata.
std::vector<uint32_t> sparseRegisters(int lane) {
  int group = lane / 4, place = lane % 4;
  std::vector<uint32_t> registers;
  for (int i = 0; i < 4; ++i) {
    int row = group + i % 2 * 8, chunk = place + i / 2 * 4;
    auto [low, high] = columnsOf(row, chunk);
    registers.push_back(pack(elementOfA(row, 4 * chunk + low),
                             elementOfA(row, 4 * chunk + high)));
  }
  for (int i = 0; i < 4; ++i) {
    int k = place * 2 + i * 8;
    registers.push_back(pack(elementOfB(k, group), elementOfB(k + 1, group)));
  }
  uint32_t metadata = 0;
  for (int i = 0; i < 8; ++i) {
    auto [low, high] = columnsOf(group + i / 4 * 8, place % 2 * 4 + i % 4);
    metadata |= (low | high << 2) << 4 * i;
  }
  registers.push_back(metadata);
  return registers;
}

class SparseMatrixTest : public EmulatorTest {
protected:
  /// The lanes that `selector` does not name have other metadata.
  std::string run(int selector, std::vector<float> &got,
                  uint32_t spoil = 0xffffffff) {
    std::vector<uint32_t> registers;
    for (int lane = 0; lane < 32; ++lane) {
      std::vector<uint32_t> own = sparseRegisters(lane);
      if (lane % 4 / 2 != selector)
        own.back() = spoil;
      registers.insert(registers.end(), own.begin(), own.end());
    }
    auto *in = upload<uint32_t>(registers);
    auto *out = allocate<float>(128);
    load(kernel("k", "ptr %registers, ptr %out",
                callMatrix("sp.m16n8k32.row.col.bf16", 9,
                           ", i32 %v8, i32 " + std::to_string(selector))));
    std::string message = launch({{1, 1, 1}, {32, 1, 1}}, in, out);
    got.assign(out, out + 128);
    return message;
  }
};

TEST_F(SparseMatrixTest, TwoOfFour) {
  for (int selector : {0, 1}) {
    std::vector<float> got;
    ASSERT_EQ(run(selector, got), "");
    for (int lane = 0; lane < 32; ++lane)
      for (int i = 0; i < 4; ++i) {
        int row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2, sum = 1;
        for (int chunk = 0; chunk < 8; ++chunk) {
          auto [low, high] = columnsOf(row, chunk);
          for (int k : {4 * chunk + low, 4 * chunk + high})
            sum += elementOfA(row, k) * elementOfB(k, column);
        }
        ASSERT_EQ(got[lane * 4 + i], sum) << "lane " << lane << ", " << i;
      }
  }
}

TEST_F(SparseMatrixTest, ColumnsOutOfOrder) {
  auto *in = upload<uint32_t>(std::vector<uint32_t>(32 * 9, 0));
  auto *out = allocate<float>(128);
  load(kernel("k", "ptr %registers, ptr %out",
              callMatrix("sp.m16n8k32.row.col.bf16", 9, ", i32 %v8, i32 0")));
  EXPECT_TRUE(mentions(launch({{1, 1, 1}, {32, 1, 1}}, in, out),
                       "the columns of a sparse matrix product are not in "
                       "order"));
}

/// The result of a conversion of %v, for each value.
class RoundingTest : public EmulatorTest {
protected:
  std::vector<uint32_t> round(llvm::StringRef conversion,
                              std::vector<float> values) {
    values.resize(32, 0);
    auto *in = upload<float>(values);
    auto *out = allocate<uint32_t>(32);
    load(kernel("k", "ptr %in, ptr %out", R"(
  %from = getelementptr float, ptr %in, i32 %i
  %to = getelementptr i32, ptr %out, i32 %i
  %v = load float, ptr %from, align 4
)" + conversion.str() + R"(
  store i32 %r, ptr %to, align 4
  ret void
)"));
    EXPECT_EQ(launch({{1, 1, 1}, {32, 1, 1}}, in, out), "");
    return std::vector<uint32_t>(out, out + 32);
  }
};

TEST_F(RoundingTest, ToTF32TiesGoAwayFromZero) {
  auto got = round("  %r = call i32 @llvm.nvvm.f2tf32.rna(float %v)\n",
                   {1.0f, 1 + 0x1p-11f, -1 - 0x1p-11f, 1 + 3 * 0x1p-11f,
                    1 + 0x1p-12f, 2 - 0x1p-12f, INFINITY, NAN, 0x1p-140f});
  EXPECT_EQ(got[0], bitsOf(1));
  EXPECT_EQ(got[1], bitsOf(1 + 0x1p-10f));
  EXPECT_EQ(got[2], bitsOf(-1 - 0x1p-10f));
  EXPECT_EQ(got[3], bitsOf(1 + 0x1p-9f));
  EXPECT_EQ(got[4], bitsOf(1));
  EXPECT_EQ(got[5], bitsOf(2));
  EXPECT_EQ(got[6], bitsOf(INFINITY));
  EXPECT_EQ(got[7], 0x7fffffffu);
  EXPECT_EQ(got[8], 0u);
}

TEST_F(RoundingTest, ToBF16TiesGoToEven) {
  auto got = round(R"(
  %p = call <2 x bfloat> @llvm.nvvm.ff2bf16x2.rn(float %v, float 3.0)
  %r = bitcast <2 x bfloat> %p to i32
)",
                   {1.0f, 1 + 0x1p-8f, -1 - 3 * 0x1p-8f, 1 + 0x1.8p-8f,
                    2 - 0x1p-10f, INFINITY, NAN});
  auto expected = [](float high) { return pack(3, high); };
  EXPECT_EQ(got[0], expected(1));
  EXPECT_EQ(got[1], expected(1));
  EXPECT_EQ(got[2], expected(-1 - 4 * 0x1p-8f));
  EXPECT_EQ(got[3], expected(1 + 0x1p-7f));
  EXPECT_EQ(got[4], expected(2));
  EXPECT_EQ(got[5], expected(INFINITY));
  EXPECT_EQ(got[6] >> 16, 0x7fffu);
}
} // namespace
