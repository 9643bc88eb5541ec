//===- InputDomain.cpp - What functions are called with -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/InputDomain.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

StringRef gnn::stringify(ProofClass proof) {
  switch (proof) {
  case ProofClass::everyInput:
    return "proved";
  case ProofClass::box:
    return "proved-for-box";
  case ProofClass::graph:
    return "proved-for-graph";
  }
  return "";
}

//===----------------------------------------------------------------------===//
// From data
//===----------------------------------------------------------------------===//

namespace {
/// Bounds of each column and of the sums of rows, row after row.
class ColumnBounds {
public:
  explicit ColumnBounds(int64_t columns)
      : columns(columns, {Interval::infinity, -Interval::infinity}),
        seen(columns, 0) {}

  void add(int64_t column, float value) {
    columns[column] = hull(columns[column], Interval::point(value));
    ++seen[column];
    sum = sum + Interval::point(value);
  }

  void endRow() {
    rowSum = rows++ ? hull(rowSum, sum) : sum;
    sum = Interval::point(0);
  }

  /// Where a row has no element it is zero; without rows nothing is anything.
  void finish(InputDomain &domain) {
    for (auto [column, count] : llvm::zip(columns, seen))
      if (count < rows || rows == 0)
        column = count ? hull(column, Interval::point(0)) : Interval::point(0);
    domain.features = std::move(columns);
    domain.rowSum = rowSum;
  }

private:
  std::vector<Interval> columns;
  std::vector<int64_t> seen;
  int64_t rows = 0;
  Interval sum = Interval::point(0), rowSum = Interval::point(0);
};
} // namespace

static void setFeatures(InputDomain &domain, const DenseFeatures &features) {
  ColumnBounds bounds(features.columns);
  for (int64_t row = 0; row < features.rows; ++row) {
    for (int64_t column = 0; column < features.columns; ++column)
      bounds.add(column, features.values[row * features.columns + column]);
    bounds.endRow();
  }
  bounds.finish(domain);
}

static void setFeatures(InputDomain &domain, const CSRFeatures &features) {
  ColumnBounds bounds(features.columns);
  for (int64_t row = 0; row < features.rows; ++row) {
    for (int64_t e = features.indptr[row]; e < features.indptr[row + 1]; ++e)
      bounds.add(features.indices[e], features.values[e]);
    bounds.endRow();
  }
  bounds.finish(domain);
}

/// A single graph is one segment.
static SegmentRange getSegments(const Dataset &dataset) {
  if (!dataset.isGraphSet())
    return {Interval::point(dataset.getNumNodes())};
  Interval rows = {Interval::infinity, 0};
  for (auto [begin, end] :
       llvm::zip(dataset.graphPtr, ArrayRef(dataset.graphPtr).drop_front()))
    rows = hull(rows, Interval::point(end - begin));
  return {rows.lower <= rows.upper ? rows : Interval::point(0)};
}

InputDomain gnn::makeInputDomain(const Dataset &dataset, ProofClass proof) {
  InputDomain domain;
  domain.proof = proof;
  std::visit([&](const auto &features) { setFeatures(domain, features); },
             dataset.features);
  if (proof != ProofClass::graph)
    return domain;
  auto graph = std::make_shared<KnownGraph>(
      KnownGraph{dataset.graph.rowPtr, dataset.graph.colIdx});
  domain.degree = graph->getDegrees();
  domain.graph = std::move(graph);
  domain.segments = getSegments(dataset);
  return domain;
}

//===----------------------------------------------------------------------===//
// From options
//===----------------------------------------------------------------------===//

static llvm::Expected<Interval> parseBox(StringRef text) {
  auto [lower, upper] = text.split(':');
  Interval box;
  if (lower.getAsDouble(box.lower) || upper.getAsDouble(box.upper) ||
      std::isnan(box.lower) || std::isnan(box.upper))
    return llvm::createStringError("expected box=LO:HI, two numbers, but got " +
                                   quote(text));
  if (box.lower > box.upper)
    return llvm::createStringError(
        "expected box=LO:HI with LO at most HI but got " + quote(text));
  return box;
}

