//===- ProductForm.h - Kernels for some products only --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTFORM_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTFORM_H

#include "KernelRowWriter.h"

namespace mlir::gnn {

/// A form of dense rows times a weight beside the plain one in f32. Forms are
/// tried in the order of their benefits: each takes what it is the fastest for,
/// and says why it leaves an op to the next.
class ProductForm : public KernelLowering<LinearOp> {
protected:
  ProductForm(Converter &converter, MLIRContext *mlirContext,
              KernelContext &context, StringLiteral name,
              PatternBenefit benefit)
      : KernelLowering(converter, mlirContext, context, benefit), name(name) {}

  /// Whether the weight has values; the plain form tells what is wrong.
  LogicalResult matchValues(LinearOp op, PatternRewriter &rewriter) const;
  /// Not here, with a remark that says why.
  LogicalResult decline(LinearOp op, PatternRewriter &rewriter,
                        const std::string &reason) const;

  /// Replaces the op by a kernel whose threads run `ThreadCode`, each block
  /// of threads for `blockRows` rows, in `blocks` blocks of outputs.
  template <typename ThreadCode, typename Product>
  LogicalResult replace(LinearOp op, Emitter &e, Product &product,
                        ConversionPatternRewriter &rewriter) const {
    if (failed(context.constants.getBias(e, op, op.getBias(), product.bias)))
      return failure();
    Value rows = e.sizeOf(product.x);
    auto writer = KernelRowWriter::behind(op, rows, e, rewriter, context);
    if (failed(writer))
      return failure();
    Value rowBlocks =
        e.dividedBy(e.plus(rows, product.blockRows - 1), product.blockRows);
    launch(
        e, context, op, {rowBlocks, product.blocks},
        [&](const Thread &thread) {
          ThreadCode(e, product, thread).run(*writer);
        },
        product.sharedTypes(e));
    writer->replace(op, rewriter);
    return success();
  }

  void tellPassed(LinearOp op, StringRef subject,
                  const std::string &what) const;
  void tellMissed(LinearOp op, StringRef subject,
                  const std::string &reason) const;

  /// What its remarks are about.
  StringLiteral name;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_PRODUCTFORM_H
