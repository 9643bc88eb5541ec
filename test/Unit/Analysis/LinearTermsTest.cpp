//===- LinearTermsTest.cpp - What is linear in weights, by topology -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AnalysisFixture.h"

#include "gnn-opt/Analysis/LinearTerms.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class LinearTermsTest : public AnalysisTest {
protected:
  /// The sums of a function `(%g, %x: tensor<?x4xf32>, %ptr)` with this body,
  /// weights @a, @b [4, 4] and vectors @u, @v [4]; the body ends with `return`
  /// of `%y`, of type `tensor<?x4xf32>`.
  std::vector<LinearSum> find(const Twine &body) {
    return findLinearSums(ChannelGroups(parse(R"(
      ml_program.global private @a(dense<1.0> : tensor<4x4xf32>) : tensor<4x4xf32>
      ml_program.global private @b(dense<1.0> : tensor<4x4xf32>) : tensor<4x4xf32>
      ml_program.global private @u(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
      ml_program.global private @v(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
      func.func @f(%g: !gnn.graph, %x: tensor<?x4xf32>, %ptr: tensor<?xi64>) -> tensor<?x4xf32> {
        %a = ml_program.global_load_const @a : tensor<4x4xf32>
        %b = ml_program.global_load_const @b : tensor<4x4xf32>
        %u = ml_program.global_load_const @u : tensor<4xf32>
        %v = ml_program.global_load_const @v : tensor<4xf32>
        )" + body + "return %y : tensor<?x4xf32>\n}")));
  }

  /// A sum as text: `y = [a over x: gnn.scale_rows] + [u]`.
  static std::string describe(const LinearSum &sum) {
    std::string text = getName(sum.value.getDefiningOp()) + " =";
    for (LinearTerm term : sum.terms)
      text += " [" + term.weight.getSymName().str() + describe(term.rows) + "]";
    for (LinearBias bias : sum.biases)
      text += " [" + bias.vector.getSymName().str() + describe(bias.rows) + "]";
    return text;
  }

  std::vector<std::string> describe(ArrayRef<LinearSum> sums) {
    std::vector<std::string> texts;
    for (const LinearSum &sum : sums)
      texts.push_back(describe(sum));
    return texts;
  }

private:
  static std::string getName(Operation *op) {
    return op->getName().stripDialect().str();
  }

  static std::string describe(const RowMaps &rows) {
    std::string text;
    for (OpOperand *map : rows)
      text += " " + getName(map->getOwner());
    return text;
  }
};

using Texts = std::vector<std::string>;

constexpr const char *linear =
    " : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>\n";
constexpr const char *biased =
    " : (tensor<?x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>\n";
constexpr const char *aggregate =
    " : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>\n";
constexpr const char *weighted =
    " : (!gnn.graph, tensor<?x4xf32>, tensor<?x1xf32>) -> tensor<?x4xf32>\n";
constexpr const char *scale =
    " : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>\n";
constexpr const char *biasAdd =
    " : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>\n";
constexpr const char *same = " : tensor<?x4xf32>\n";

/// N (A (N (x W^T))) + b: what the normalisation does is part of T, and the
/// bias behind it is not mapped.
TEST_F(LinearTermsTest, GraphConvolution) {
  auto sums = find(Twine(R"(
    %n = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
    %z = gnn.linear %x, %a)") +
                   linear + "%s = gnn.scale_rows %z, %n" + scale +
                   "%m = gnn.aggregate sum %g, %s" + aggregate +
                   "%t = gnn.scale_rows %m, %n" + scale +
                   "%h = gnn.bias_add %t, %u" + biasAdd + "%r = gnn.relu %h" +
                   same + "%y = gnn.linear %r, %b bias %v" + biased);
  EXPECT_EQ(
      describe(sums),
      (Texts{"bias_add = [a scale_rows aggregate scale_rows bias_add] [u]",
             "linear = [b] [v]"}));
}

/// A bias that comes before an aggregation goes through it.
TEST_F(LinearTermsTest, BiasBeforeAggregation) {
  auto sums = find(Twine("%z = gnn.linear %x, %a bias %u") + biased +
                   "%y = gnn.aggregate mean %g, %z" + aggregate);
  EXPECT_EQ(describe(sums), (Texts{"aggregate = [a aggregate] [u aggregate]"}));
}

/// Two products make one sum, and the bias that both pass is one.
TEST_F(LinearTermsTest, GraphSage) {
  auto sums = find(Twine("%m = gnn.aggregate mean %g, %x") + aggregate +
                   "%l = gnn.linear %m, %a bias %u" + biased +
                   "%r = gnn.linear %x, %b" + linear + "%s = gnn.add %l, %r" +
                   same + "%h = gnn.bias_add %s, %v" + biasAdd +
                   "%y = gnn.l2_normalize %h" + same);
  ASSERT_EQ(describe(sums),
            (Texts{"bias_add = [a add bias_add] [b add bias_add] [u add "
                   "bias_add] [v]"}));
  EXPECT_EQ(sums[0].terms[0].x, findOp("gnn.aggregate")->getResult(0));
  EXPECT_TRUE(isa<BlockArgument>(sums[0].terms[1].x));
}

/// The aggregation of GIN comes before its network.
TEST_F(LinearTermsTest, GraphIsomorphism) {
  auto sums =
      find(Twine(R"(
    %e = arith.constant dense<0.5> : tensor<1xf32>
    %m = gnn.aggregate sum %g, %x)") +
           aggregate +
           "%s = gnn.add_scaled %m, %x, %e : (tensor<?x4xf32>, "
           "tensor<?x4xf32>, tensor<1xf32>) -> tensor<?x4xf32>\n"
           "%h = gnn.linear %s, %a bias %u" +
           biased +
           "%n = gnn.batch_norm %h, %u, %u, %v, %v : (tensor<?x4xf32>, "
           "tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) "
           "-> tensor<?x4xf32>\n%r = gnn.relu %n" +
           same + "%i = gnn.linear %r, %b" + linear +
           "%y = gnn.pool sum %i, %ptr : (tensor<?x4xf32>, "
           "tensor<?xi64>) -> tensor<?x4xf32>\n");
  EXPECT_EQ(describe(sums), (Texts{"linear = [a] [u]", "pool = [b pool]"}));
}

/// Scores read the product too, so that it is not linear beyond itself.
TEST_F(LinearTermsTest, AttentionStopsAtTheProduct) {
  auto sums = find(Twine(R"(
    %w = arith.constant dense<1.0> : tensor<1x2x2xf32>
    %z = gnn.linear %x, %a)") +
                   linear + R"(
    %s = gnn.head_dot %z, %w : (tensor<?x4xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
    %h = gnn.attention %g, %z, %s, %s {negative_slope = 2.0e-01 : f64}
      : (!gnn.graph, tensor<?x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
    %m = gnn.head_mean %h {heads = 2 : i64} : (tensor<?x4xf32>) -> tensor<?x2xf32>
    %c = gnn.concat %m, %m : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
    %y = gnn.bias_add %c, %u)" +
                   biasAdd);
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]"}));
}

/// Edge weights from elsewhere are a matrix of all channels where there is one
/// head, and one matrix for each head where there are two.
TEST_F(LinearTermsTest, EdgeWeights) {
  auto body = [&](int heads) {
    std::string one = "tensor<?x" + std::to_string(heads) + "xf32>";
    return "%w = gnn.edge_add %g, %s, %s : (!gnn.graph, " + one + ", " + one +
           ") -> " + one + "\n%z = gnn.linear %x, %a" + linear +
           "%y = gnn.aggregate sum %g, %z weights %w : (!gnn.graph, "
           "tensor<?x4xf32>, " +
           one + ") -> tensor<?x4xf32>\n";
  };
  EXPECT_EQ(describe(find("%v1 = arith.constant dense<1.0> : tensor<1x4xf32>\n"
                          "%s = gnn.linear %x, %v1 : (tensor<?x4xf32>, "
                          "tensor<1x4xf32>) -> tensor<?x1xf32>\n" +
                          body(1))),
            (Texts{"aggregate = [a aggregate]"}));
  EXPECT_EQ(describe(find("%v2 = arith.constant dense<1.0> : tensor<2x4xf32>\n"
                          "%s = gnn.linear %x, %v2 : (tensor<?x4xf32>, "
                          "tensor<2x4xf32>) -> tensor<?x2xf32>\n" +
                          body(2))),
            (Texts{"linear = [a]"}));
}

/// A product that becomes the edge weights is not what they scale.
TEST_F(LinearTermsTest, ProductAsEdgeWeights) {
  auto sums = find(Twine(R"(
    %e = gnn.edge_add %g, %x, %x : (!gnn.graph, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
    %w = gnn.linear %e, %a)") +
                   linear +
                   "%y = gnn.aggregate sum %g, %x weights %w : (!gnn.graph, "
                   "tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>\n");
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]"}));
}

TEST_F(LinearTermsTest, MaximumStops) {
  auto sums = find(Twine("%z = gnn.linear %x, %a") + linear +
                   "%y = gnn.aggregate max %g, %z" + aggregate);
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]"}));
}

/// The residual value that is added is no product: the sum goes through it.
TEST_F(LinearTermsTest, ResidualAdd) {
  auto sums = find(Twine("%z = gnn.linear %x, %a") + linear +
                   "%r = gnn.relu %z" + same + "%i = gnn.linear %r, %b" +
                   linear + "%d = gnn.dropout %i {p = 5.0e-01 : f64}" + same +
                   "%y = gnn.add %r, %d" + same);
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]", "add = [b dropout add]"}));
}

/// A product that is read twice ends there; the other one is a sum with it.
TEST_F(LinearTermsTest, LinearResidual) {
  auto sums = find(Twine("%z = gnn.linear %x, %a") + linear +
                   "%r = gnn.relu %z" + same + "%i = gnn.linear %r, %b" +
                   linear + "%y = gnn.add %z, %i" + same);
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]", "add = [b add]"}));
}

