//===- MatrixIntrinsics.cpp - Products of small matrices by a warp --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// D = A B + C with A of 16 rows and B of 8 columns. Each lane holds some
// elements; which ones is defined in the PTX manual, "Warp Level Matrix
// Instructions". A lane is known by its group, lane / 4, and its place in it.
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include "llvm/ADT/bit.h"

#include <cstring>

using namespace mlir::gnn::emulator;

static constexpr unsigned rows = 16, columns = 8, maxDepth = 16;

namespace {
struct Operands {
  float a[rows][maxDepth] = {};
  float b[maxDepth][columns] = {};
};

/// The low 13 bits of the mantissa are not looked at.
struct TF32 {
  static constexpr unsigned perRegister = 1;
  static float get(uint32_t bits, unsigned) {
    return llvm::bit_cast<float>(bits & ~0x1fffu);
  }
};

struct BF16 {
  static constexpr unsigned perRegister = 2;
  static float get(uint32_t bits, unsigned index) {
    return llvm::bit_cast<float>(index ? bits & 0xffff0000u : bits << 16);
  }
};
} // namespace

/// Registers of A alternate between the upper and the lower eight rows; each
/// pair of them, and each register of B, reaches `4 * perRegister` further.
template <typename Element, unsigned depth>
static void unpack(const uint64_t *registers, unsigned lane, Operands &out) {
  constexpr unsigned step = 4 * Element::perRegister;
  constexpr unsigned pairs = depth / step;
  unsigned group = lane / 4, place = lane % 4 * Element::perRegister;
  for (unsigned pair = 0; pair < pairs; ++pair)
    for (unsigned e = 0; e < Element::perRegister; ++e) {
      unsigned k = pair * step + place + e;
      out.a[group][k] = Element::get(registers[2 * pair], e);
      out.a[group + 8][k] = Element::get(registers[2 * pair + 1], e);
      out.b[k][group] = Element::get(registers[2 * pairs + pair], e);
    }
}

template <typename Element, unsigned depth>
static const char *multiply(WarpCall &call) {
  if (call.arrived != ~0u)
    return "a matrix product lacks lanes of its warp";
  constexpr unsigned firstC = 3 * depth / (4 * Element::perRegister);
  Operands operands;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    unpack<Element, depth>(call.operands[lane], lane, operands);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    for (unsigned i = 0; i < 4; ++i) {
      unsigned row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2;
      double sum = llvm::bit_cast<float>(
          static_cast<uint32_t>(call.operands[lane][firstC + i]));
      for (unsigned k = 0; k < depth; ++k)
        sum += double(operands.a[row][k]) * operands.b[k][column];
      float rounded = sum;
      std::memcpy(static_cast<char *>(call.results[lane]) + 4 * i, &rounded,
                  sizeof(rounded));
    }
  return nullptr;
}

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getMatrixIntrinsics() {
  static constexpr int all = EmulatedIntrinsic::allLanes;
  static const EmulatedIntrinsic intrinsics[] = {
      warp("llvm.nvvm.mma.m16n8k4.row.col.tf32", multiply<TF32, 4>, all),
      warp("llvm.nvvm.mma.m16n8k8.row.col.tf32", multiply<TF32, 8>, all),
      warp("llvm.nvvm.mma.m16n8k8.row.col.bf16", multiply<BF16, 8>, all),
      warp("llvm.nvvm.mma.m16n8k16.row.col.bf16", multiply<BF16, 16>, all),
  };
  return intrinsics;
}
