//===- MathIntrinsics.cpp - Approximate functions of the GPU --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hardware's tables are not public. These give the exact value rounded to
// float; what the hardware gives differs from it in the last two bits.
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir::gnn::emulator;

/// ".ftz": numbers too small for a full mantissa count as zero of their sign.
static float flush(float value) {
  return std::fpclassify(value) == FP_SUBNORMAL ? std::copysign(0.0f, value)
                                                : value;
}

template <float (*function)(float)> static float flushed(float value) {
  return flush(function(flush(value)));
}

static float exp2Of(float value) { return std::exp2(value); }
static float log2Of(float value) { return std::log2(value); }
static float sineOf(float value) { return std::sin(value); }
static float cosineOf(float value) { return std::cos(value); }
static float reciprocalOf(float value) { return 1.0f / value; }
static float rootOf(float value) { return std::sqrt(value); }
static float tanhOf(float value) { return std::tanh(value); }
static float absoluteOf(float value) { return std::fabs(value); }
static float saturate(float value) {
  return std::isnan(value) ? 0.0f : std::clamp(value, 0.0f, 1.0f);
}
static float reciprocalRootOf(float value) {
  return static_cast<float>(1.0 / std::sqrt(static_cast<double>(value)));
}
static float fusedMultiplyAdd(float a, float b, float c) {
  return std::fma(a, b, c);
}
static float divide(float a, float b) { return a / b; }

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getMathIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      plain("llvm.nvvm.ex2.approx.f32", exp2Of),
      plain("llvm.nvvm.ex2.approx.f", exp2Of),
      plain("llvm.nvvm.ex2.approx.ftz.f32", flushed<exp2Of>),
      plain("llvm.nvvm.ex2.approx.ftz.f", flushed<exp2Of>),
      plain("llvm.nvvm.lg2.approx.f", log2Of),
      plain("llvm.nvvm.lg2.approx.ftz.f", flushed<log2Of>),
      plain("llvm.nvvm.sin.approx.f", sineOf),
      plain("llvm.nvvm.sin.approx.ftz.f", flushed<sineOf>),
      plain("llvm.nvvm.cos.approx.f", cosineOf),
      plain("llvm.nvvm.cos.approx.ftz.f", flushed<cosineOf>),
      plain("llvm.nvvm.tanh.approx.f32", tanhOf),
      plain("llvm.nvvm.rcp.approx.ftz.f", flushed<reciprocalOf>),
      plain("llvm.nvvm.rcp.rn.f", reciprocalOf),
      plain("llvm.nvvm.rcp.rn.ftz.f", flushed<reciprocalOf>),
      plain("llvm.nvvm.rsqrt.approx.f", reciprocalRootOf),
      plain("llvm.nvvm.rsqrt.approx.ftz.f", flushed<reciprocalRootOf>),
      plain("llvm.nvvm.sqrt.approx.f", rootOf),
      plain("llvm.nvvm.sqrt.approx.ftz.f", flushed<rootOf>),
      plain("llvm.nvvm.sqrt.rn.f", rootOf),
      plain("llvm.nvvm.sqrt.rn.ftz.f", flushed<rootOf>),
      plain("llvm.nvvm.sqrt.f", rootOf),
      plain("llvm.nvvm.div.approx.f", divide),
      plain("llvm.nvvm.div.full", divide),
      plain("llvm.nvvm.div.rn.f", divide),
      plain("llvm.nvvm.fma.rn.f", fusedMultiplyAdd),
      plain("llvm.nvvm.saturate.f", saturate),
      plain("llvm.nvvm.fabs.f32", absoluteOf),
      plain("llvm.nvvm.fabs.f", absoluteOf),
      // Inline assembly, by its text.
      plain("rcp.approx.ftz.f32 $0,$1;", flushed<reciprocalOf>),
      plain("ex2.approx.ftz.f32 $0,$1;", flushed<exp2Of>),
  };
  return intrinsics;
}
