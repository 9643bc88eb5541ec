//===- WeightForms.h - Ways to multiply with a weight --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_WEIGHTFORMS_H
#define GNN_OPT_ANALYSIS_WEIGHTFORMS_H

#include "mlir/IR/BuiltinTypes.h"

#include <string>

namespace mlir::gnn {

/// What code is made for the product of dense features with a weight, as the
/// encoding of its type says.
struct WeightForm {
  enum class Kind {
    Dense,       ///< all weights
    Block,       ///< blocks of an input's weights that are not all zero
    Unstructured ///< weights that are not zero
  };
  Kind kind;
  /// Outputs of a block.
  int64_t outputs = 0;

  std::string getName() const;
  /// The encoding of the weight's type, null for the dense form.
  Attribute getEncoding(MLIRContext *context) const;
};

/// A form of a weight `out x in` with these values, on the vectors on which it
/// gains least.
struct WeightFormCost {
  WeightForm form;
  /// Weights that are multiplied.
  int64_t multiplied;
  /// Predicted for a row of features, and over those of the dense form.
  double cycles, ofDense;
};

/// \param vectorWidths the f32 of a vector, for each version of the code; the
/// form is the same for all.
WeightFormCost predictCost(WeightForm form, RankedTensorType type,
                           ArrayRef<float> values,
                           ArrayRef<int64_t> vectorWidths);

/// The form that is predicted to be the fastest. Another than the dense one
/// must win by more than predictions and measurements scatter.
/// \param costs the dense form first.
const WeightFormCost &chooseForm(ArrayRef<WeightFormCost> costs);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_WEIGHTFORMS_H