static llvm::Error addDomains(const InputDomainOptions &options,
                              std::vector<InputDomain> &domains) {
  if (!options.box.empty()) {
    llvm::Expected<Interval> box = parseBox(options.box);
    if (!box)
      return box.takeError();
    domains.push_back({ProofClass::box, {*box}});
  }
  if (options.data.empty())
    return llvm::Error::success();
  llvm::Expected<Dataset> dataset = loadDataset(options.data);
  if (!dataset)
    return dataset.takeError();
  domains.push_back(makeInputDomain(*dataset, ProofClass::box));
  if (!options.anyGraph)
    domains.push_back(makeInputDomain(*dataset, ProofClass::graph));
  return llvm::Error::success();
}

llvm::Expected<std::vector<InputDomain>>
gnn::makeInputDomains(const InputDomainOptions &options) {
  if (!options.box.empty() && !options.data.empty())
    return llvm::createStringError("expected box or data but got both");
  std::vector<InputDomain> domains(1);
  if (llvm::Error error = addDomains(options, domains))
    return error;
  if (options.maxDegree < 0)
    return domains;
  // Without features there is no box: any number is one that is in it.
  if (domains.size() == 1)
    domains.push_back({ProofClass::box});
  for (InputDomain &domain : domains)
    if (domain.proof == ProofClass::box)
      domain.degree.upper = options.maxDegree;
  return domains;
}

//===----------------------------------------------------------------------===//
// Into functions
//===----------------------------------------------------------------------===//

/// Those columns that pruning left. Rows of fewer columns sum to less only
/// where none is negative.
static FeatureRange selectColumns(const FeatureRange &all,
                                  ArrayRef<int64_t> columns) {
  FeatureRange result;
  for (int64_t column : columns)
    result.channels.push_back(all.channels[column]);
  if (llvm::all_of(all.channels,
                   [](Interval each) { return each.isNonNegative(); }))
    result.rowSum = {0, all.rowSum.upper};
  return result;
}

static LogicalResult setFeatures(ValueRanges &ranges, const InputDomain &domain,
                                 func::FuncOp function,
                                 BlockArgument features) {
  size_t columns = getChannels(features);
  FeatureRange range = {domain.features, domain.rowSum};
  auto left = getOriginalFeatures(function, features.getArgNumber(), columns);
  if (left && llvm::all_of(*left, [&](int64_t column) {
        return size_t(column) < domain.features.size();
      }))
    range = selectColumns(range, *left);
  if (range.channels.size() == 1)
    range.channels.resize(columns, range.channels.front());
  if (range.channels.size() != columns)
    return function.emitError("expects data of ")
           << columns << " features, as '@" << function.getSymName()
           << "' takes, but got " << range.channels.size();
  ranges.set(features, std::move(range));
  return success();
}

static LogicalResult setArguments(ValueRanges &ranges,
                                  const InputDomain &domain,
                                  func::FuncOp function) {
  bool hasOneGraph = llvm::count_if(function.getArgumentTypes(),
                                    llvm::IsaPred<gnn::GraphType>) == 1;
  for (BlockArgument argument : function.getArguments()) {
    Type type = argument.getType();
    if (isa<gnn::GraphType>(type))
      ranges.set(argument,
                 GraphRange{domain.degree, hasOneGraph ? domain.graph : nullptr,
                            ranges.makeGraphNumber()});
    else if (isSegmentPtr(type))
      ranges.set(argument, domain.segments);
    else if (isFeatures(type) && !domain.features.empty() &&
             failed(setFeatures(ranges, domain, function, argument)))
      return failure();
  }
  return success();
}

FailureOr<ValueRanges> gnn::computeValueRanges(ModuleOp module,
                                               const InputDomain &domain,
                                               ValueRanges ranges) {
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isExternal() &&
        SymbolTable::symbolKnownUseEmpty(function, module) &&
        failed(setArguments(ranges, domain, function)))
      return failure();
  module.walk([&](ValueRangeOpInterface op) { op.inferRanges(ranges); });
  return ranges;
}
