//===- Emitter.cpp - The few words that all loops are written in ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Emitter.h"

#include "BFloat16.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::gnn;

/// A product and a sum may become one instruction; nothing else is relaxed, so
/// that a row has the same bits wherever it is computed.
static constexpr auto contract = arith::FastMathFlags::contract;

/// Wide enough for every vector register, and a cache line.
static constexpr int64_t allocationAlignment = 64;

VectorType Emitter::vectorOf(int64_t lanes) {
  return VectorType::get(lanes, getF32Type());
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

Value Emitter::index(int64_t value) {
  return arith::ConstantIndexOp::create(*this, value);
}

Value Emitter::plus(Value a, Value b) {
  return createOrFold<arith::AddIOp>(a, b);
}

Value Emitter::minus(Value a, Value b) {
  return createOrFold<arith::SubIOp>(a, b);
}

Value Emitter::times(Value a, Value b) {
  return createOrFold<arith::MulIOp>(a, b);
}

Value Emitter::dividedBy(Value a, Value b) {
  return createOrFold<arith::DivUIOp>(a, b);
}

Value Emitter::dividedUp(Value a, Value b) {
  return dividedBy(plus(a, minus(b, index(1))), b);
}

Value Emitter::remainder(Value a, int64_t b) {
  return createOrFold<arith::RemUIOp>(a, index(b));
}

Value Emitter::smaller(Value a, Value b) {
  return createOrFold<arith::MinSIOp>(a, b);
}

Value Emitter::atLeast(Value a, int64_t b) {
  return createOrFold<arith::MaxSIOp>(a, index(b));
}

Value Emitter::isLess(Value a, Value b) {
  return arith::CmpIOp::create(*this, arith::CmpIPredicate::slt, a, b);
}

Value Emitter::isEqual(Value a, Value b) {
  return arith::CmpIOp::create(*this, arith::CmpIPredicate::eq, a, b);
}

Value Emitter::both(Value a, Value b) {
  return createOrFold<arith::AndIOp>(a, b);
}

Value Emitter::any(Value a, Value b) {
  return createOrFold<arith::OrIOp>(a, b);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

Value Emitter::sizeOf(Value memref, unsigned dim) {
  return memref::DimOp::create(*this, memref, dim);
}

/// Memory may be of bf16; registers are of f32.
static bool isRounded(Value memref) {
  return cast<MemRefType>(memref.getType()).getElementType().isBF16();
}

Value Emitter::load(Value memref, ValueRange indices) {
  Value value = memref::LoadOp::create(*this, memref, indices);
  return isRounded(memref) ? widenBF16(*this, value) : value;
}

llvm::MaybeAlign Emitter::alignmentOf(VectorType vector) {
  if (!areVectorsAligned)
    return std::nullopt;
  return llvm::Align(vector.getNumElements() * vector.getElementTypeBitWidth() /
                     8);
}

void Emitter::store(Value value, Value memref, ValueRange indices) {
  if (isRounded(memref) && getElementTypeOrSelf(value).isF32())
    value = roundToBF16(*this, value);
  if (auto vector = dyn_cast<VectorType>(value.getType()))
    vector::StoreOp::create(*this, value, memref, indices,
                            /*nontemporal=*/false, alignmentOf(vector));
  else
    memref::StoreOp::create(*this, value, memref, indices);
}

Value Emitter::loadIndex(Value memref, Value position) {
  return arith::IndexCastUIOp::create(*this, getIndexType(),
                                      load(memref, position));
}

void Emitter::storeIndex(Value index, Value memref, Value position) {
  Type type = cast<MemRefType>(memref.getType()).getElementType();
  store(arith::IndexCastOp::create(*this, type, index), memref, position);
}

Value Emitter::loadVector(Value memref, ValueRange indices, int64_t lanes) {
  VectorType type = vectorOf(lanes);
  auto stored = isRounded(memref) ? type.clone(getBF16Type()) : type;
  Value vector =
      vector::LoadOp::create(*this, stored, memref, indices,
                             /*nontemporal=*/false, alignmentOf(stored));
  return isRounded(memref) ? widenBF16(*this, vector) : vector;
}

void Emitter::keepLoadsBehind() {
  LLVM::FenceOp::create(*this, LLVM::AtomicOrdering::seq_cst, "singlethread");
}

Value Emitter::keepLoaded(Value vector) {
  return LLVM::CallIntrinsicOp::create(*this, vector.getType(),
                                       getStringAttr("llvm.arithmetic.fence"),
                                       vector)
      .getResult(0);
}

Value Emitter::allocate(Type elementType, Value size) {
  auto type = MemRefType::get({ShapedType::kDynamic}, elementType);
  return memref::AllocOp::create(*this, type, size,
                                 getI64IntegerAttr(allocationAlignment));
}

Value Emitter::allocateMatrix(int64_t rows, int64_t columns) {
  auto type = MemRefType::get({rows, columns}, getF32Type());
  return memref::AllocOp::create(*this, type,
                                 getI64IntegerAttr(allocationAlignment));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

Value Emitter::splat(double value, Type type) {
  TypedAttr attr = getFloatAttr(getElementTypeOrSelf(type), value);
  if (auto vector = dyn_cast<VectorType>(type))
    attr = SplatElementsAttr::get(vector, attr);
  return arith::ConstantOp::create(*this, attr);
}

Value Emitter::broadcast(Value scalar, int64_t lanes) {
  return vector::BroadcastOp::create(*this, vectorOf(lanes), scalar);
}

Value Emitter::add(Value a, Value b) {
  return arith::AddFOp::create(*this, a, b, contract);
}

Value Emitter::sub(Value a, Value b) {
  return arith::SubFOp::create(*this, a, b, contract);
}

Value Emitter::mul(Value a, Value b) {
  return arith::MulFOp::create(*this, a, b, contract);
}

Value Emitter::div(Value a, Value b) {
  return arith::DivFOp::create(*this, a, b);
}

Value Emitter::fma(Value a, Value b, Value c) {
  return vector::FMAOp::create(*this, a, b, c);
}

Value Emitter::select(Value condition, Value a, Value b) {
  return arith::SelectOp::create(*this, condition, a, b);
}

/// `x P y ? x : y`, which processors have an instruction for.
static Value better(Emitter &e, arith::CmpFPredicate predicate, Value x,
                    Value y) {
  return e.select(arith::CmpFOp::create(e, predicate, x, y), x, y);
}

Value Emitter::larger(Value a, Value b) {
  return better(*this, arith::CmpFPredicate::OGT, a, b);
}

Value Emitter::lesser(Value a, Value b) {
  return better(*this, arith::CmpFPredicate::OLT, a, b);
}

/// `other` is b where either is NaN; what is left is to keep an a that is NaN.
/// `arith.maximumf` also orders zeros, at twice the cost.
static Value keepNaN(Emitter &e, Value a, Value other) {
  Value isNaN = arith::CmpFOp::create(e, arith::CmpFPredicate::UNO, a, a);
  return e.select(isNaN, a, other);
}

Value Emitter::maximum(Value a, Value b) {
  return keepNaN(*this, a, larger(a, b));
}

Value Emitter::minimum(Value a, Value b) {
  return keepNaN(*this, a, lesser(a, b));
}

Value Emitter::toFloat(Value index) {
  Value integer = arith::IndexCastOp::create(*this, getI64Type(), index);
  return arith::SIToFPOp::create(*this, getF32Type(), integer);
}

//===----------------------------------------------------------------------===//
// Control
//===----------------------------------------------------------------------===//

Values Emitter::loop(Value from, Value to, ValueRange initial, LoopBody body,
                     int64_t step) {
  auto loop = scf::ForOp::create(*this, from, to, index(step), initial);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPointToStart(loop.getBody());
  Values carried = body(loop.getInductionVar(), loop.getRegionIterArgs());
  if (!carried.empty())
    scf::YieldOp::create(*this, carried);
  return Values(loop.getResults());
}

Values Emitter::rolledLoop(Value from, Value to, ValueRange initial,
                           LoopBody body, int64_t step) {
  Values results = loop(from, to, initial, body, step);
  auto unroll = LLVM::LoopUnrollAttr::get(
      context, /*disable=*/getBoolAttr(true), {}, {}, {}, {}, {}, {});
  auto annotation = LLVM::LoopAnnotationAttr::get(
      context, {}, {}, {}, unroll, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {});
  results.front().getDefiningOp()->setAttr("loop_annotation", annotation);
  return results;
}

void Emitter::loop(Value from, Value to,
                   function_ref<void(Value position)> body, int64_t step) {
  loop(
      from, to, ValueRange(),
      [&](Value position, ValueRange) {
        body(position);
        return Values();
      },
      step);
}

void Emitter::when(Value condition, function_ref<void()> then) {
  auto branch = scf::IfOp::create(*this, condition, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPointToStart(branch.thenBlock());
  then();
}

Value Emitter::choose(Value condition, function_ref<Value()> then,
                      function_ref<Value()> otherwise) {
  auto one = [](function_ref<Value()> value) {
    return [value] { return Values{value()}; };
  };
  return choose(condition, one(then), one(otherwise)).front();
}

Values Emitter::choose(Value condition, function_ref<Values()> then,
                       function_ref<Values()> otherwise) {
  auto branch = scf::IfOp::create(
      *this, condition,
      [&](OpBuilder &, Location) { scf::YieldOp::create(*this, then()); },
      [&](OpBuilder &, Location) { scf::YieldOp::create(*this, otherwise()); });
  return Values(branch.getResults());
}

void Emitter::either(Value condition, function_ref<void()> then,
                     function_ref<void()> otherwise) {
  auto branch = scf::IfOp::create(*this, condition, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPointToStart(branch.thenBlock());
  then();
  setInsertionPointToStart(branch.elseBlock());
  otherwise();
}
