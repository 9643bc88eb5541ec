//===- CalibrationSites.cpp - Where features meet a weight ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationSites.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("Calibrate").category("gnn-calibrate");

/// The function and all that it names, directly or not.
static llvm::SetVector<Operation *> findReachable(func::FuncOp function) {
  llvm::SetVector<Operation *> reachable;
  reachable.insert(function);
  for (unsigned next = 0; next < reachable.size(); ++next) {
    auto uses = SymbolTable::getSymbolUses(reachable[next]);
    if (!uses)
      continue;
    for (const SymbolTable::SymbolUse &use : *uses)
      if (Operation *symbol = SymbolTable::lookupNearestSymbolFrom(
              use.getUser(), use.getSymbolRef()))
        reachable.insert(symbol);
  }
  return reachable;
}

/// How often the features have the weight's inputs side by side; nothing where
/// they lie in another way.
static std::optional<int64_t> countHeads(const ChannelGroups &groups,
                                         const ChannelContraction &product) {
  const ChannelAxis &features = groups.getAxes()[product.features];
  const ChannelAxis &weight = groups.getAxes()[product.weight];
  const ChannelLink &link = product.link;
  bool areInputs = weight.parameter && weight.size == features.size;
  if (link.modulus == 0 && link.offset == 0 && areInputs)
    return 1;
  if (link.offset != 0 || link.modulus != weight.size || weight.size == 0 ||
      features.size % weight.size != 0 || isSparse(features.value.getType()))
    return std::nullopt;
  return features.size / weight.size;
}

static bool isLastDim(const ChannelAxis &weight) {
  if (!weight.parameter)
    return false;
  auto type =
      cast<RankedTensorType>(ml_program::GlobalOp(weight.parameter).getType());
  return weight.dim + 1 == type.getRank();
}

namespace {
class SiteFinder {
public:
  explicit SiteFinder(func::FuncOp function)
      : function(function), reachable(findReachable(function)),
        groups(function->getParentOfType<ModuleOp>()) {
    for (LinearSum &sum : findLinearSums(groups))
      for (LinearTerm &term : sum.terms)
        mapsOf[term.op] = std::move(term.rows);
  }

  FailureOr<std::vector<CalibrationSite>> find();

private:
  LogicalResult visit(const ChannelContraction &product);

  func::FuncOp function;
  llvm::SetVector<Operation *> reachable;
  ChannelGroups groups;
  DenseMap<Operation *, RowMaps> mapsOf;
  std::vector<CalibrationSite> sites;
};
} // namespace

LogicalResult SiteFinder::visit(const ChannelContraction &product) {
  Operation *op = product.op;
  auto parent = op->getParentOfType<func::FuncOp>();
  if (!reachable.contains(parent))
    return success();
  if (op->hasTrait<PublishedLayer>())
    return op->emitError("'")
           << op->getName()
           << "' is opaque to calibration; run gnn-decompose-layers first";
  const ChannelAxis &weight = groups.getAxes()[product.weight];
  std::optional<int64_t> heads = countHeads(groups, product);
  if (!heads || !isLastDim(weight)) {
    remark::missed(op->getLoc(), remarkOptions)
        << remark::reason("'{0}' multiplies features with {1}, which is no "
                          "parameter's inputs; gnn-fold-parameters may help",
                          op->getName().getStringRef(), weight.describe());
    return success();
  }
  Value x = product.link.from.value;
  sites.push_back({op, x, weight.parameter, *heads, mapsOf.lookup(op),
                   RowKinds(parent).get(x)});
  return success();
}

FailureOr<std::vector<CalibrationSite>> SiteFinder::find() {
  for (const ChannelContraction &product : groups.getContractions())
    if (failed(visit(product)))
      return failure();
  return std::move(sites);
}

FailureOr<std::vector<CalibrationSite>>
gnn::findCalibrationSites(func::FuncOp function) {
  return SiteFinder(function).find();
}
