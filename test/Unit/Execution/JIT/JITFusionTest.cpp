//===- JITFusionTest.cpp - Rows that go into a product, compiled ----------===//
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
/// From `inputs` channels to `outputs`.
struct Shape {
  int64_t inputs, outputs;
};

class JITFusionTest : public JITTest {
protected:
  /// `body` computes %y of a graph %g and features %x, with parameters %w, %v:
  /// out x in, %row: 1 x in, %b: out, %e: 1.
  void compileLayer(const std::string &body, Shape shape,
                    const std::string &encoding = "", int64_t vectorWidth = 8) {
    std::string text = R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32@E>) : tensor<$Ox$Ixf32@E>
      ml_program.global private @v(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      ml_program.global private @row(#ml_program.extern : tensor<1x$Ixf32>) : tensor<1x$Ixf32>
      ml_program.global private @b(#ml_program.extern : tensor<$Oxf32>) : tensor<$Oxf32>
      ml_program.global private @e(dense<[0.5]> : tensor<1xf32>) : tensor<1xf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Ixf32>) -> tensor<?x$Oxf32> {
        %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32@E>
        %v = ml_program.global_load_const @v : tensor<$Ox$Ixf32>
        %row = ml_program.global_load_const @row : tensor<1x$Ixf32>
        %b = ml_program.global_load_const @b : tensor<$Oxf32>
        %e = ml_program.global_load_const @e : tensor<1xf32>
    )mlir" + body + R"mlir(
        return %y : tensor<?x$Oxf32>
      })mlir";
    for (size_t at; (at = text.find("@E")) != std::string::npos;)
      text.replace(at, 2, encoding);
    compile(replaced(text, {{"$O", shape.outputs}, {"$I", shape.inputs}}),
            vectorWidth);
  }

  void expectSameOnAllGraphs(int64_t inputs) {
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(name);
      expectSame({graph, random(graph.getNumNodes(), inputs)});
    }
    expectSame({hubs, random(hubs.getNumNodes(), inputs)});
  }

  const Graph hubs = makeGraphWithHubs();
};
} // namespace

/// Each width goes in and comes out, next to a narrower and a wider one.
static constexpr Shape shapes[] = {{1, 33},  {7, 1},   {17, 300},
                                   {33, 17}, {64, 64}, {300, 7}};

