//===- ConvertGNNToVector.cpp - Lower core gnn ops to row loops -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/GNNToVector/Passes.h"

#include "HeadDots.h"
#include "JoinedProducts.h"
#include "Lowering.h"
#include "ScaledGather.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_CONVERTGNNTOVECTOR
#include "gnn-opt/Conversion/GNNToVector/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// A joined op stays until the op that it is joined to is lowered. Loads
/// of parameters stay until nobody reads them: constants are made from their
/// values, not from what they load.
static void setLegality(ConversionTarget &target, Converter &converter,
                        const LoweringContext &lowering) {
  target.addLegalDialect<arith::ArithDialect, LLVM::LLVMDialect,
                         math::MathDialect, memref::MemRefDialect,
                         ml_program::MLProgramDialect, scf::SCFDialect,
                         vector::VectorDialect>();
  target.addIllegalDialect<GNNDialect>();
  target.addDynamicallyLegalOp<LinearOp>(
      [&](LinearOp op) { return lowering.fusion.isJoined(op); });
  target.addDynamicallyLegalOp<HeadDotOp>(
      [&](HeadDotOp op) { return lowering.fusion.getHeadDots().hasHost(op); });
  target.addDynamicallyLegalOp<ScaleRowsOp>(
      [&](ScaleRowsOp op) { return lowering.scalings.contains(op); });
  setFunctionLegality(target, converter);
}

/// Where a value is stored depends on who reads it, not on its type.
static void addRoundedFeatures(TypeConverter &converter,
                               const LoweringContext &lowering) {
  converter.addConversion([&](Value value) -> std::optional<Type> {
    if (MemRefType memory = lowering.gathered.getMemory(value))
      return memory;
    return std::nullopt;
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

namespace {
struct ConvertGNNToVector
    : gnn::impl::ConvertGNNToVectorBase<ConvertGNNToVector> {
  using ConvertGNNToVectorBase::ConvertGNNToVectorBase;

  void runOnOperation() override {
    if (!isWidth(vectorWidth)) {
      getOperation().emitError("expects vector-width to be a power of two but "
                               "got ")
          << vectorWidth.getValue();
      return signalPassFailure();
    }
    if (failed(refuseLayersAndCalls(getOperation())))
      return signalPassFailure();
    if (failed(convertFunctions()) || failed(eraseParameters(getOperation())))
      return signalPassFailure();
    getOperation().walk([](func::FuncOp op) { placeDeallocations(op); });
  }

private:
  using Functions = SmallVector<Operation *>;

  static bool isWidth(int64_t width) {
    return width >= 1 && llvm::isPowerOf2_64(width);
  }

  /// Functions of one width are converted together; constants that lie the same
  /// for several widths are shared by all.
  LogicalResult convertFunctions() {
    FailureOr<llvm::MapVector<int64_t, Functions>> groups = groupByWidth();
    if (failed(groups))
      return failure();
    LoweringContext lowering(getArgument(), vectorWidth, fuseProducts,
                             features);
    if (fuseProducts) {
      lowering.fusion = ProductFusion::find(getOperation());
      remarkObstacles(lowering);
      remarkHeadDots(lowering);
      sinkToProducts(getOperation(), lowering);
    }
    findScaledGathers(getOperation(), lowering);
    for (auto &[width, functions] : *groups) {
      lowering.vectorWidth = width;
      if (failed(convert(functions, lowering)))
        return failure();
    }
    return success();
  }

  FailureOr<llvm::MapVector<int64_t, Functions>> groupByWidth() {
    llvm::MapVector<int64_t, Functions> groups;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      FailureOr<int64_t> width = widthOf(function);
      if (failed(width))
        return failure();
      groups[*width].push_back(function);
    }
    return groups;
  }

  /// A function may say how wide the vectors of its processor are.
  FailureOr<int64_t> widthOf(func::FuncOp function) {
    Attribute own = function->getAttr("gnn.vector_width");
    if (!own)
      return vectorWidth.getValue();
    auto integer = dyn_cast<IntegerAttr>(own);
    std::optional<int64_t> width =
        integer ? integer.getValue().trySExtValue() : std::nullopt;
    if (width && isWidth(*width))
      return *width;
    return function.emitError("expects gnn.vector_width to be a power of two "
                              "but got ")
           << own;
  }

  LogicalResult convert(ArrayRef<Operation *> functions,
                        LoweringContext &lowering) {
    lowering.gathered.find(functions);
    GNNTypeConverter converter;
    if (lowering.gathered.areRounded())
      addRoundedFeatures(converter, lowering);
    ConversionTarget target(getContext());
    setLegality(target, converter, lowering);
    RewritePatternSet patterns(&getContext());
    populatePatterns(patterns, converter, lowering);
    return applyPartialConversion(functions, target, std::move(patterns));
  }
};
} // namespace
