//===- GramTaps.cpp - Where the Gram matrices come from -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GramTaps.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// Columns of sparse features that are dense at a time.
static constexpr int64_t blockColumns = 256;

namespace {
class TapBuilder {
public:
  GramTaps build(ArrayRef<CalibrationSite> sites, int64_t maxChannels);

private:
  void addTaps(unsigned number, const CalibrationSite &site);
  void addBlockTaps(unsigned number, const CalibrationSite &site);
  ml_program::GlobalOp getPicker(ModuleOp module, int64_t channels,
                                 int64_t column);

  GramTaps result;
  /// By channels and first column.
  std::map<std::pair<int64_t, int64_t>, ml_program::GlobalOp> pickerOf;
};
} // namespace

/// The parameter E with (x E^T)[n, i] = x[n, column + i].
ml_program::GlobalOp TapBuilder::getPicker(ModuleOp module, int64_t channels,
                                           int64_t column) {
  ml_program::GlobalOp &picker = pickerOf[{channels, column}];
  if (picker)
    return picker;
  int64_t width = std::min(blockColumns, channels - column);
  OpBuilder builder(module.getContext());
  auto type = RankedTensorType::get({width, channels}, builder.getF32Type());
  picker = ml_program::GlobalOp::create(
      builder, module.getLoc(), "pick_columns", type, /*is_mutable=*/false,
      ml_program::ExternAttr::get(builder.getContext(), type),
      builder.getStringAttr("private"));
  SymbolTable(module).insert(picker, module.getBody()->begin());
  Matrix values = Matrix::Zero(width, channels);
  values.middleCols(column, width).setIdentity();
  result.pickers.emplace_back(picker, std::move(values));
  return picker;
}

/// Whether the map leaves rows as they are, as a bias does.
static bool isIdentity(OpOperand *map) {
  OpBuilder builder(map->getOwner());
  auto op = cast<RowLinearOpInterface>(map->getOwner());
  Value mapped = op.buildRowMap(builder, *map, map->get());
  if (mapped == map->get())
    return true;
  mapped.getDefiningOp()->erase();
  return false;
}

void TapBuilder::addBlockTaps(unsigned number, const CalibrationSite &site) {
  Operation *last = site.maps.back()->getOwner();
  OpBuilder builder(last->getContext());
  builder.setInsertionPointAfter(last);
  auto module = last->getParentOfType<ModuleOp>();
  auto addTap = [&](int64_t left, int64_t column) {
    Value picker =
        createParameterLoad(builder, last->getLoc(),
                            getPicker(module, site.getNumChannels(), column));
    Value block = LinearOp::create(builder, last->getLoc(), site.x, picker,
                                   /*bias=*/Value());
    Value mapped = propagate(builder, site.maps, block);
    result.values[mapped].taps.push_back(
        {number, /*isWhole=*/false, left, column});
  };
  int64_t channels = site.getNumChannels();
  for (int64_t left = 0; left < channels; left += blockColumns)
    for (int64_t column = left; column < channels; column += blockColumns)
      addTap(left, column);
}

void TapBuilder::addTaps(unsigned number, const CalibrationSite &site) {
  if (llvm::all_of(site.maps, isIdentity)) {
    result.values[site.x].taps.push_back({number});
    return;
  }
  if (isSparse(site.x.getType()))
    return addBlockTaps(number, site);
  OpBuilder builder(site.op);
  builder.setInsertionPointAfter(site.maps.back()->getOwner());
  Value mapped = propagate(builder, site.maps, site.x);
  result.values[mapped].taps.push_back({number});
}

GramTaps TapBuilder::build(ArrayRef<CalibrationSite> sites,
                           int64_t maxChannels) {
  for (auto [number, site] : llvm::enumerate(sites)) {
    if (site.getNumChannels() <= maxChannels) {
      addTaps(number, site);
      continue;
    }
    remark::missed(
        site.op->getLoc(),
        remark::RemarkOpts::name("Calibrate").category("gnn-calibrate"))
        << remark::reason("no Gram matrix of {0}: {1} channels are more than "
                          "max-gram={2}",
                          ml_program::GlobalOp(site.weight).getSymName(),
                          site.getNumChannels(), maxChannels);
  }
  for (auto &[value, tapped] : result.values) {
    auto function = value.getParentRegion()->getParentOfType<func::FuncOp>();
    tapped.kind = RowKinds(function).get(value);
  }
  return std::move(result);
}

GramTaps gnn::addGramTaps(ArrayRef<CalibrationSite> sites,
                          int64_t maxChannels) {
  return TapBuilder().build(sites, maxChannels);
}
