//===- TrialInputs.h - Inputs of a domain, at random ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALINPUTS_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALINPUTS_H

#include "gnn-opt/Analysis/InputDomain.h"
#include "gnn-opt/Execution/Dataset.h"

#include <random>

namespace mlir::gnn {

/// Draws inputs of a domain: graphs that are random, or have a hub, no edges,
/// only self loops, parallel edges, one node; features on the bounds and
/// between them, or rows of the data in another order.
class TrialInputs {
public:
  /// `dataset` may be null. `columns` features.
  TrialInputs(const InputDomain &domain, const Dataset *dataset,
              int64_t columns, unsigned seed)
      : domain(domain), dataset(dataset), columns(columns), engine(seed) {}

  Dataset draw();

private:
  Graph drawGraph();
  Graph drawAnyGraph();
  Features drawFeatures(int64_t rows);
  Features drawRows(int64_t rows);
  float drawFeature(int64_t column);
  int64_t drawIndex(int64_t size);

  const InputDomain &domain;
  const Dataset *dataset;
  int64_t columns;
  std::mt19937 engine;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_TRIALINPUTS_H
