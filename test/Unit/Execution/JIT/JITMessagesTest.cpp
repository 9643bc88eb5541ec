//===- JITMessagesTest.cpp - What flows along edges, compiled -------------===//
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
class JITMessagesTest : public JITTest {};
} // namespace

TEST_F(JITMessagesTest, aggregates) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %2 = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %3 = gnn.aggregate min %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %0, %1, %2, %3 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      expectSame({graph, random(graph.getNumNodes(), channels)});
    }
  }
}
