//===- ValueRangesTest.cpp - Bounds are right, and tight where they can be ===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/InputDomain.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <random>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static constexpr double infinity = Interval::infinity;

namespace {
class ValueRangesTest : public AnalysisTest {
protected:
  /// The bounds of the features that @forward returns.
  FeatureRange infer(const Twine &text, const InputDomain &domain) {
    ModuleOp module = parse(text);
    auto ranges = computeValueRanges(module, domain);
    EXPECT_TRUE(succeeded(ranges)) << diagnostics;
    auto function = module.lookupSymbol<func::FuncOp>("forward");
    return ranges->getFeatures(function.front().getTerminator()->getOperand(0))
        .flatten();
  }

  /// The bounds of `body`, which makes %y of one channel from %g and %x.
  Interval inferOne(StringRef body, const InputDomain &domain) {
    return infer("func.func @forward(%g: !gnn.graph, %x: tensor<?x1xf32>) -> "
                 "tensor<?x1xf32> {\n" +
                     body + "\nreturn %y : tensor<?x1xf32>\n}",
                 domain)
        .channels.front();
  }

  /// Sound, and within float32 rounding of what is exact.
  static void expectNear(Interval bounds, double lower, double upper) {
    EXPECT_LE(bounds.lower, lower);
    EXPECT_GE(bounds.upper, upper);
    EXPECT_GE(bounds.lower, lower - 1e-5 * (1 + std::abs(lower)));
    EXPECT_LE(bounds.upper, upper + 1e-5 * (1 + std::abs(upper)));
  }

  static InputDomain box(double lower, double upper) {
    return {ProofClass::box, {{lower, upper}}};
  }

  static InputDomain withDegrees(InputDomain domain, double most) {
    domain.degree.upper = most;
    return domain;
  }

