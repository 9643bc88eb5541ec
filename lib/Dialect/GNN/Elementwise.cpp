//===- Elementwise.cpp - One element of each elementwise op ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Arithmetic on a float type or vectors of it, in as few words as the formulas
/// have.
class Elements {
public:
  Elements(OpBuilder &builder, Location loc, Type type)
      : builder(builder), loc(loc), type(type) {}

  Value constant(double value) {
    TypedAttr attr = builder.getFloatAttr(getElementTypeOrSelf(type), value);
    if (auto vector = dyn_cast<VectorType>(type))
      attr = SplatElementsAttr::get(vector, attr);
    return arith::ConstantOp::create(builder, loc, attr);
  }
  Value add(Value a, Value b) {
    return arith::AddFOp::create(builder, loc, a, b, fast());
  }
  Value sub(Value a, Value b) {
    return arith::SubFOp::create(builder, loc, a, b, fast());
  }
  Value mul(Value a, Value b) {
    return arith::MulFOp::create(builder, loc, a, b, fast());
  }
  Value div(Value a, Value b) {
    return arith::DivFOp::create(builder, loc, a, b);
  }
  Value greater(Value a, Value b) {
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, a, b);
  }
  Value less(Value a, Value b) {
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, a, b);
  }
  Value isNaN(Value a) {
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, a, a);
  }
  Value select(Value condition, Value a, Value b) {
    return arith::SelectOp::create(builder, loc, condition, a, b);
  }
  template <typename MathOp> Value call(Value x) {
    return MathOp::create(builder, loc, x);
  }

private:
  /// Multiply and add may become one instruction; nothing else is relaxed.
  arith::FastMathFlags fast() { return arith::FastMathFlags::contract; }

  OpBuilder &builder;
  Location loc;
  Type type;
};
} // namespace

static Elements elementsOf(OpBuilder &builder, Location loc,
                           ValueRange operands) {
  return Elements(builder, loc, operands.front().getType());
}

/// y = max(x, 0). The comparison is false for NaN, which then stays.
Value ReluOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value zero = e.constant(0.0);
  return e.select(e.less(in[0], zero), zero, in[0]);
}

Value LeakyReluOp::buildElement(OpBuilder &builder, Location loc,
                                ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value slope = e.constant(getNegativeSlope().convertToDouble());
  return e.select(e.less(in[0], e.constant(0.0)), e.mul(in[0], slope), in[0]);
}

Value EluOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value alpha = e.constant(getAlpha().convertToDouble());
  Value negative = e.mul(alpha, e.call<math::ExpM1Op>(in[0]));
  return e.select(e.greater(in[0], e.constant(0.0)), in[0], negative);
}

Value GeluOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value x = in[0], inner;
  if (getTanhApproximation()) {
    Value cubic = e.mul(e.constant(0.044715), e.mul(x, e.mul(x, x)));
    Value scaled = e.mul(e.constant(0.7978845608028654), e.add(x, cubic));
    inner = e.call<math::TanhOp>(scaled);
  } else {
    inner = e.call<math::ErfOp>(e.mul(x, e.constant(0.7071067811865476)));
  }
  return e.mul(e.mul(x, e.constant(0.5)), e.add(e.constant(1.0), inner));
}

Value SigmoidOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value one = e.constant(1.0);
  Value negated = e.sub(e.constant(0.0), in[0]);
  return e.div(one, e.add(one, e.call<math::ExpOp>(negated)));
}

Value TanhOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  return elementsOf(builder, loc, in).call<math::TanhOp>(in[0]);
}

Value DropoutOp::buildElement(OpBuilder &, Location, ValueRange in) {
  return in[0];
}

Value AddOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  return elementsOf(builder, loc, in).add(in[0], in[1]);
}

/// z = max(x, y). The comparison is false for NaN, which leaves y; an x that is
/// NaN also stays.
Value MaxOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value larger = e.select(e.greater(in[0], in[1]), in[0], in[1]);
  return e.select(e.isNaN(in[0]), in[0], larger);
}

/// z = x + (1 + eps) * y.
Value AddScaledOp::buildElement(OpBuilder &builder, Location loc,
                                ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  return e.add(in[0], e.mul(e.add(e.constant(1.0), in[2]), in[1]));
}

Value BiasAddOp::buildElement(OpBuilder &builder, Location loc, ValueRange in) {
  return elementsOf(builder, loc, in).add(in[0], in[1]);
}

/// z = x + s * y.
Value AddScaledRowsOp::buildElement(OpBuilder &builder, Location loc,
                                    ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  return e.add(in[0], e.mul(in[2], in[1]));
}

Value ScaleRowsOp::buildElement(OpBuilder &builder, Location loc,
                                ValueRange in) {
  return elementsOf(builder, loc, in).mul(in[0], in[1]);
}

/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias. The part without
/// x is the same in every row; LLVM moves it out of the loop.
Value BatchNormOp::buildElement(OpBuilder &builder, Location loc,
                                ValueRange in) {
  Elements e = elementsOf(builder, loc, in);
  Value epsilon = e.constant(getEpsilon().convertToDouble());
  Value deviation = e.call<math::SqrtOp>(e.add(in[2], epsilon));
  Value scaled = e.mul(e.sub(in[0], in[1]), e.div(in[3], deviation));
  return e.add(scaled, in[4]);
}
