//===- InputDomain.h - For which inputs bounds hold -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fact is worth what its inputs are: every finite input on every graph, all
// features in a box on every graph, or those on one graph. What is only seen on
// data is no proof, and is called `observed`.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_INPUTDOMAIN_H
#define GNN_OPT_ANALYSIS_INPUTDOMAIN_H

#include "gnn-opt/Dialect/GNN/ValueRanges.h"
#include "gnn-opt/Execution/Dataset.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace mlir::gnn {

/// From the widest set of inputs to the narrowest.
enum class ProofClass { everyInput, box, graph };

/// `proved`, `proved-for-box`, `proved-for-graph`.
StringRef stringify(ProofClass proof);

/// What a function may be called with.
struct InputDomain {
  ProofClass proof = ProofClass::everyInput;
  /// One for all columns of the features, or one a column; none: any number.
  std::vector<Interval> features = {};
  /// Of the columns of each row.
  Interval rowSum = {};
  /// Edges into a node.
  Interval degree = {0, Interval::infinity};
  /// The one graph that a function of one graph is run on; null: any.
  std::shared_ptr<const KnownGraph> graph = nullptr;
  SegmentRange segments = {};
};

/// What users say of inputs; empty strings for what they do not.
struct InputDomainOptions {
  /// `LO:HI`, bounds of each feature.
  std::string box;
  /// A data file: the bounds of each of its columns and of the sums of its
  /// rows, and its graph.
  std::string data;
  /// The file's features, but on any graph.
  bool anyGraph = false;
  /// The most edges into a node of any graph; negative: no limit.
  int64_t maxDegree = -1;
};

/// The domains that options name, from the widest to the narrowest: first every
/// input, then the box, then the graph. Errors: a box that is not `LO:HI` with
/// LO at most HI, a box beside data, and those of loadDataset().
llvm::Expected<std::vector<InputDomain>>
makeInputDomains(const InputDomainOptions &options);

/// The features of a data set, on any graph or on its own.
InputDomain makeInputDomain(const Dataset &dataset, ProofClass proof);

/// The bounds of all values of the module's functions, those that nothing in
/// the module calls being called with inputs of the domain. `ranges` has the
/// rounding, and values of parameters where they are others. Fails with an
/// error on a function that does not take as many features as the domain has.
FailureOr<ValueRanges> computeValueRanges(ModuleOp module,
                                          const InputDomain &domain,
                                          ValueRanges ranges = ValueRanges());

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_INPUTDOMAIN_H
