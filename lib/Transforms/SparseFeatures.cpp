//===- SparseFeatures.cpp - Input features as sparse rows -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/SparseFeatures.h"

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_SPARSEFEATURES
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// The features that `x` writes out densely, or null.
static Value sparseSource(Value x) {
  auto toDense = x.getDefiningOp<ToDenseOp>();
  return toDense ? toDense.getX() : Value();
}

namespace {
/// op(.., to_dense(x), ..) -> op(.., x, ..), for ops that read sparse features.
template <typename OpTy> struct ReadSparse : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Value sparse = sparseSource(op.getX());
    if (!sparse)
      return rewriter.notifyMatchFailure(op, "input is not made dense");
    rewriter.modifyOpInPlace(op, [&] { op.getXMutable().assign(sparse); });
    return success();
  }
};

/// normalize_features(to_dense(x)) -> to_dense(normalize_features(x)). Right
/// for features without negative values, which sparse features must be.
struct NormalizeSparse : OpRewritePattern<NormalizeFeaturesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(NormalizeFeaturesOp op,
                                PatternRewriter &rewriter) const override {
    Value sparse = sparseSource(op.getX());
    if (!sparse)
      return rewriter.notifyMatchFailure(op, "input is not made dense");
    Value y =
        NormalizeFeaturesOp::create(rewriter, op.getLoc(), sparse, op.getPtr());
    rewriter.replaceOpWithNewOp<ToDenseOp>(op, y);
    return success();
  }
};
} // namespace

/// The first argument of features type, or null.
static BlockArgument findFeatures(func::FuncOp function) {
  for (BlockArgument argument : function.getArguments())
    if (isFeatures(argument.getType()))
      return argument;
  return {};
}

/// Gives `x` the encoding, and its users a dense copy for the patterns to move.
static void retype(func::FuncOp function, BlockArgument x) {
  auto dense = cast<RankedTensorType>(x.getType());
  auto sparse = RankedTensorType::get(dense.getShape(), dense.getElementType(),
                                      CSRAttr::get(function.getContext()));
  x.setType(sparse);
  SmallVector<Type> inputs(function.getArgumentTypes());
  inputs[x.getArgNumber()] = sparse;
  function.setFunctionType(FunctionType::get(function.getContext(), inputs,
                                             function.getResultTypes()));
  OpBuilder builder = OpBuilder::atBlockBegin(&function.front());
  auto toDense = ToDenseOp::create(builder, x.getLoc(), x);
  x.replaceAllUsesExcept(toDense, toDense);
}

LogicalResult gnn::setSparseFeatures(func::FuncOp function) {
  if (function.isExternal())
    return function.emitOpError("expects a body to take sparse features in");
  BlockArgument x = findFeatures(function);
  if (!x)
    return function.emitOpError("expects an argument of features type "
                                "tensor<?xCxf32> but got ")
           << function.getFunctionType();
  if (isSparse(x.getType()))
    return success();
  retype(function, x);
  RewritePatternSet patterns(function.getContext());
  patterns
      .add<ReadSparse<GCNConvOp>, ReadSparse<SAGEConvOp>, ReadSparse<GATConvOp>,
           ReadSparse<GINConvOp>, ReadSparse<LinearOp>, NormalizeSparse>(
          function.getContext());
  return applyPatternsGreedily(function, std::move(patterns));
}

namespace {
struct SparseFeatures : gnn::impl::SparseFeaturesBase<SparseFeatures> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(runOnFunction(function)))
        return signalPassFailure();
  }

  LogicalResult runOnFunction(func::FuncOp function) {
    auto options = remark::RemarkOpts::name("SparseFeatures")
                       .category("gnn-sparse-features");
    BlockArgument x;
    if (function.isPublic() && !function.isExternal())
      x = findFeatures(function);
    if (!x || isSparse(x.getType())) {
      remark::missed(function.getLoc(), options) << remark::reason(
          "{0} takes no dense features from outside", function.getSymName());
      return success();
    }
    ++numRetyped;
    remark::passed(function.getLoc(), options)
        << remark::add("{0} takes sparse features", function.getSymName());
    return setSparseFeatures(function);
  }
};
} // namespace