TEST_F(JITFusionTest, multipliesReducedRows) {
  for (Shape shape : shapes)
    for (std::string kind : {"mean", "max"}) {
      SCOPED_TRACE(testing::Message()
                   << kind << " " << shape.inputs << " to " << shape.outputs);
      compileLayer("%a = gnn.aggregate " + kind + R"mlir( %g, %x
          : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %l = gnn.linear %a, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %y = gnn.relu %l : tensor<?x$Oxf32>)mlir",
                   shape);
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// GCN: rows are scaled before the sum and behind the product.
TEST_F(JITFusionTest, multipliesScaledSums) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compileLayer(R"mlir(
        %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
        %c = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
        %s = gnn.scale_rows %x, %c : (tensor<?x$Ixf32>, tensor<?xf32>) -> tensor<?x$Ixf32>
        %a = gnn.aggregate sum %l, %s : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %z = gnn.linear %a, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %t = gnn.scale_rows %z, %c : (tensor<?x$Oxf32>, tensor<?xf32>) -> tensor<?x$Oxf32>
        %y = gnn.bias_add %t, %b : (tensor<?x$Oxf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>)mlir",
                 shape);
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// The same with self loops beside the graph: rows are added to sums before
/// they are multiplied.
TEST_F(JITFusionTest, multipliesSumsWithMissingLoops) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compileLayer(R"mlir(
        %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
        %c = gnn.gcn_norm %g missing %m : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
        %s = gnn.scale_rows %x, %c : (tensor<?x$Ixf32>, tensor<?xf32>) -> tensor<?x$Ixf32>
        %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %d = gnn.add_scaled_rows %a, %s, %m
          : (tensor<?x$Ixf32>, tensor<?x$Ixf32>, tensor<?xf32>) -> tensor<?x$Ixf32>
        %z = gnn.linear %d, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %t = gnn.scale_rows %z, %c : (tensor<?x$Oxf32>, tensor<?xf32>) -> tensor<?x$Oxf32>
        %y = gnn.bias_add %t, %b : (tensor<?x$Oxf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>)mlir",
                 shape);
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// GCN, multiplied before it is summed up, with a product beside it.
TEST_F(JITFusionTest, addsMissingLoopsAndAProduct) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compileLayer(R"mlir(
        %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
        %z = gnn.linear %x, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %a = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x$Oxf32>) -> tensor<?x$Oxf32>
        %d = gnn.add_scaled_rows %a, %z, %m
          : (tensor<?x$Oxf32>, tensor<?x$Oxf32>, tensor<?xf32>) -> tensor<?x$Oxf32>
        %r = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %y = gnn.add %d, %r : tensor<?x$Oxf32>)mlir",
                 shape);
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// GAT: rows that attention sums go into the next layer's product, or have one
/// added to them.
TEST_F(JITFusionTest, multipliesAttention) {
  std::string scores = R"mlir(
        %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
        %s = gnn.linear %x, %row : (tensor<?x$Ixf32>, tensor<1x$Ixf32>) -> tensor<?x1xf32>)mlir",
              next = R"mlir(
        %a = gnn.attention %g, %x, %s, %s missing %m {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Ixf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x$Ixf32>
        %r = gnn.elu %a : tensor<?x$Ixf32>
        %y = gnn.linear %r, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>)mlir",
              beside = R"mlir(
        %z = gnn.linear %x, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %a = gnn.attention %g, %z, %s, %s {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Oxf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x$Oxf32>
        %r = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %y = gnn.add %a, %r : tensor<?x$Oxf32>)mlir";
  for (Shape shape : shapes)
    for (const std::string &layer : {next, beside}) {
      SCOPED_TRACE(testing::Message()
                   << shape.inputs << " to " << shape.outputs << layer);
      compileLayer(scores + layer, shape);
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// SAGE: a second product, computed before the rows are reduced, between, or
/// last.
TEST_F(JITFusionTest, addsASecondProduct) {
  std::string reduce = R"mlir(
        %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>)mlir",
              left = R"mlir(
        %l = gnn.linear %a, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>)mlir",
              right = R"mlir(
        %r = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>)mlir",
              join = R"mlir(
        %s = gnn.add %l, %r : tensor<?x$Oxf32>
        %y = gnn.relu %s : tensor<?x$Oxf32>)mlir";
  for (Shape shape : shapes)
    for (const std::string &body :
         {right + reduce + left, reduce + right + left,
          reduce + left + right}) {
      SCOPED_TRACE(body);
      compileLayer(body + join, shape);
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// SAGE, multiplied before it is reduced: products are added to the reduced
/// rows, before an activation and behind it.
TEST_F(JITFusionTest, addsProductsToReducedRows) {
  for (Shape shape : shapes)
    for (std::string kind : {"mean", "max"}) {
      SCOPED_TRACE(testing::Message()
                   << kind << " " << shape.inputs << " to " << shape.outputs);
      compileLayer(
          R"mlir(
        %z = gnn.linear %x, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %a = gnn.aggregate )mlir" +
              kind +
              R"mlir( %g, %z : (!gnn.graph, tensor<?x$Oxf32>) -> tensor<?x$Oxf32>
        %t = gnn.bias_add %a, %b : (tensor<?x$Oxf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %r = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %s = gnn.add %r, %t : tensor<?x$Oxf32>
        %u = gnn.relu %s : tensor<?x$Oxf32>
        %q = gnn.linear %x, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %y = gnn.add %u, %q : tensor<?x$Oxf32>)mlir",
          shape);
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// Products are added to the rows before they are multiplied, and behind.
TEST_F(JITFusionTest, multipliesRowsThatProductsAreAddedTo) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compile(replaced(R"mlir(
      ml_program.global private @p(#ml_program.extern : tensor<$Ix$Ixf32>) : tensor<$Ix$Ixf32>
      ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      ml_program.global private @v(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Ixf32>) -> tensor<?x$Oxf32> {
        %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %p = ml_program.global_load_const @p : tensor<$Ix$Ixf32>
        %r = gnn.linear %x, %p : (tensor<?x$Ixf32>, tensor<$Ix$Ixf32>) -> tensor<?x$Ixf32>
        %s = gnn.add %a, %r : tensor<?x$Ixf32>
        %t = gnn.relu %s : tensor<?x$Ixf32>
        %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32>
        %l = gnn.linear %t, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %v = ml_program.global_load_const @v : tensor<$Ox$Ixf32>
        %q = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %y = gnn.add %l, %q : tensor<?x$Oxf32>
        return %y : tensor<?x$Oxf32>
      })mlir",
                     {{"$O", shape.outputs}, {"$I", shape.inputs}}));
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// GIN's network, and a layer behind it: a product reads what the one before
/// left in a cache, on widths that take turns.
TEST_F(JITFusionTest, multipliesProducts) {
  for (Shape shape : shapes)
    for (std::string rows :
         {"gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> "
          "tensor<?x$Ixf32>",
          "gnn.relu %x : tensor<?x$Ixf32>"}) {
      SCOPED_TRACE(testing::Message()
                   << rows << shape.inputs << " to " << shape.outputs);
      compile(replaced(R"mlir(
        ml_program.global private @p(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
        ml_program.global private @q(#ml_program.extern : tensor<$Ix$Oxf32>) : tensor<$Ix$Oxf32>
        ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
        ml_program.global private @b(#ml_program.extern : tensor<$Oxf32>) : tensor<$Oxf32>
        func.func @f(%g: !gnn.graph, %x: tensor<?x$Ixf32>) -> tensor<?x$Oxf32> {
          %p = ml_program.global_load_const @p : tensor<$Ox$Ixf32>
          %q = ml_program.global_load_const @q : tensor<$Ix$Oxf32>
          %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32>
          %b = ml_program.global_load_const @b : tensor<$Oxf32>
          %a = )mlir" + rows +
                           R"mlir(
          %l = gnn.linear %a, %p bias %b
            : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
          %r = gnn.relu %l : tensor<?x$Oxf32>
          %m = gnn.linear %r, %q : (tensor<?x$Oxf32>, tensor<$Ix$Oxf32>) -> tensor<?x$Ixf32>
          %s = gnn.relu %m : tensor<?x$Ixf32>
          %n = gnn.linear %s, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
          %y = gnn.bias_add %n, %b : (tensor<?x$Oxf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
          return %y : tensor<?x$Oxf32>
        })mlir",
                       {{"$O", shape.outputs}, {"$I", shape.inputs}}));
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// A product is added to the first product, and to the second.
TEST_F(JITFusionTest, multipliesProductsThatProductsAreAddedTo) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compile(replaced(R"mlir(
      ml_program.global private @p(#ml_program.extern : tensor<$Ix$Ixf32>) : tensor<$Ix$Ixf32>
      ml_program.global private @q(#ml_program.extern : tensor<$Ix$Ixf32>) : tensor<$Ix$Ixf32>
      ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      ml_program.global private @v(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Ixf32>) -> tensor<?x$Oxf32> {
        %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %p = ml_program.global_load_const @p : tensor<$Ix$Ixf32>
        %h = gnn.linear %a, %p : (tensor<?x$Ixf32>, tensor<$Ix$Ixf32>) -> tensor<?x$Ixf32>
        %q = ml_program.global_load_const @q : tensor<$Ix$Ixf32>
        %r = gnn.linear %x, %q : (tensor<?x$Ixf32>, tensor<$Ix$Ixf32>) -> tensor<?x$Ixf32>
        %s = gnn.add %r, %h : tensor<?x$Ixf32>
        %t = gnn.relu %s : tensor<?x$Ixf32>
        %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32>
        %l = gnn.linear %t, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %v = ml_program.global_load_const @v : tensor<$Ox$Ixf32>
        %o = gnn.linear %x, %v : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        %y = gnn.add %l, %o : tensor<?x$Oxf32>
        return %y : tensor<?x$Oxf32>
      })mlir",
                     {{"$O", shape.outputs}, {"$I", shape.inputs}}));
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// Without a graph, and the second without the zeros of a weight in blocks.
TEST_F(JITFusionTest, addsAProductToAProduct) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compileLayer(R"mlir(
        %l = gnn.linear %x, %v bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %r = gnn.linear %x, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32, #gnn.block<8>>) -> tensor<?x$Oxf32>
        %s = gnn.add %l, %r : tensor<?x$Oxf32>
        %y = gnn.relu %s : tensor<?x$Oxf32>)mlir",
                 shape, ", #gnn.block<8>");
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// GIN: what is reduced is added to, and multiplied without the zeros of a
/// weight in blocks.
TEST_F(JITFusionTest, multipliesRowsBehindTheirEpilogue) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compileLayer(R"mlir(
        %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %s = gnn.add_scaled %a, %x, %e
          : (tensor<?x$Ixf32>, tensor<?x$Ixf32>, tensor<1xf32>) -> tensor<?x$Ixf32>
        %l = gnn.linear %s, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32, #gnn.block<8>>, tensor<$Oxf32>) -> tensor<?x$Oxf32>
        %y = gnn.relu %l : tensor<?x$Oxf32>)mlir",
                 shape, ", #gnn.block<8>");
    expectSameOnAllGraphs(shape.inputs);
  }
}

/// Other tiles of registers, and rows of a tile that begin elsewhere.
TEST_F(JITFusionTest, multipliesWithOtherVectors) {
  for (int64_t vectorWidth : {4, 16})
    for (Shape shape : {Shape{7, 33}, {33, 17}, {300, 7}}) {
      SCOPED_TRACE(testing::Message()
                   << vectorWidth << " lanes, " << shape.inputs << " to "
                   << shape.outputs);
      compileLayer(R"mlir(
        %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
        %y = gnn.linear %a, %w bias %b
          : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>, tensor<$Oxf32>) -> tensor<?x$Oxf32>)mlir",
                   shape, "", vectorWidth);
      expectSameOnAllGraphs(shape.inputs);
    }
}

/// What keeps the rows in memory: an unstructured weight, rows too wide for a
/// cache, a second reader.
TEST_F(JITFusionTest, storesOtherRows) {
  compileLayer(R"mlir(
      %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
      %y = gnn.linear %a, %w
        : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32, #gnn.csr>) -> tensor<?x$Oxf32>)mlir",
               {33, 17}, ", #gnn.csr");
  expectSameOnAllGraphs(33);
  compileLayer(R"mlir(
      %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
      %y = gnn.linear %a, %w
        : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>)mlir",
               {3000, 3});
  expectSame({makeGraphs().front().graph, random(13, 3000)});
  compileLayer(R"mlir(
      %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Ixf32>) -> tensor<?x$Ixf32>
      %l = gnn.linear %a, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
      %y = gnn.add %l, %a : tensor<?x$Oxf32>)mlir",
               {17, 17});
  expectSameOnAllGraphs(17);
}

TEST_F(JITFusionTest, multipliesPooledRows) {
  for (Shape shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.inputs << " to " << shape.outputs);
    compile(replaced(R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Ox$Ixf32>) : tensor<$Ox$Ixf32>
      func.func @f(%x: tensor<?x$Ixf32>, %p: tensor<?xi64>) -> tensor<?x$Oxf32> {
        %w = ml_program.global_load_const @w : tensor<$Ox$Ixf32>
        %0 = gnn.pool mean %x, %p : (tensor<?x$Ixf32>, tensor<?xi64>) -> tensor<?x$Ixf32>
        %1 = gnn.linear %0, %w : (tensor<?x$Ixf32>, tensor<$Ox$Ixf32>) -> tensor<?x$Oxf32>
        return %1 : tensor<?x$Oxf32>
      })mlir",
                     {{"$O", shape.outputs}, {"$I", shape.inputs}}));
    expectSame({random(200, shape.inputs), SegmentPtr{0, 1, 1, 70, 200}});
    expectSame({random(9000, shape.inputs), SegmentPtr{0, 50, 8900, 9000}});
    expectSame({random(0, shape.inputs), SegmentPtr{0}});
  }
}
