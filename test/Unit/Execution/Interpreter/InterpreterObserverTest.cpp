//===- InterpreterObserverTest.cpp - What observers see, and what is kept -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InterpreterFixture.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class InterpreterObserverTest : public InterpreterTest {
protected:
  func::FuncOp parse(const std::string &text) {
    module = parseSourceString<ModuleOp>(text, &context);
    return module->lookupSymbol<func::FuncOp>("f");
  }
};
} // namespace

static constexpr const char *nested = R"mlir(
  func.func private @twice(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %y = gnn.add %x, %x : tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
  func.func @f(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %unread = gnn.relu %x : tensor<?x1xf32>
    %y = call @twice(%x) : (tensor<?x1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  })mlir";

TEST_F(InterpreterObserverTest, seesArgumentsAndResultsInOrder) {
  std::vector<double> seen;
  Interpreter interpreter;
  interpreter.setObserver([&](Value name, const InterpreterValue &value) {
    EXPECT_TRUE(value.fits(name.getType()));
    seen.push_back(value.matrix()(0, 0));
    return success();
  });
  ASSERT_TRUE(succeeded(interpreter.call(parse(nested), {makeMatrix({{-3}})})));
  // x, relu, x of @twice, its sum, the result of the call.
  EXPECT_EQ(seen, (std::vector<double>{-3, 0, -3, -6, -6}));
}

TEST_F(InterpreterObserverTest, endsTheEvaluation) {
  Interpreter interpreter;
  unsigned seen = 0;
  interpreter.setObserver(
      [&](Value, const InterpreterValue &) { return failure(++seen == 4); });
  func::FuncOp function = parse(nested);
  EXPECT_TRUE(failed(interpreter.call(function, {makeMatrix({{1}})})));
  EXPECT_EQ(seen, 4u);
  // A failure leaves nothing behind that would make the next call a recursion.
  interpreter.setObserver({});
  EXPECT_TRUE(succeeded(interpreter.call(function, {makeMatrix({{1}})})));
}

TEST_F(InterpreterObserverTest, parametersMayBeReplaced) {
  func::FuncOp function = parse(R"mlir(
    ml_program.global private @w(#ml_program.extern : tensor<1x2xf32>)
      : tensor<1x2xf32>
    func.func @f(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @w : tensor<1x2xf32>
      %y = gnn.linear %x, %w
        : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    })mlir");
  Interpreter interpreter;
  interpreter.setParameter(module->lookupSymbol<ml_program::GlobalOp>("w"),
                           makeMatrix({{10, 20}}));
  auto results = interpreter.call(function, {makeMatrix({{1, 2}})});
  ASSERT_TRUE(succeeded(results));
  expectMatrix(results->front().matrix(), makeMatrix({{50}}));
}

#ifdef __GLIBC__
/// Bytes that malloc has given out.
static size_t getAllocatedBytes() {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST_F(InterpreterObserverTest, valuesGoAfterTheirLastRead) {
  constexpr int64_t rows = 1 << 17;
  constexpr size_t matrixBytes = rows * 4 * sizeof(double);
  std::string text = "func.func @f(%x0: tensor<?x4xf32>) -> tensor<?x4xf32> {";
  for (int i = 0; i < 20; ++i)
    text += "%x" + std::to_string(i + 1) + " = gnn.relu %x" +
            std::to_string(i) + " : tensor<?x4xf32>\n";
  func::FuncOp function = parse(text + "return %x20 : tensor<?x4xf32> }");
  Interpreter interpreter;
  size_t most = 0;
  interpreter.setObserver([&](Value, const InterpreterValue &) {
    most = std::max(most, getAllocatedBytes());
    return success();
  });
  InterpreterValue x(Matrix::Ones(rows, 4).eval());
  size_t before = getAllocatedBytes();
  ASSERT_TRUE(succeeded(interpreter.call(function, {x})));
  // An operand and a result at a time, not twenty results.
  EXPECT_LT(most - before, 3 * matrixBytes);
}
#endif
