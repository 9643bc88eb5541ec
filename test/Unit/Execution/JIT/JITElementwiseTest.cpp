//===- JITElementwiseTest.cpp - Elementwise ops, fused and not, compiled --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class JITElementwiseTest : public JITTest {};
} // namespace

TEST_F(JITElementwiseTest, activates) {
  for (StringRef op :
       {"relu", "leaky_relu", "elu", "gelu", "sigmoid", "tanh", "dropout"}) {
    SCOPED_TRACE(op.str());
    for (int64_t channels : {1, 7, 100}) {
      SCOPED_TRACE(channels);
      compile(withChannels("func.func @f(%x: tensor<?x$Cxf32>) -> "
                           "tensor<?x$Cxf32> { %0 = gnn." +
                               op.str() +
                               " %x : tensor<?x$Cxf32> return %0 : "
                               "tensor<?x$Cxf32> }",
                           channels));
      expectSame({random(131, channels)});
      expectSame({Matrix(20 * random(7, channels))});
      expectSame({Matrix(Matrix::Zero(3, channels))});
      expectSame({random(0, channels)});
    }
  }
}

TEST_F(JITElementwiseTest, approximatesGeluByTanh) {
  compile(R"mlir(
    func.func @f(%x: tensor<?x33xf32>) -> tensor<?x33xf32> {
      %0 = gnn.gelu %x {tanh_approximation} : tensor<?x33xf32>
      return %0 : tensor<?x33xf32>
    })mlir");
  expectSame({Matrix(3 * random(50, 33))});
}

TEST_F(JITElementwiseTest, keepsNaN) {
  compile(R"mlir(
    func.func @f(%g: !gnn.graph, %x: tensor<?x9xf32>)
        -> (tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>) {
      %0 = gnn.relu %x : tensor<?x9xf32>
      %1 = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x9xf32>) -> tensor<?x9xf32>
      %2 = gnn.aggregate min %g, %x : (!gnn.graph, tensor<?x9xf32>) -> tensor<?x9xf32>
      %3 = gnn.max %x, %0 : tensor<?x9xf32>
      %4 = gnn.max %1, %x : tensor<?x9xf32>
      return %0, %1, %2, %3, %4
        : tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>
    })mlir");
  Graph graph{{0, 3, 6, 9}, {0, 1, 2, 2, 1, 0, 1, 0, 2}};
  Matrix x = random(3, 9);
  x(0, 0) = x(1, 4) = x(2, 8) = std::numeric_limits<double>::quiet_NaN();
  expectSame({graph, x});
}

TEST_F(JITElementwiseTest, combinesFeaturesChannelsRowsAndNumbers) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      ml_program.global private @mean(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      ml_program.global private @variance(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      ml_program.global private @w(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      ml_program.global private @b(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      ml_program.global private @eps(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %y: tensor<?x$Cxf32>, %s: tensor<?xf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %mean = ml_program.global_load_const @mean : tensor<$Cxf32>
        %variance = ml_program.global_load_const @variance : tensor<$Cxf32>
        %w = ml_program.global_load_const @w : tensor<$Cxf32>
        %b = ml_program.global_load_const @b : tensor<$Cxf32>
        %eps = ml_program.global_load_const @eps : tensor<1xf32>
        %0 = gnn.batch_norm %x, %mean, %variance, %w, %b
          : (tensor<?x$Cxf32>, tensor<$Cxf32>, tensor<$Cxf32>, tensor<$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.bias_add %0, %b : (tensor<?x$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %2 = gnn.scale_rows %1, %s : (tensor<?x$Cxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        %3 = gnn.add %2, %y : tensor<?x$Cxf32>
        %4 = gnn.add_scaled %3, %y, %eps : (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<1xf32>) -> tensor<?x$Cxf32>
        %5 = gnn.aggregate sum %g, %4 : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %6 = gnn.scale_rows %5, %s : (tensor<?x$Cxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        %7 = gnn.add %4, %6 : tensor<?x$Cxf32>
        %8 = gnn.max %7, %y : tensor<?x$Cxf32>
        return %4, %8 : tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame({graph, random(nodes, channels), random(nodes, channels),
                  randomVector(nodes)});
    }
  }
}

TEST_F(JITElementwiseTest, doesNotFuseWhatIsReadTwice) {
  compile(R"mlir(
    func.func @f(%g: !gnn.graph, %x: tensor<?x17xf32>) -> (tensor<?x17xf32>, tensor<?x17xf32>) {
      %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x17xf32>) -> tensor<?x17xf32>
      %1 = gnn.add %0, %0 : tensor<?x17xf32>
      %2 = gnn.aggregate mean %g, %1 : (!gnn.graph, tensor<?x17xf32>) -> tensor<?x17xf32>
      %3 = gnn.relu %2 : tensor<?x17xf32>
      %4 = gnn.tanh %2 : tensor<?x17xf32>
      %5 = gnn.add %4, %3 : tensor<?x17xf32>
      %6 = gnn.add %5, %1 : tensor<?x17xf32>
      return %6, %3 : tensor<?x17xf32>, tensor<?x17xf32>
    })mlir");
  for (const auto &[name, graph] : makeGraphs()) {
    SCOPED_TRACE(name);
    expectSame({graph, random(graph.getNumNodes(), 17)});
  }
}

TEST_F(JITElementwiseTest, returnsArgumentsAndValuesTwice) {
  compile(R"mlir(
    func.func @f(%x: tensor<?x17xf32>, %s: tensor<?xf32>)
        -> (tensor<?x17xf32>, tensor<?x17xf32>, tensor<?x17xf32>, tensor<?xf32>) {
      %0 = gnn.relu %x : tensor<?x17xf32>
      return %x, %0, %0, %s : tensor<?x17xf32>, tensor<?x17xf32>, tensor<?x17xf32>, tensor<?xf32>
    })mlir");
  expectSame({random(131, 17), randomVector(131)});
  expectSame({random(0, 17), randomVector(0)});
}
