//===- JITHeadDotTest.cpp - Dot products of heads -------------------------===//
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
/// By the lanes of a vector register.
class JITHeadDotTest : public JITTest,
                       public testing::WithParamInterface<int64_t> {
protected:
  void compileHeads(int64_t heads, int64_t width);
  void expectSameDots(int64_t heads, int64_t width, ArrayRef<int64_t> numRows);
};
} // namespace

/// Dots of rows that a product writes, alone or with aggregated rows, which
/// others read as well; of rows that attention writes; of those of an argument;
/// with an elementwise op behind; of other heads.
void JITHeadDotTest::compileHeads(int64_t heads, int64_t width) {
  compile(replaced(R"mlir(
    ml_program.global private @w(#ml_program.extern : tensor<$Cx5xf32>) : tensor<$Cx5xf32>
    ml_program.global private @a(#ml_program.extern : tensor<1x$Hx$Wxf32>) : tensor<1x$Hx$Wxf32>
    ml_program.global private @b(#ml_program.extern : tensor<1x$Hx$Wxf32>) : tensor<1x$Hx$Wxf32>
    ml_program.global private @one(#ml_program.extern : tensor<1x1x$Cxf32>) : tensor<1x1x$Cxf32>
    func.func @f(%g: !gnn.graph, %x: tensor<?x5xf32>, %z: tensor<?x$Cxf32>)
        -> (tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>, tensor<?x1xf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>) {
      %w = ml_program.global_load_const @w : tensor<$Cx5xf32>
      %a = ml_program.global_load_const @a : tensor<1x$Hx$Wxf32>
      %b = ml_program.global_load_const @b : tensor<1x$Hx$Wxf32>
      %one = ml_program.global_load_const @one : tensor<1x1x$Cxf32>
      %p = gnn.linear %x, %w : (tensor<?x5xf32>, tensor<$Cx5xf32>) -> tensor<?x$Cxf32>
      %r = gnn.relu %p : tensor<?x$Cxf32>
      %s = gnn.head_dot %r, %a : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %t = gnn.head_dot %r, %b : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %y = gnn.attention %g, %r, %s, %t {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>) -> tensor<?x$Cxf32>
      %i = gnn.relu %y : tensor<?x$Cxf32>
      %h = gnn.head_dot %i, %b : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %k = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>
      %l = gnn.linear %k, %w : (tensor<?x5xf32>, tensor<$Cx5xf32>) -> tensor<?x$Cxf32>
      %m = gnn.head_dot %l, %a : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %o = gnn.head_dot %l, %one : (tensor<?x$Cxf32>, tensor<1x1x$Cxf32>) -> tensor<?x1xf32>
      %u = gnn.head_dot %z, %a : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %v = gnn.head_dot %z, %b : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %e = gnn.head_dot %z, %b : (tensor<?x$Cxf32>, tensor<1x$Hx$Wxf32>) -> tensor<?x$Hxf32>
      %d = gnn.add %e, %u : tensor<?x$Hxf32>
      %n = gnn.add %v, %d : tensor<?x$Hxf32>
      return %i, %h, %m, %o, %u, %n : tensor<?x$Cxf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>, tensor<?x1xf32>, tensor<?x$Hxf32>, tensor<?x$Hxf32>
    })mlir",
                   {{"$H", heads}, {"$W", width}, {"$C", heads * width}}),
          GetParam());
}

/// Each node has an edge from the one before and, but for the last, the next.
static Graph makePath(int64_t nodes) {
  Graph graph{{0}, {}};
  for (int64_t node = 0; node < nodes; ++node) {
    for (int64_t other : {node - 1, node + 1})
      if (other >= 0 && other < nodes)
        graph.colIdx.push_back(int32_t(other));
    graph.rowPtr.push_back(graph.colIdx.size());
  }
  return graph;
}

void JITHeadDotTest::expectSameDots(int64_t heads, int64_t width,
                                    ArrayRef<int64_t> numRows) {
  compileHeads(heads, width);
  for (int64_t rows : numRows) {
    SCOPED_TRACE(testing::Message() << heads << " heads of " << width
                                    << " channels in " << rows << " rows");
    expectSame({makePath(rows), random(rows, 5), random(rows, heads * width)});
  }
}

/// Heads that share a vector, fill it, or take several, of which the last may
/// repeat channels; as few rows as fill no vector with sums, and one too many.
TEST_P(JITHeadDotTest, sumsHeads) {
  for (int64_t width : {1, 4, 7, 8, 12, 16, 17, 33, 40})
    for (int64_t heads : {1, 4})
      expectSameDots(heads, width, {0, 1, 2, 3, 15, 16, 17, 100});
  for (int64_t heads : {2, 3, 5, 8})
    expectSameDots(heads, 8, {0, 1, 2, 3, 15, 16, 17, 100});
}

TEST_P(JITHeadDotTest, sumsManyOrWideHeads) {
  for (auto [heads, width] :
       {std::pair(40, 1), {25, 2}, {17, 3}, {5, 12}, {2, 300}})
    expectSameDots(heads, width, {1, 50});
}

/// A hub's row, of attention too, is multiplied by itself.
TEST_P(JITHeadDotTest, sumsHubs) {
  compileHeads(4, 8);
  Graph graph = makeGraphWithHubs();
  int64_t nodes = graph.getNumNodes();
  expectSame({graph, random(nodes, 5), random(nodes, 32)});
}

INSTANTIATE_TEST_SUITE_P(Lanes, JITHeadDotTest,
                         testing::Values<int64_t>(4, 8, 16));
