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

static constexpr unsigned rows = 16, columns = 8, maxDepth = 32;

namespace {
struct Operands {
  float a[rows][maxDepth] = {};
  float b[maxDepth][columns] = {};
  /// What A does not have is not multiplied, not even by what is not a number.
  bool skips[rows][maxDepth] = {};
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

/// Each register of B reaches further, and so do pairs of those of A, one for
/// the upper and one for the lower eight rows.
template <typename Element, unsigned depth>
static void unpackB(const uint64_t *registers, unsigned lane, Operands &out) {
  constexpr unsigned reach = 4 * Element::perRegister;
  for (unsigned i = 0; i < depth / reach; ++i)
    for (unsigned e = 0; e < Element::perRegister; ++e)
      out.b[i * reach + lane % 4 * Element::perRegister + e][lane / 4] =
          Element::get(registers[i], e);
}

template <typename Element, unsigned depth>
static void unpackA(const uint64_t *registers, unsigned lane, Operands &out) {
  constexpr unsigned reach = 4 * Element::perRegister;
  for (unsigned i = 0; i < 2 * depth / reach; ++i)
    for (unsigned e = 0; e < Element::perRegister; ++e)
      out.a[lane / 4 + i % 2 * 8]
           [i / 2 * reach + lane % 4 * Element::perRegister + e] =
          Element::get(registers[i], e);
}

static void computeSums(const WarpCall &call, const Operands &operands,
                        unsigned depth, unsigned firstC) {
  for (unsigned lane = 0; lane < warpSize; ++lane)
    for (unsigned i = 0; i < 4; ++i) {
      unsigned row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2;
      double sum = llvm::bit_cast<float>(
          static_cast<uint32_t>(call.operands[lane][firstC + i]));
      for (unsigned k = 0; k < depth; ++k)
        if (!operands.skips[row][k])
          sum += double(operands.a[row][k]) * operands.b[k][column];
      float rounded = sum;
      std::memcpy(static_cast<char *>(call.results[lane]) + 4 * i, &rounded,
                  sizeof(rounded));
    }
}

static constexpr const char *lacksLanes =
    "a matrix product lacks lanes of its warp";

template <typename Element, unsigned depth>
static const char *multiply(WarpCall &call) {
  if (call.arrived != ~0u)
    return lacksLanes;
  constexpr unsigned b = depth / (4 * Element::perRegister), a = 2 * b;
  Operands operands;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    unpackA<Element, depth>(call.operands[lane], lane, operands);
    unpackB<Element, depth>(call.operands[lane] + a, lane, operands);
  }
  computeSums(call, operands, depth, a + b);
  return nullptr;
}

//===----------------------------------------------------------------------===//
// 2 of 4 elements of a row of A
//===----------------------------------------------------------------------===//

/// Of each four columns of a row, A has two elements; their columns are two
/// numbers of two bits, in order. A register has those of 16 columns of the
/// upper rows in its lower half, and of the lower rows in its upper half. The
/// selector tells which two lanes of a group are asked, each for 16 columns.
static const char *spread(const WarpCall &call, unsigned metadata,
                          const Operands &stored, Operands &out) {
  constexpr unsigned depth = 32;
  for (unsigned row = 0; row < rows; ++row)
    for (unsigned chunk = 0; chunk < depth / 4; ++chunk) {
      unsigned group = row % 8 * 4;
      unsigned selector = call.operands[group][metadata + 1];
      unsigned lane = group + 2 * selector + chunk / 4;
      uint32_t bits = call.operands[lane][metadata];
      bits = bits >> (row / 8 * 16 + chunk % 4 * 4) & 0xf;
      unsigned low = bits & 3, high = bits >> 2;
      if (low >= high)
        return "the columns of a sparse matrix product are not in order";
      for (unsigned i = 0; i < 4; ++i)
        out.skips[row][4 * chunk + i] = i != low && i != high;
      out.a[row][4 * chunk + low] = stored.a[row][2 * chunk];
      out.a[row][4 * chunk + high] = stored.a[row][2 * chunk + 1];
    }
  return nullptr;
}

static const char *multiplySparse(WarpCall &call) {
  if (call.arrived != ~0u)
    return lacksLanes;
  constexpr unsigned depth = 32, a = 4, b = 4, c = 4;
  Operands stored, operands;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    unpackA<BF16, depth / 2>(call.operands[lane], lane, stored);
    unpackB<BF16, depth>(call.operands[lane] + a, lane, operands);
  }
  if (const char *wrong = spread(call, a + b + c, stored, operands))
    return wrong;
  computeSums(call, operands, depth, a + b);
  return nullptr;
}

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getMatrixIntrinsics() {
  static constexpr int all = EmulatedIntrinsic::allLanes;
  static const EmulatedIntrinsic intrinsics[] = {
      warp("llvm.nvvm.mma.m16n8k4.row.col.tf32", multiply<TF32, 4>, all),
      warp("llvm.nvvm.mma.m16n8k8.row.col.tf32", multiply<TF32, 8>, all),
      warp("llvm.nvvm.mma.m16n8k8.row.col.bf16", multiply<BF16, 8>, all),
      warp("llvm.nvvm.mma.m16n8k16.row.col.bf16", multiply<BF16, 16>, all),
      warp("llvm.nvvm.mma.sp.m16n8k32.row.col.bf16", multiplySparse, all),
  };
  return intrinsics;
}