  /// Three edges from nodes 1, 2 and 3 into node 0.
  static InputDomain onStar(InputDomain domain) {
    domain.proof = ProofClass::graph;
    domain.graph =
        std::make_shared<KnownGraph>(KnownGraph{{0, 3, 3, 3, 3}, {1, 2, 3}});
    domain.degree = domain.graph->getDegrees();
    return domain;
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Linear layers
//===----------------------------------------------------------------------===//

/// The largest w . t over the vertices of the box cut by bounds of the sum: all
/// coordinates but one are on a bound.
static double maximizeOverVertices(ArrayRef<double> w, ArrayRef<Interval> box,
                                   Interval sum) {
  double best = -infinity;
  size_t n = w.size();
  for (size_t corner = 0; corner < size_t(1) << n; ++corner)
    for (size_t loose = 0; loose <= n; ++loose)
      for (double total : {sum.lower, sum.upper}) {
        double rest = 0, value = 0;
        for (size_t i = 0; i < n; ++i) {
          double t = corner >> i & 1 ? box[i].upper : box[i].lower;
          rest += i == loose ? 0 : t;
          value += i == loose ? 0 : w[i] * t;
        }
        if (loose < n) {
          double t = total - rest;
          if (!box[loose].contains(t))
            continue;
          rest += t;
          value += w[loose] * t;
        }
        if (rest >= sum.lower - 1e-9 && rest <= sum.upper + 1e-9)
          best = std::max(best, value);
      }
  return best;
}

TEST_F(ValueRangesTest, LinearIsTheBestOverTheBoxAndTheRowSum) {
  std::mt19937 engine(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int trial = 0; trial < 200; ++trial) {
    InputDomain domain{ProofClass::box};
    std::vector<double> w, negated;
    Interval total = Interval::point(0);
    for (int i = 0; i < 4; ++i) {
      w.push_back(float(uniform(engine)));
      negated.push_back(-w.back());
      double a = uniform(engine), b = uniform(engine);
      domain.features.push_back({std::min(a, b), std::max(a, b)});
      total = total + domain.features.back();
    }
    double middle = (total.lower + total.upper) / 2;
    domain.rowSum = {middle - 0.2 * (trial % 3), middle + 0.1 * (trial % 5)};
    Interval bounds =
        infer(llvm::formatv(
                  "ml_program.global private @w(dense<[[{0:f9}, {1:f9}, "
                  "{2:f9}, {3:f9}]]> : tensor<1x4xf32>) : tensor<1x4xf32>\n"
                  "func.func @forward(%x: tensor<?x4xf32>) -> "
                  "tensor<?x1xf32> {{\n"
                  "%w = ml_program.global_load_const @w : tensor<1x4xf32>\n"
                  "%y = gnn.linear %x, %w : (tensor<?x4xf32>, "
                  "tensor<1x4xf32>) -> tensor<?x1xf32>\n"
                  "return %y : tensor<?x1xf32>\n}",
                  w[0], w[1], w[2], w[3])
                  .str(),
              domain)
            .channels.front();
    double most = maximizeOverVertices(w, domain.features, domain.rowSum);
    double least =
        -maximizeOverVertices(negated, domain.features, domain.rowSum);
    EXPECT_LE(bounds.lower, least + 1e-7);
    EXPECT_GE(bounds.upper, most - 1e-7);
    EXPECT_NEAR(bounds.lower, least, 1e-5);
    EXPECT_NEAR(bounds.upper, most, 1e-5);
  }
}

static constexpr StringLiteral shares = R"mlir(
  ml_program.global private @w(dense<[[1.0, 2.0], [-1.0, -3.0], [0.0, 0.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
  ml_program.global private @b(dense<[-2.5, -0.0, 7.0]> : tensor<3xf32>) : tensor<3xf32>
  func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
    %w = ml_program.global_load_const @w : tensor<3x2xf32>
    %b = ml_program.global_load_const @b : tensor<3xf32>
    %n = gnn.normalize_features %x : tensor<?x2xf32>
    %h = gnn.linear %n, %w bias %b : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    return %h : tensor<?x3xf32>
  }
)mlir";

/// Rows that sum to at most one are at most their largest weight, for whatever
/// features; a plain box would say 3 - 2.5 of the first channel.
TEST_F(ValueRangesTest, SharesAreAtMostTheLargestWeight) {
  FeatureRange h = infer(shares, {});
  expectNear(h.channels[0], -2.5, -0.5);
  expectNear(h.channels[1], -3, 0);
  EXPECT_EQ(h.channels[1].upper, 0); // negative terms never round past zero
  EXPECT_EQ(h.channels[2], Interval::point(7));
}

/// Two layers with nothing between them, through a mean and a bias: -x + x + y
/// is y, where intervals would say [-1, 2] of it.
TEST_F(ValueRangesTest, LayersWithNothingBetweenThemAreOne) {
  FeatureRange y = infer(R"mlir(
    ml_program.global private @w(dense<[[1.0, 0.0], [1.0, 1.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    ml_program.global private @b(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
    ml_program.global private @v(dense<[[-1.0, 1.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
    func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @w : tensor<2x2xf32>
      %b = ml_program.global_load_const @b : tensor<2xf32>
      %v = ml_program.global_load_const @v : tensor<1x2xf32>
      %h = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
      %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
      %m = gnn.aggregate mean %l, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      %y = gnn.linear %m, %v : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
  )mlir",
                         withDegrees(box(0, 1), 5));
  expectNear(y.channels.front(), 0.5, 1.5);
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

static std::string aggregate(StringRef kind, bool selfLoops) {
  return llvm::formatv(
      "{0}%y = gnn.aggregate {1} {2}, %x : (!gnn.graph, tensor<?x1xf32>) -> "
      "tensor<?x1xf32>",
      selfLoops ? "%l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph\n"
                : "",
      kind, selfLoops ? "%l" : "%g");
}

TEST_F(ValueRangesTest, HullsStayAndEmptyRowsAreZero) {
  for (StringRef kind : {"mean", "max", "min"}) {
    InputDomain above = withDegrees(box(1, 2), 5);
    InputDomain below = withDegrees(box(-2, -1), 5);
    expectNear(inferOne(aggregate(kind, false), above), 0, 2);
    expectNear(inferOne(aggregate(kind, false), below), -2, 0);
  }
  for (StringRef kind : {"max", "min"})
    EXPECT_EQ(inferOne(aggregate(kind, true), box(1, 2)), (Interval{1, 2}));
  // A sum of any number of float32 terms is rounded as often.
  Interval mean = inferOne(aggregate("mean", true), box(1, 2));
  EXPECT_LE(mean.lower, 1);
  EXPECT_GT(mean.lower, 0.99);
  expectNear(inferOne(aggregate("mean", true), withDegrees(box(1, 2), 5)), 1,
             2);
}

TEST_F(ValueRangesTest, SumsMultiplyWithTheDegree) {
  InputDomain domain = withDegrees(box(-1, 2), 3);
  expectNear(inferOne(aggregate("sum", false), domain), -3, 6);
  expectNear(inferOne(aggregate("sum", true), domain), -4, 8);
  EXPECT_EQ(inferOne(aggregate("sum", false), box(-1, 2)), Interval());
  EXPECT_EQ(inferOne(aggregate("sum", false), box(-1, 0)).upper, 0);
}

static constexpr StringLiteral normalizedSum = R"mlir(
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %n = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
  %s = gnn.scale_rows %x, %n : (tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x1xf32>
  %a = gnn.aggregate sum %l, %s : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %y = gnn.scale_rows %a, %n : (tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x1xf32>
)mlir";

/// Degrees 1 to 9: the row sum of D^-1/2 A D^-1/2 is at most sqrt(9), and at
/// least sqrt(1 / 9).
TEST_F(ValueRangesTest, GCNNormalisationIsBoundedByTheRootOfTheDegree) {
  expectNear(inferOne(normalizedSum, withDegrees(box(1, 1), 8)), 1.0 / 3, 3);
  Interval any = inferOne(normalizedSum, box(1, 1));
  EXPECT_EQ(any.upper, infinity);
  EXPECT_GE(any.lower, 0);
}

/// Node 0 has degree 4, the others 1: row sums (1/2 + 3) / 2 and 1.
TEST_F(ValueRangesTest, GCNNormalisationIsExactOnAKnownGraph) {
  expectNear(inferOne(normalizedSum, onStar(box(1, 1))), 1, 1.75);
  expectNear(inferOne(normalizedSum, onStar(box(-2, 1))), -3.5, 1.75);
}

/// The two scales of different graphs have nothing in common.
TEST_F(ValueRangesTest, PowersOfDegreesBelongToAGraph) {
  Interval y = inferOne(R"mlir(
    %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
    %n = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
    %a = gnn.aggregate sum %l, %x : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
    %y = gnn.scale_rows %a, %n : (tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x1xf32>
  )mlir",
                        withDegrees(box(1, 1), 8));
  expectNear(y, 0, 9);
}

TEST_F(ValueRangesTest, AttentionKeepsTheHull) {
  StringRef scores = R"mlir(
    %e = gnn.edge_add %g, %x, %x : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
    %p = gnn.edge_softmax %g, %e : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
    %y = gnn.aggregate sum %g, %x weights %p : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  )mlir";
  expectNear(inferOne(scores, withDegrees(box(1, 2), 5)), 0, 2);
  expectNear(inferOne(scores, withDegrees(box(-5, 2), 5)), -5, 2);
  // The scores themselves are no weights that sum to one.
  StringRef unnormalised = R"mlir(
    %e = gnn.edge_add %g, %x, %x : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
    %y = gnn.aggregate sum %g, %x weights %e : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  )mlir";
  expectNear(inferOne(unnormalised, withDegrees(box(1, 2), 5)), 0, 40);
}

/// Of the weights of another graph nothing is known to sum to one.
TEST_F(ValueRangesTest, SoftmaxBelongsToAGraph) {
  StringRef other = R"mlir(
    %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
    %p = gnn.edge_softmax %l, %x : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
    %y = gnn.aggregate sum %g, %x weights %p : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  )mlir";
  expectNear(inferOne(other, withDegrees(box(0, 2), 5)), 0, 10);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

TEST_F(ValueRangesTest, ActivationsAreBoundedByTheirShape) {
  auto apply = [&](StringRef op, const InputDomain &domain) {
    return inferOne(("%y = gnn." + op + " : tensor<?x1xf32>").str(), domain);
  };
  EXPECT_EQ(apply("relu %x", box(-2, 1)), (Interval{0, 1}));
  EXPECT_EQ(apply("relu %x", box(-2, -1)), Interval::point(0));
  expectNear(apply("leaky_relu %x {negative_slope = 0.5}", box(-2, 1)), -1, 1);
  expectNear(apply("leaky_relu %x {negative_slope = -0.5}", box(-4, 1)), 0, 2);
  expectNear(apply("elu %x", box(-infinity, 3)), -1, 3);
  expectNear(apply("sigmoid %x", {}), 0, 1);
  expectNear(apply("tanh %x", {}), -1, 1);
  Interval gelu = apply("gelu %x", box(-5, 2));
  EXPECT_NEAR(gelu.lower, -0.16997, 1e-3);
  EXPECT_NEAR(gelu.upper, 1.9545, 1e-3);
  expectNear(apply("l2_normalize %x", box(3, 5)), 0, 1);
}

TEST_F(ValueRangesTest, NothingIsKnownOfAnyInput) {
  EXPECT_EQ(inferOne("%y = gnn.relu %x : tensor<?x1xf32>", {}),
            (Interval{0, infinity}));
  EXPECT_EQ(inferOne(aggregate("sum", true), {}), Interval());
}

TEST_F(ValueRangesTest, TensorsMayBeEmpty) {
  FeatureRange y = infer(R"mlir(
    ml_program.global private @v(dense<> : tensor<1x0x4xf32>) : tensor<1x0x4xf32>
    ml_program.global private @w(dense<> : tensor<2x0xf32>) : tensor<2x0xf32>
    func.func @forward(%x: tensor<?x0xf32>) -> tensor<?x2xf32> {
      %v = ml_program.global_load_const @v : tensor<1x0x4xf32>
      %w = ml_program.global_load_const @w : tensor<2x0xf32>
      %n = gnn.normalize_features %x : tensor<?x0xf32>
      %l = gnn.layer_norm node %n : (tensor<?x0xf32>) -> tensor<?x0xf32>
      %s = gnn.log_softmax %l : tensor<?x0xf32>
      %d = gnn.head_dot %s, %v : (tensor<?x0xf32>, tensor<1x0x4xf32>) -> tensor<?x0xf32>
      %y = gnn.linear %d, %w : (tensor<?x0xf32>, tensor<2x0xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
  )mlir",
                         {});
  for (Interval channel : y.channels)
    EXPECT_EQ(channel, Interval::point(0));
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

TEST_F(ValueRangesTest, DataMustFitTheFunction) {
  ModuleOp module = parse(shares);
  InputDomain domain{ProofClass::box, std::vector<Interval>(3)};
  EXPECT_TRUE(failed(computeValueRanges(module, domain)));
  EXPECT_EQ(diagnostics, "expects data of 2 features, as '@forward' takes, but "
                         "got 3\n");
}

/// What calls it may pass anything.
TEST_F(ValueRangesTest, AFunctionThatIsCalledHasNoDomain) {
  FeatureRange y = infer(R"mlir(
    func.func @forward(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      return %x : tensor<?x1xf32>
    }
    func.func @caller(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %y = func.call @forward(%x) : (tensor<?x1xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
  )mlir",
                         box(0, 1));
  EXPECT_EQ(y.channels.front(), Interval());
}

TEST_F(ValueRangesTest, DataBoundsColumnsRowSumsAndDegrees) {
  Dataset dataset;
  dataset.graph.rowPtr = {0, 2, 2, 3};
  dataset.graph.colIdx = {1, 2, 0};
  dataset.features = CSRFeatures{3, 2, {0, 1, 3, 3}, {0, 0, 1}, {3, 1, -2}};
  InputDomain domain = makeInputDomain(dataset, ProofClass::graph);
  EXPECT_EQ(domain.features[0], (Interval{0, 3}));
  EXPECT_EQ(domain.features[1], (Interval{-2, 0}));
  EXPECT_EQ(domain.rowSum, (Interval{-1, 3}));
  EXPECT_EQ(domain.degree, (Interval{0, 2}));
  EXPECT_EQ(domain.segments.rows, Interval::point(3));
  dataset.features = DenseFeatures{3, 2, {3, 0, 1, -2, 0.5, -1}};
  InputDomain dense = makeInputDomain(dataset, ProofClass::box);
  EXPECT_EQ(dense.features[0], (Interval{0.5, 3}));
  EXPECT_EQ(dense.degree, (Interval{0, infinity}));
}
