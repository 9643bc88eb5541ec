//===- SafetensorsConversionTest.cpp - Values of stored tensors -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/SafetensorsWriter.h"

#include <cmath>
#include <limits>

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::ArrayRef;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// A tensor "x" over borrowed elements.
template <typename T>
SafetensorsTensor makeTensor(ArrayRef<T> elements, DType dtype) {
  return {"x",
          dtype,
          {static_cast<int64_t>(elements.size())},
          {reinterpret_cast<const uint8_t *>(elements.data()),
           elements.size() * sizeof(T)}};
}

TEST(DType, NamesAndSizes) {
  EXPECT_EQ(getName(DType::BF16), "BF16");
  EXPECT_EQ(getByteSize(DType::Bool), 1u);
  EXPECT_EQ(parseDType("BOOL"), DType::Bool);
  EXPECT_EQ(parseDType("bool"), std::nullopt);
  EXPECT_EQ(parseDType("F8_E4M3"), std::nullopt);
  EXPECT_EQ(listDTypes(), "F64, I64, U64, F32, I32, U32, F16, BF16, I16, U16, "
                          "I8, U8, BOOL");
}

TEST(DType, HalfToFloat) {
  EXPECT_EQ(halfToFloat(0x3c00), 1.0f);
  EXPECT_EQ(halfToFloat(0xc000), -2.0f);
  EXPECT_EQ(halfToFloat(0x7bff), 65504.0f);
  EXPECT_EQ(halfToFloat(0x0400), 0x1p-14f);
  EXPECT_EQ(halfToFloat(0x0001), 0x1p-24f);
  EXPECT_EQ(halfToFloat(0x3555), 0x1.554p-2f);
  EXPECT_EQ(halfToFloat(0x7c00), kInfinity);
  EXPECT_EQ(halfToFloat(0xfc00), -kInfinity);
  EXPECT_TRUE(std::isnan(halfToFloat(0x7e01)));
  EXPECT_TRUE(std::signbit(halfToFloat(0x8000)));
}

TEST(DType, HalfToFloatIsWhatTheCompilerDoes) {
  for (unsigned bits = 0; bits <= 0xffff; ++bits) {
    float expected = static_cast<float>(
        llvm::bit_cast<_Float16>(static_cast<uint16_t>(bits)));
    float got = halfToFloat(static_cast<uint16_t>(bits));
    ASSERT_TRUE(got == expected || (std::isnan(got) && std::isnan(expected)))
        << bits;
  }
}

TEST(DType, BFloat16ToFloat) {
  EXPECT_EQ(bfloat16ToFloat(0x3f80), 1.0f);
  EXPECT_EQ(bfloat16ToFloat(0xc049), -3.140625f);
  EXPECT_EQ(bfloat16ToFloat(0x7f80), kInfinity);
  EXPECT_TRUE(std::isnan(bfloat16ToFloat(0x7fc0)));
}

TEST(Conversion, EveryFloatingTypeToFloat32) {
  auto expectValues = [](SafetensorsTensor tensor) {
    auto values = toFloat32(tensor);
    ASSERT_TRUE(isOk(values));
    EXPECT_EQ(*values, (std::vector<float>{1.0f, -2.0f}));
  };
  expectValues(makeTensor<double>({1.0, -2.0}, DType::F64));
  expectValues(makeTensor<float>({1.0f, -2.0f}, DType::F32));
  expectValues(makeTensor<uint16_t>({0x3c00, 0xc000}, DType::F16));
  expectValues(makeTensor<uint16_t>({0x3f80, 0xc000}, DType::BF16));
}

TEST(Conversion, Float64KeepsEveryBit) {
  auto values = toFloat64(makeTensor<double>({0.1, 1e300}, DType::F64));
  ASSERT_TRUE(isOk(values));
  EXPECT_EQ(*values, (std::vector<double>{0.1, 1e300}));
}

TEST(Conversion, Float32RefusesWhatItCannotHold) {
  EXPECT_EQ(messageOf(toFloat32(makeTensor<double>({1, -1e39}, DType::F64))),
            "tensor \"x\": expected values in the range of float32 but "
            "element 1 is -1e+39");
  // What is infinite already stays so; the largest float is no overflow.
  double largest = std::numeric_limits<float>::max();
  auto values = toFloat32(
      makeTensor<double>({HUGE_VAL, largest, std::nan("")}, DType::F64));
  ASSERT_TRUE(isOk(values));
  EXPECT_EQ((*values)[0], kInfinity);
  EXPECT_EQ((*values)[1], largest);
  EXPECT_TRUE(std::isnan((*values)[2]));
}

TEST(Conversion, IntegersToInt64) {
  auto narrow = toInt64(makeTensor<int32_t>({-1, 7}, DType::I32));
  ASSERT_TRUE(isOk(narrow));
  EXPECT_EQ(*narrow, (std::vector<int64_t>{-1, 7}));
  auto wide = toInt64(makeTensor<int64_t>({INT64_MIN}, DType::I64));
  ASSERT_TRUE(isOk(wide));
  EXPECT_EQ(*wide, (std::vector<int64_t>{INT64_MIN}));
}

TEST(Conversion, OtherTypesAreRefused) {
  SafetensorsTensor integers = makeTensor<int32_t>({1}, DType::I32);
  SafetensorsTensor floats = makeTensor<float>({1}, DType::F32);
  EXPECT_EQ(messageOf(toFloat32(integers)),
            "tensor \"x\": expected dtype F64, F32, F16 or BF16 but got I32");
  EXPECT_EQ(messageOf(toFloat64(integers)),
            "tensor \"x\": expected dtype F64, F32, F16 or BF16 but got I32");
  EXPECT_EQ(messageOf(toInt64(floats)),
            "tensor \"x\": expected dtype I64 or I32 but got F32");
}

} // namespace
