//===- RoundingIntrinsics.cpp - Floats of fewer bits ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exact: what the hardware gives, bit by bit.
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include "llvm/ADT/bit.h"

#include <cmath>

using namespace mlir::gnn::emulator;

/// Any NaN becomes this one.
static constexpr uint32_t notANumber = 0x7fffffff;

/// cvt.rna.tf32.f32: 11 bits of the mantissa, ties away from zero. Adding half
/// of the last place to the bits carries into the exponent as it should.
static uint32_t roundToTF32(float value) {
  constexpr uint32_t unused = 0x1fff;
  if (std::isnan(value))
    return notANumber;
  uint32_t bits = llvm::bit_cast<uint32_t>(value);
  return std::isinf(value) ? bits : (bits + unused / 2 + 1) & ~unused;
}

/// 8 bits of the mantissa, ties to even.
static uint32_t roundToBF16(float value) {
  if (std::isnan(value))
    return notANumber >> 16;
  uint32_t bits = llvm::bit_cast<uint32_t>(value);
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

/// cvt.rn.bf16x2.f32
static uint32_t roundToBF16Pair(float high, float low) {
  return roundToBF16(high) << 16 | roundToBF16(low);
}

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getRoundingIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      plain("llvm.nvvm.f2tf32.rna", roundToTF32),
      plain("llvm.nvvm.ff2bf16x2.rn", roundToBF16Pair),
  };
  return intrinsics;
}
