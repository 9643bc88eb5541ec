//===- JITRoundedFeaturesTest.cpp - Features stored as bf16 ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

#include "llvm/ADT/bit.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static constexpr int64_t roundedWidths[] = {1, 7, 17, 33, 64, 300};

/// The most that rounding to 8 bits changes a number that is not subnormal.
static constexpr double unitRoundoff = 0x1p-8;

/// By its definition: a multiple of the last of 8 bits. Division and product by
/// a power of two are exact.
static double roundToBF16(double value) {
  if (!std::isfinite(value) || value == 0)
    return value;
  double unit = std::ldexp(1.0, std::max(std::ilogb(value), -126) - 7);
  double rounded = std::nearbyint(value / unit) * unit;
  return std::abs(rounded) < 0x1p128 ? rounded : std::copysign(INFINITY, value);
}

static Matrix roundToBF16(const Matrix &features) {
  return features.unaryExpr([](double x) { return roundToBF16(x); });
}

namespace {
/// What the compiled code gathers is what the interpreter is given: rounded
/// features, where rounding changes with what is computed from them.
class JITRoundedFeaturesTest : public JITTest {
protected:
  /// `body` computes %y of a graph %g and features %x.
  void compileRounded(const std::string &body, int64_t channels,
                      int64_t vectorWidth = 8) {
    compile(withChannels(R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Cx$Cxf32>) : tensor<$Cx$Cxf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>) -> tensor<?x$Cxf32> {
        %w = ml_program.global_load_const @w : tensor<$Cx$Cxf32>
    )mlir" + body + R"mlir(
        return %y : tensor<?x$Cxf32>
      })mlir",
                         channels),
            vectorWidth, FeatureType::BF16);
  }

  void expectRoundedOn(const Graph &graph, int64_t channels) {
    Matrix x = random(graph.getNumNodes(), channels);
    expectNear({graph, x}, interpret("f", {graph, roundToBF16(x)}));
  }

  void expectRoundedOnAllGraphs(int64_t channels) {
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(testing::Message() << channels << " channels, " << name);
      expectRoundedOn(graph, channels);
    }
    expectRoundedOn(hubs, channels);
  }

  const Graph hubs = makeGraphWithHubs();
};
} // namespace

TEST_F(JITRoundedFeaturesTest, copiesFeaturesOfTheCaller) {
  for (int64_t channels : roundedWidths)
    for (std::string kind : {"sum", "mean", "max", "min"}) {
      SCOPED_TRACE(kind);
      compileRounded("%y = gnn.aggregate " + kind + R"mlir( %g, %x
          : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>)mlir",
                     channels);
      expectRoundedOnAllGraphs(channels);
    }
}

TEST_F(JITRoundedFeaturesTest, takesOtherVectors) {
  for (int64_t vectorWidth : {1, 4, 16})
    for (int64_t channels : {7, 33, 300}) {
      SCOPED_TRACE(vectorWidth);
      compileRounded(R"mlir(
        %r = gnn.relu %x : tensor<?x$Cxf32>
        %y = gnn.aggregate mean %g, %r : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>)mlir",
                     channels, vectorWidth);
      expectRoundedOnAllGraphs(channels);
    }
}

/// Written as bf16 at once: a ReLU keeps what rounding does.
TEST_F(JITRoundedFeaturesTest, writesWhatIsOnlyGathered) {
  for (int64_t channels : roundedWidths) {
    compileRounded(R"mlir(
      %r = gnn.relu %x : tensor<?x$Cxf32>
      %y = gnn.aggregate max %g, %r : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>)mlir",
                   channels);
    expectRoundedOnAllGraphs(channels);
  }
}

/// Gathered rows are multiplied tile by tile.
TEST_F(JITRoundedFeaturesTest, multipliesWhatIsGathered) {
  for (int64_t channels : roundedWidths) {
    compileRounded(R"mlir(
      %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
      %l = gnn.linear %a, %w : (tensor<?x$Cxf32>, tensor<$Cx$Cxf32>) -> tensor<?x$Cxf32>
      %y = gnn.relu %l : tensor<?x$Cxf32>)mlir",
                   channels);
    expectRoundedOnAllGraphs(channels);
  }
}

/// A node's own row is read as its neighbours read it, where their sum is
/// stored and where it is multiplied.
TEST_F(JITRoundedFeaturesTest, addsWhatIsGathered) {
  for (int64_t channels : roundedWidths)
    for (std::string behind : {"gnn.relu %s : tensor<?x$Cxf32>",
                               "gnn.linear %s, %w : (tensor<?x$Cxf32>, "
                               "tensor<$Cx$Cxf32>) -> tensor<?x$Cxf32>"}) {
      SCOPED_TRACE(behind);
      compileRounded(R"mlir(
        %m = gnn.missing_self_loops %g : (!gnn.graph) -> tensor<?xf32>
        %r = gnn.relu %x : tensor<?x$Cxf32>
        %a = gnn.aggregate sum %g, %r : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        %s = gnn.add_scaled_rows %a, %r, %m
          : (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        %y = )mlir" + behind,
                     channels);
      expectRoundedOnAllGraphs(channels);
    }
}

