//===- BFloat16.cpp - Rounding to bf16 ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BFloat16.h"

using namespace mlir;
using namespace mlir::gnn;

/// `element`, or a vector of it with as many lanes as `value`.
static Type typeLike(Value value, Type element) {
  auto vector = dyn_cast<VectorType>(value.getType());
  return vector ? Type(vector.clone(element)) : element;
}

static Value bitsLike(Emitter &e, Value value, int64_t bits) {
  TypedAttr attr = e.getI32IntegerAttr(bits);
  if (auto vector = dyn_cast<VectorType>(value.getType()))
    attr = SplatElementsAttr::get(vector.clone(e.getI32Type()), attr);
  return arith::ConstantOp::create(e, attr);
}

/// bits + 0x7fff + (whether the bit that becomes the last one is set): its
/// upper half is rounded.
static Value addHalf(Emitter &e, Value bits) {
  Value upper = arith::ShRUIOp::create(e, bits, bitsLike(e, bits, 16));
  Value isOdd = arith::AndIOp::create(e, upper, bitsLike(e, bits, 1));
  Value half = arith::AddIOp::create(e, isOdd, bitsLike(e, bits, 0x7fff));
  return arith::AddIOp::create(e, bits, half);
}

Value gnn::roundToBF16(Emitter &e, Value value) {
  Value bits =
      arith::BitcastOp::create(e, typeLike(value, e.getI32Type()), value);
  // A NaN whose bits are all low would become an infinity.
  Value isNaN =
      arith::CmpFOp::create(e, arith::CmpFPredicate::UNO, value, value);
  Value quiet = arith::OrIOp::create(e, bits, bitsLike(e, bits, 0x400000));
  Value rounded = e.select(isNaN, quiet, addHalf(e, bits));
  Value upper = arith::TruncIOp::create(
      e, typeLike(value, e.getI16Type()),
      arith::ShRUIOp::create(e, rounded, bitsLike(e, bits, 16)));
  return arith::BitcastOp::create(e, typeLike(value, e.getBF16Type()), upper);
}

Value gnn::widenBF16(Emitter &e, Value value) {
  Value bits =
      arith::BitcastOp::create(e, typeLike(value, e.getI16Type()), value);
  Value wide = arith::ExtUIOp::create(e, typeLike(value, e.getI32Type()), bits);
  Value upper = arith::ShLIOp::create(e, wide, bitsLike(e, wide, 16));
  return arith::BitcastOp::create(e, typeLike(value, e.getF32Type()), upper);
}
