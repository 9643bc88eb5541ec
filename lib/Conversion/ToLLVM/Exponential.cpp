//===- Exponential.cpp - exp and expm1 as few instructions ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exponential.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace mlir::gnn;

// exp(x) = 2^n exp(r) with n = round(x / ln 2) and r = x - n ln 2, in which
// |r| <= ln 2 / 2. The polynomial and the split of ln 2 are those of expf in
// Cephes (S. L. Moshier, Methods and Programs for Mathematical Functions,
// 1989).

/// The results of these are still normal numbers.
static constexpr double leastArgument = -87.33654, largestArgument = 88.37626;
static constexpr double log2E = 1.44269504088896341;
/// ln 2, the first part so short that its product with n is exact.
static constexpr double ln2High = 0.693359375, ln2Low = -2.12194440e-4;
/// exp(r) = 1 + r + r^2 p(r), from the highest power down.
static constexpr double coefficients[] = {1.9875691500e-4, 1.3981999507e-3,
                                          8.3334519073e-3, 4.1665795894e-2,
                                          1.6666665459e-1, 5.0000001201e-1};
/// 1.5 * 2^23: what is added to it is rounded to an integer, which the low bits
/// of the sum then are.
static constexpr double roundingMagic = 12582912.0;
static constexpr int mantissaBits = 23;
static constexpr int oneBits = 0x3F800000;

namespace {
/// Both parts of an exponential: exp(x) = power * (1 + rest).
struct Parts {
  Value power, rest;
};

class ExpBuilder : public ImplicitLocOpBuilder {
public:
  ExpBuilder(Location loc, OpBuilder &builder, Type type)
      : ImplicitLocOpBuilder(loc, builder), type(type) {}

  Parts split(Value x);
  Value constant(double value);
  /// a * b + c, one instruction where the target has it; `math.fma` would be a
  /// call where it has not.
  Value fma(Value a, Value b, Value c) {
    constexpr auto contract = arith::FastMathFlags::contract;
    Value product = arith::MulFOp::create(*this, a, b, contract);
    return arith::AddFOp::create(*this, product, c, contract);
  }

private:
  Value bits(int value);
  Value clamp(Value x);
  Value powerOfTwo(Value rounded);
  Type integers();

  Type type;
};
} // namespace

Value ExpBuilder::constant(double value) {
  TypedAttr attr = getF32FloatAttr(value);
  if (auto shaped = dyn_cast<ShapedType>(type))
    attr = SplatElementsAttr::get(shaped, attr);
  return arith::ConstantOp::create(*this, attr);
}

Type ExpBuilder::integers() {
  auto shaped = dyn_cast<ShapedType>(type);
  return shaped ? Type(shaped.clone(getI32Type())) : getI32Type();
}

Value ExpBuilder::bits(int value) {
  TypedAttr attr = getI32IntegerAttr(value);
  if (auto shaped = dyn_cast<ShapedType>(integers()))
    attr = SplatElementsAttr::get(shaped, attr);
  return arith::ConstantOp::create(*this, attr);
}

/// The comparisons are false for NaN, which goes on.
Value ExpBuilder::clamp(Value x) {
  Value least = constant(leastArgument), largest = constant(largestArgument);
  Value below =
      arith::CmpFOp::create(*this, arith::CmpFPredicate::OLT, x, least);
  x = arith::SelectOp::create(*this, below, least, x);
  Value above =
      arith::CmpFOp::create(*this, arith::CmpFPredicate::OGT, x, largest);
  return arith::SelectOp::create(*this, above, largest, x);
}

/// 2^n, given magic + n: the low bits, moved to where a float has its exponent.
Value ExpBuilder::powerOfTwo(Value rounded) {
  Value integer = arith::BitcastOp::create(*this, integers(), rounded);
  Value exponent = arith::ShLIOp::create(*this, integer, bits(mantissaBits));
  Value biased = arith::AddIOp::create(*this, exponent, bits(oneBits));
  return arith::BitcastOp::create(*this, type, biased);
}

Parts ExpBuilder::split(Value x) {
  x = clamp(x);
  Value magic = constant(roundingMagic);
  Value rounded = fma(x, constant(log2E), magic);
  Value n = arith::SubFOp::create(*this, rounded, magic);
  Value r = fma(n, constant(-ln2High), x);
  r = fma(n, constant(-ln2Low), r);
  Value p = constant(coefficients[0]);
  for (double coefficient : ArrayRef(coefficients).drop_front())
    p = fma(p, r, constant(coefficient));
  Value square = arith::MulFOp::create(*this, r, r);
  return {powerOfTwo(rounded), fma(p, square, r)};
}

static bool isSingle(Type type) { return getElementTypeOrSelf(type).isF32(); }

namespace {
/// power + power * rest
struct LowerExp : OpRewritePattern<math::ExpOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ExpOp op,
                                PatternRewriter &rewriter) const override {
    if (!isSingle(op.getType()))
      return rewriter.notifyMatchFailure(op, "expected f32");
    ExpBuilder b(op.getLoc(), rewriter, op.getType());
    Parts parts = b.split(op.getOperand());
    rewriter.replaceOp(op, b.fma(parts.power, parts.rest, parts.power));
    return success();
  }
};

/// (power - 1) + power * rest, exact where x is small: there power is 1.
struct LowerExpM1 : OpRewritePattern<math::ExpM1Op> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ExpM1Op op,
                                PatternRewriter &rewriter) const override {
    if (!isSingle(op.getType()))
      return rewriter.notifyMatchFailure(op, "expected f32");
    ExpBuilder b(op.getLoc(), rewriter, op.getType());
    Parts parts = b.split(op.getOperand());
    Value less = arith::SubFOp::create(b, parts.power, b.constant(1.0));
    rewriter.replaceOp(op, b.fma(parts.power, parts.rest, less));
    return success();
  }
};
} // namespace

void gnn::populateExponentialPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerExp, LowerExpM1>(patterns.getContext(), /*benefit=*/2);
}