/// A concatenation keeps products apart, and is read like other features.
TEST_F(LinearTermsTest, JumpingKnowledge) {
  auto sums = find(Twine("%p = gnn.linear %x, %a") + linear + R"(
    %w = ml_program.global_load_const @w : tensor<4x8xf32>
    %c = gnn.concat %x, %p : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x8xf32>
    %y = gnn.linear %c, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
    return %y : tensor<?x4xf32>
  }
  ml_program.global private @w(dense<1.0> : tensor<4x8xf32>) : tensor<4x8xf32>
  func.func @g(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
    %y = gnn.relu %x : tensor<?x4xf32>
  )");
  EXPECT_EQ(describe(sums), (Texts{"linear = [a]", "linear = [w]"}));
}

TEST_F(LinearTermsTest, LayersAndComputedWeightsAreNoProducts) {
  auto sums = find(Twine("%t = gnn.transpose %a : (tensor<4x4xf32>) -> "
                         "tensor<4x4xf32>\n%z = gnn.linear %x, %t") +
                   linear +
                   "%y = gnn.gcn_conv %g, %z, %b : (!gnn.graph, "
                   "tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>\n");
  EXPECT_TRUE(sums.empty());
}

/// Features of another width, sparse ones among them, go the same way.
TEST_F(LinearTermsTest, PropagatesFeaturesOfAnyWidth) {
  auto sums =
      find(Twine("%n = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>\n"
                 "%z = gnn.linear %x, %a") +
           linear + "%s = gnn.scale_rows %z, %n" + scale +
           "%d = gnn.dropout %s {p = 5.0e-01 : f64}" + same +
           "%h = gnn.bias_add %d, %u" + biasAdd + "%q = gnn.add %h, %x" + same +
           "%y = gnn.pool mean %q, %ptr : (tensor<?x4xf32>, "
           "tensor<?xi64>) -> tensor<?x4xf32>\n");
  ASSERT_EQ(sums.size(), 1u);
  OpBuilder builder(&context);
  builder.setInsertionPointAfterValue(sums[0].value);
  Block *block = builder.getInsertionBlock();
  auto sparse = RankedTensorType::get(
      {ShapedType::kDynamic, 9}, builder.getF32Type(), CSRAttr::get(&context));
  Value wide = block->addArgument(sparse, builder.getUnknownLoc());
  Value mapped = propagate(builder, sums[0].terms[0], wide);
  EXPECT_EQ(mapped.getType(), getFeaturesType(&context, 9));
  EXPECT_EQ(mapped.getDefiningOp()->getName().getStringRef(), "gnn.pool");
  auto function = cast<func::FuncOp>(block->getParentOp());
  function.setType(builder.getFunctionType(block->getArgumentTypes(),
                                           function.getResultTypes()));
  EXPECT_TRUE(succeeded(verify(module.get()))) << diagnostics;
}
} // namespace
