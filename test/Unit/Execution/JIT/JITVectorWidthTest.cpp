//===- JITVectorWidthTest.cpp - Targets with other registers --------------===//
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
/// By the lanes of a vector register: none, SSE and NEON, AVX-512. What the
/// machine that runs the test lacks, LLVM splits.
class JITVectorWidthTest : public JITTest,
                           public testing::WithParamInterface<int64_t> {};
} // namespace

TEST_P(JITVectorWidthTest, runsAModelOfEachKind) {
  for (int64_t channels : {1, 7, 17, 100}) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Cx$Cxf32>) : tensor<$Cx$Cxf32>
      ml_program.global private @s(#ml_program.extern : tensor<$Cx$Cxf32, #gnn.csr>) : tensor<$Cx$Cxf32, #gnn.csr>
      ml_program.global private @a(#ml_program.extern : tensor<1x1x$Cxf32>) : tensor<1x1x$Cxf32>
      ml_program.global private @b(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %c: tensor<?x$Cxf32, #gnn.csr>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %w = ml_program.global_load_const @w : tensor<$Cx$Cxf32>
        %s = ml_program.global_load_const @s : tensor<$Cx$Cxf32, #gnn.csr>
        %a = ml_program.global_load_const @a : tensor<1x1x$Cxf32>
        %b = ml_program.global_load_const @b : tensor<$Cxf32>
        %0 = gnn.linear %x, %w bias %b : (tensor<?x$Cxf32>, tensor<$Cx$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.aggregate max %g, %0 : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %2 = gnn.linear %1, %s : (tensor<?x$Cxf32>, tensor<$Cx$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32>
        %3 = gnn.linear %c, %w bias %b : (tensor<?x$Cxf32, #gnn.csr>, tensor<$Cx$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %4 = gnn.add %3, %2 : tensor<?x$Cxf32>
        %5 = gnn.relu %4 : tensor<?x$Cxf32>
        %6 = gnn.head_dot %5, %a : (tensor<?x$Cxf32>, tensor<1x1x$Cxf32>) -> tensor<?x1xf32>
        %7 = gnn.attention %g, %5, %6, %6 {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x$Cxf32>
        %8 = gnn.elu %7 : tensor<?x$Cxf32>
        %9 = gnn.log_softmax %8 : tensor<?x$Cxf32>
        return %1, %5, %9 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels),
            GetParam());
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      int64_t nodes = graph.getNumNodes();
      expectSame(
          {graph, random(nodes, channels), randomSparse(nodes, channels)});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Lanes, JITVectorWidthTest,
                         testing::Values<int64_t>(1, 4, 16));