/// The sums of GCN: each is off by a part of the sum of magnitudes.
TEST_F(JITRoundedFeaturesTest, staysWithinItsBound) {
  for (int64_t channels : roundedWidths) {
    compile(withChannels(R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Cx$Cxf32>) : tensor<$Cx$Cxf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %c: tensor<?xf32>) -> tensor<?x$Cxf32> {
        %w = ml_program.global_load_const @w : tensor<$Cx$Cxf32>
        %l = gnn.linear %x, %w : (tensor<?x$Cxf32>, tensor<$Cx$Cxf32>) -> tensor<?x$Cxf32>
        %s = gnn.scale_rows %l, %c : (tensor<?x$Cxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        %y = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %y : tensor<?x$Cxf32>
      }
      func.func @gathered(%x: tensor<?x$Cxf32>, %c: tensor<?xf32>) -> tensor<?x$Cxf32> {
        %w = ml_program.global_load_const @w : tensor<$Cx$Cxf32>
        %l = gnn.linear %x, %w : (tensor<?x$Cxf32>, tensor<$Cx$Cxf32>) -> tensor<?x$Cxf32>
        %s = gnn.scale_rows %l, %c : (tensor<?x$Cxf32>, tensor<?xf32>) -> tensor<?x$Cxf32>
        return %s : tensor<?x$Cxf32>
      }
      func.func @sum(%g: !gnn.graph, %x: tensor<?x$Cxf32>) -> tensor<?x$Cxf32> {
        %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %y : tensor<?x$Cxf32>
      })mlir",
                         channels),
            8, FeatureType::BF16);
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(testing::Message() << channels << " channels, " << name);
      int64_t nodes = graph.getNumNodes();
      Matrix x = random(nodes, channels);
      Vector c = randomVector(nodes);
      Matrix gathered = interpret("gathered", {x, c}).front().matrix();
      Matrix most = unitRoundoff * gathered.cwiseAbs();
      expectNear({graph, x, c}, interpret("f", {graph, x, c}),
                 interpret("sum", {graph, most}));
    }
  }
}

/// A weight for each edge and head, and a softmax of scores.
TEST_F(JITRoundedFeaturesTest, weighsWhatIsGathered) {
  for (int64_t width : roundedWidths) {
    int64_t channels = 2 * width;
    compile(withChannels(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32>, %s: tensor<?x2xf32>, %w: tensor<?x2xf32>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %y = gnn.attention %g, %x, %s, %s {negative_slope = 2.000000e-01 : f64}
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x$Cxf32>
        %z = gnn.aggregate sum %g, %x weights %w
          : (!gnn.graph, tensor<?x$Cxf32>, tensor<?x2xf32>) -> tensor<?x$Cxf32>
        return %y, %z : tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels),
            8, FeatureType::BF16);
    auto expectRounded = [&](const Graph &graph) {
      int64_t nodes = graph.getNumNodes();
      Matrix x = random(nodes, channels), s = random(nodes, 2),
             w = random(graph.getNumEdges(), 2);
      expectNear({graph, x, s, w},
                 interpret("f", {graph, roundToBF16(x), s, w}));
    };
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(testing::Message() << channels << " channels, " << name);
      expectRounded(graph);
    }
    expectRounded(hubs);
  }
}

/// Elements are stored one by one, in rows that are zero before.
TEST_F(JITRoundedFeaturesTest, scattersRoundedElements) {
  for (int64_t channels : roundedWidths) {
    compile(withChannels(R"mlir(
      func.func @f(%g: !gnn.graph, %x: tensor<?x$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32> {
        %d = gnn.to_dense %x : (tensor<?x$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32>
        %y = gnn.aggregate sum %g, %d : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>
        return %y : tensor<?x$Cxf32>
      })mlir",
                         channels),
            8, FeatureType::BF16);
    for (const auto &[name, graph] : makeGraphs()) {
      SCOPED_TRACE(testing::Message() << channels << " channels, " << name);
      SparseMatrix x = randomSparse(graph.getNumNodes(), channels);
      SparseMatrix rounded =
          x.unaryExpr([](double value) { return roundToBF16(value); });
      expectNear({graph, x}, interpret("f", {graph, rounded}));
    }
  }
}

/// Ties, what becomes infinite, subnormals, and a NaN that addition would carry
/// into its sign.
TEST_F(JITRoundedFeaturesTest, roundsEveryKindOfNumber) {
  const Graph loop{{0, 1}, {0}};
  const double values[] = {1 + 0x1p-8,
                           1 + 0x3p-8,
                           -(1 + 0x1p-8 + 0x1p-20),
                           2 - 0x1p-8,
                           -0.0,
                           INFINITY,
                           -INFINITY,
                           std::numeric_limits<float>::max(),
                           0x1.fefffep127,
                           -0x1.ffp127,
                           0x1p-126,
                           0x1.8p-133,
                           -0x1p-134,
                           0x1p-149,
                           llvm::bit_cast<float>(0x7fffffffu),
                           llvm::bit_cast<float>(0xffffffffu)};
  for (std::string kind : {"sum", "max"})
    for (int64_t channels : {1, 7, 16}) {
      compileRounded("%y = gnn.aggregate " + kind + R"mlir( %g, %x
          : (!gnn.graph, tensor<?x$Cxf32>) -> tensor<?x$Cxf32>)mlir",
                     channels);
      for (double value : values) {
        SCOPED_TRACE(testing::Message() << kind << " of " << value);
        Matrix x = Matrix::Constant(1, channels, value);
        expectNear({loop, x}, {roundToBF16(x)});
      }
    }
}
