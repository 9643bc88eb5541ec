//===- DType.cpp - Element types of stored tensors ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/DType.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"

#include <cmath>
#include <limits>

using namespace llvm;
using mlir::gnn::DType;

namespace {
struct DTypeInfo {
  DType dtype;
  StringLiteral name;
  unsigned byteSize;
};
} // namespace

static constexpr DTypeInfo kDTypes[] = {
    {DType::F64, "F64", 8},   {DType::I64, "I64", 8},   {DType::U64, "U64", 8},
    {DType::F32, "F32", 4},   {DType::I32, "I32", 4},   {DType::U32, "U32", 4},
    {DType::F16, "F16", 2},   {DType::BF16, "BF16", 2}, {DType::I16, "I16", 2},
    {DType::U16, "U16", 2},   {DType::I8, "I8", 1},     {DType::U8, "U8", 1},
    {DType::Bool, "BOOL", 1},
};

static constexpr bool isIndexedByDType() {
  for (size_t i = 0; i < std::size(kDTypes); ++i)
    if (static_cast<size_t>(kDTypes[i].dtype) != i)
      return false;
  return true;
}
static_assert(isIndexedByDType());

StringRef mlir::gnn::getName(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].name;
}

unsigned mlir::gnn::getByteSize(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].byteSize;
}

std::optional<DType> mlir::gnn::parseDType(StringRef name) {
  for (const DTypeInfo &info : kDTypes)
    if (info.name == name)
      return info.dtype;
  return std::nullopt;
}

std::string mlir::gnn::listDTypes() {
  return join(
      map_range(kDTypes,
                [](const DTypeInfo &info) -> StringRef { return info.name; }),
      ", ");
}

float mlir::gnn::halfToFloat(uint16_t bits) {
  // 1 sign, 5 exponent (bias 15), 10 fraction bits: IEEE 754-2008, 3.6.
  bool negative = bits >> 15;
  int exponent = (bits >> 10) & 0x1f;
  int fraction = bits & 0x3ff;
  float magnitude;
  if (exponent == 0x1f)
    magnitude = fraction ? std::numeric_limits<float>::quiet_NaN()
                         : std::numeric_limits<float>::infinity();
  else if (exponent == 0)
    magnitude = std::ldexp(static_cast<float>(fraction), -24);
  else
    magnitude = std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
  return negative ? -magnitude : magnitude;
}

float mlir::gnn::bfloat16ToFloat(uint16_t bits) {
  // bfloat16 is the upper half of a float32.
  return llvm::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}
