//===- MatrixInstruction.cpp - Products of tensor cores -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixInstruction.h"

#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::gnn;

/// A register holds tf32 in its upper 19 bits.
static constexpr unsigned unusedBitsOfTF32 = 13;

uint32_t MatrixInstruction::round(float weight) const {
  bool isTF32 = precision == MatmulPrecision::TF32;
  llvm::APFloat value(weight);
  bool losesInfo = false;
  value.convert(isTF32 ? llvm::APFloat::FloatTF32() : llvm::APFloat::BFloat(),
                isTF32 ? llvm::APFloat::rmNearestTiesToAway
                       : llvm::APFloat::rmNearestTiesToEven,
                &losesInfo);
  uint32_t bits = value.bitcastToAPInt().getZExtValue();
  return isTF32 ? bits << unusedBitsOfTF32 : bits;
}

Value MatrixInstruction::toRegister(Emitter &e, ValueRange elements) const {
  Type i32 = e.getI32Type();
  if (precision == MatmulPrecision::TF32)
    return NVVM::ConvertFloatToTF32Op::create(e, i32, elements[0],
                                              NVVM::FPRoundingMode::RNA);
  auto pair = VectorType::get(2, e.getBF16Type());
  Value rounded = NVVM::ConvertF32x2ToBF16x2Op::create(
      e, pair, /*src_hi=*/elements[1], /*src_lo=*/elements[0],
      /*random_bits=*/Value(), NVVM::FPRoundingMode::RN);
  return LLVM::BitcastOp::create(e, i32, rounded);
}

Values MatrixInstruction::toRegisters(Emitter &e, ValueRange loaded) const {
  Values elements, registers;
  for (Value vector : loaded)
    for (int64_t lane = 0; lane < lanesPerLoad(); ++lane)
      elements.push_back(
          vector::ExtractOp::create(e, vector, ArrayRef<int64_t>(lane)));
  int64_t size = elementsPerRegister();
  for (size_t first = 0; first < elements.size(); first += size)
    registers.push_back(
        toRegister(e, ArrayRef<Value>(elements).slice(first, size)));
  return registers;
}

Value MatrixInstruction::emit(Emitter &e, ValueRange weights, Value metadata,
                              ValueRange inputs, ValueRange sums) const {
  SmallVector<Type> elements(sumsPerLane, e.getF32Type());
  Type type = LLVM::LLVMStructType::getLiteral(e.getContext(), elements);
  int64_t shape[] = {outputs, rows, inputsPerStep() / instructionsPerStep()};
  NVVM::MMATypes element = precision == MatmulPrecision::TF32
                               ? NVVM::MMATypes::tf32
                               : NVVM::MMATypes::bf16;
  std::array<NVVM::MMATypes, 2> types = {element, element};
  std::array<NVVM::MMALayout, 2> layouts = {NVVM::MMALayout::row,
                                            NVVM::MMALayout::col};
  if (!skipsZeros)
    return NVVM::MmaOp::create(e, type, weights, inputs, sums, shape,
                               std::nullopt, std::nullopt, types, layouts);
  // The lanes at places 0 and 1 of a group are asked.
  Value selector = arith::ConstantOp::create(e, e.getI32IntegerAttr(0));
  return NVVM::MmaSpOp::create(e, type, weights, inputs, sums, metadata,
                               selector, shape, std::nullopt, types);
}

Values MatrixInstruction::multiply(Emitter &e, Value weights, Value metadata,
                                   ValueRange inputs, ValueRange sums) const {
  Values a, results;
  for (int64_t i = 0; i < weightRegisters; ++i)
    a.push_back(vector::ExtractOp::create(e, weights, ArrayRef<int64_t>(i)));
  Value product = emit(e, a, metadata, inputs, sums);
  for (int64_t i = 0; i < sumsPerLane; ++i)
    results.push_back(LLVM::ExtractValueOp::create(e, product, i));
  return results;
}
