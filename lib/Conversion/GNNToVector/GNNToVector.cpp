//===- GNNToVector.cpp - Lower core gnn ops to row loops ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/GNNToVector/Passes.h"

#include "Lowering.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CONVERTGNNTOVECTOR
#include "gnn-opt/Conversion/GNNToVector/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Loads of parameters stay until nobody reads them: constants are made from
/// their values, not from what they load.
static void setLegality(ConversionTarget &target, Converter &converter) {
  target.addLegalDialect<arith::ArithDialect, math::MathDialect,
                         memref::MemRefDialect, ml_program::MLProgramDialect,
                         scf::SCFDialect, vector::VectorDialect>();
  target.addIllegalDialect<GNNDialect>();
  target.addDynamicallyLegalOp<func::FuncOp>([&](func::FuncOp op) {
    return op.isExternal() ||
           (converter.isSignatureLegal(op.getFunctionType()) &&
            !llvm::any_of(op.getResultTypes(),
                          llvm::IsaPred<ShapedType, gnn::GraphType>));
  });
  target.addDynamicallyLegalOp<func::CallOp>(
      [&](func::CallOp op) { return converter.isLegal(op); });
  target.addDynamicallyLegalOp<func::ReturnOp>([](func::ReturnOp op) {
    return !llvm::any_of(op.getOperandTypes(),
                         llvm::IsaPred<ShapedType, gnn::GraphType>);
  });
}

static void populatePatterns(RewritePatternSet &patterns, Converter &converter,
                             LoweringContext &lowering) {
  for (auto populate :
       {populateFunctionPatterns, populateElementwisePatterns,
        populateGraphPatterns, populateAggregationPatterns,
        populateEdgePatterns, populateAttentionPatterns, populateLinearPatterns,
        populateSparseFeaturesPatterns, populateSparseWeightPatterns,
        populateHeadPatterns, populateLayoutPatterns, populateRowNormPatterns,
        populateLayerNormPatterns, populateNormalizeFeaturesPatterns})
    populate(patterns, converter, lowering);
}

/// Removes the parameters, whose values are in constants now. An error where
/// something else than a gnn op reads one.
static LogicalResult eraseParameters(ModuleOp module) {
  for (ml_program::GlobalOp parameter :
       llvm::make_early_inc_range(module.getOps<ml_program::GlobalOp>())) {
    for (ml_program::GlobalLoadConstOp load : getParameterLoads(parameter)) {
      if (!load->use_empty())
        return load->user_begin()->emitOpError("reads parameter '")
               << parameter.getSymName() << "' but cannot be lowered with it";
      load.erase();
    }
    parameter.erase();
  }
  return success();
}

/// Better words for what a failed conversion would say of the first layer.
static LogicalResult refuseLayers(ModuleOp module) {
  return failure(module
                     .walk([](Operation *op) {
                       if (!op->hasTrait<PublishedLayer>())
                         return WalkResult::advance();
                       op->emitOpError("is a layer, which gnn-decompose-layers "
                                       "must write in core ops first");
                       return WalkResult::interrupt();
                     })
                     .wasInterrupted());
}

namespace {
struct ConvertGNNToVector
    : gnn::impl::ConvertGNNToVectorBase<ConvertGNNToVector> {
  using ConvertGNNToVectorBase::ConvertGNNToVectorBase;

  void runOnOperation() override {
    if (vectorWidth < 1 || !llvm::isPowerOf2_64(vectorWidth)) {
      getOperation().emitError("expects vector-width to be a power of two but "
                               "got ")
          << vectorWidth.getValue();
      return signalPassFailure();
    }
    LoweringContext lowering{vectorWidth, {}};
    if (failed(refuseLayers(getOperation())) || failed(convert(lowering)) ||
        failed(eraseParameters(getOperation())))
      return signalPassFailure();
    getOperation().walk([](func::FuncOp op) { placeDeallocations(op); });
  }

private:
  LogicalResult convert(LoweringContext &lowering) {
    GNNTypeConverter converter;
    ConversionTarget target(getContext());
    setLegality(target, converter);
    RewritePatternSet patterns(&getContext());
    populatePatterns(patterns, converter, lowering);
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }
};
} // namespace
