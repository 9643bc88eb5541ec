//===- Lowering.h - What all lowering patterns share ---------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LOWERING_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LOWERING_H

#include "ChannelTiles.h"
#include "GatheredFeatures.h"

#include "gnn-opt/Conversion/Lowering/ConversionContext.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Transforms/DialectConversion.h"

namespace mlir::gnn {

/// What is the same for every op of a module.
struct LoweringContext : ConversionContext {
  /// Lanes of f32 in a vector register.
  int64_t vectorWidth;
  /// Whether rows that only a product reads are multiplied tile by tile.
  bool fusesProducts;
  /// What is stored as bf16.
  GatheredFeatures gathered;

  LoweringContext(StringRef passName, int64_t vectorWidth, bool fusesProducts,
                  FeatureType features)
      : ConversionContext{passName, {}}, vectorWidth(vectorWidth),
        fusesProducts(fusesProducts), gathered(features) {}

  ChannelTiles tiles(int64_t channels, int64_t begin = 0) const {
    return ChannelTiles(channels, vectorWidth, begin);
  }
  /// Machines with 512-bit vectors have 32 registers, others 16.
  int64_t registers() const { return vectorWidth >= 16 ? 32 : 16; }
  /// Pieces of a row that are kept in registers at once, beside `temporaries`:
  /// an addend from memory needs none.
  int64_t accumulators(int64_t temporaries = 0) const {
    return registers() - temporaries;
  }
};

/// A pattern for one op. Operands come converted: `adaptor.getX().front()` for
/// features, `adaptor.getGraph()[0]` and `[1]` for the row pointers and column
/// indices of a graph. Parameters are read through the op itself.
template <typename Op> struct GNNLowering : OpConversionPattern<Op> {
  using Adaptor = typename OpConversionPattern<Op>::OneToNOpAdaptor;

  GNNLowering(const TypeConverter &converter, MLIRContext *context,
              LoweringContext &lowering, PatternBenefit benefit = 1)
      : OpConversionPattern<Op>(converter, context, benefit),
        lowering(lowering) {}

  LoweringContext &lowering;
};

using Converter = const TypeConverter;
/// One function a family of ops.
void populateFunctionPatterns(RewritePatternSet &, Converter &,
                              LoweringContext &);
void populateElementwisePatterns(RewritePatternSet &, Converter &,
                                 LoweringContext &);
void populateGraphPatterns(RewritePatternSet &, Converter &, LoweringContext &);
void populateAggregationPatterns(RewritePatternSet &, Converter &,
                                 LoweringContext &);
void populateEdgePatterns(RewritePatternSet &, Converter &, LoweringContext &);
void populateAttentionPatterns(RewritePatternSet &, Converter &,
                               LoweringContext &);
void populateLinearPatterns(RewritePatternSet &, Converter &,
                            LoweringContext &);
void populateSparseFeaturesPatterns(RewritePatternSet &, Converter &,
                                    LoweringContext &);
void populateSparseWeightPatterns(RewritePatternSet &, Converter &,
                                  LoweringContext &);
void populateHeadPatterns(RewritePatternSet &, Converter &, LoweringContext &);
void populateLayoutPatterns(RewritePatternSet &, Converter &,
                            LoweringContext &);
void populateRowNormPatterns(RewritePatternSet &, Converter &,
                             LoweringContext &);
void populateLayerNormPatterns(RewritePatternSet &, Converter &,
                               LoweringContext &);
void populateNormalizeFeaturesPatterns(RewritePatternSet &, Converter &,
                                       LoweringContext &);

/// Moves every op whose rows a product alone reads, and the elementwise ops
/// behind it, down to the product: what the product's own elementwise ops read
/// is known there.
void sinkToProducts(Operation *scope, const LoweringContext &lowering);

/// Frees every buffer allocated in the function after its last use.
void placeDeallocations(Operation *function);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LOWERING_H
