//===- DType.h - Element types of stored tensors ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_DTYPE_H
#define GNN_OPT_SUPPORT_DTYPE_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace mlir::gnn {

/// The element types of safetensors that have whole bytes and an IEEE or
/// two's-complement meaning. Bool is one byte, 0 or 1.
enum class DType {
  F64,
  I64,
  U64,
  F32,
  I32,
  U32,
  F16,
  BF16,
  I16,
  U16,
  I8,
  U8,
  Bool,
};

/// The name in a safetensors header, such as `F32` or `BOOL`.
llvm::StringRef getName(DType dtype);

/// Bytes of one element.
unsigned getByteSize(DType dtype);

/// Nothing for a name that is no DType.
std::optional<DType> parseDType(llvm::StringRef name);

/// `F64, I64, ...`, for messages.
std::string listDTypes();

/// The DType whose elements are C++ values of type T.
template <typename T>
inline constexpr std::optional<DType> kDTypeOf = std::nullopt;
template <> inline constexpr std::optional<DType> kDTypeOf<double> = DType::F64;
template <> inline constexpr std::optional<DType> kDTypeOf<float> = DType::F32;
template <>
inline constexpr std::optional<DType> kDTypeOf<int64_t> = DType::I64;
template <>
inline constexpr std::optional<DType> kDTypeOf<uint64_t> = DType::U64;
template <>
inline constexpr std::optional<DType> kDTypeOf<int32_t> = DType::I32;
template <>
inline constexpr std::optional<DType> kDTypeOf<uint32_t> = DType::U32;
template <>
inline constexpr std::optional<DType> kDTypeOf<int16_t> = DType::I16;
template <>
inline constexpr std::optional<DType> kDTypeOf<uint16_t> = DType::U16;
template <> inline constexpr std::optional<DType> kDTypeOf<int8_t> = DType::I8;
template <> inline constexpr std::optional<DType> kDTypeOf<uint8_t> = DType::U8;
template <> inline constexpr std::optional<DType> kDTypeOf<bool> = DType::Bool;

/// The float32 with these half-precision (IEEE 754 binary16) bits; exact.
float halfToFloat(uint16_t bits);

/// The float32 with these bfloat16 bits; exact.
float bfloat16ToFloat(uint16_t bits);

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_DTYPE_H
