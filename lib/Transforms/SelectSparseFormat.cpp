//===- SelectSparseFormat.cpp - Choose the code of each weight ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Analysis/WeightForms.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_SELECTSPARSEFORMAT
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

using Forms = SmallVector<WeightForm>;

static constexpr WeightForm dense{WeightForm::Kind::Dense};
static constexpr WeightForm block16{WeightForm::Kind::Block, 16};
static constexpr WeightForm block8{WeightForm::Kind::Block, 8};
static constexpr WeightForm unstructured{WeightForm::Kind::Unstructured};

/// The forms that `format` allows; none where it is unknown.
static Forms parseFormat(StringRef format) {
  return llvm::StringSwitch<Forms>(format)
      .Case("auto", {dense, block16, block8, unstructured})
      .Case("dense", {dense})
      .Case("block", {block16})
      .Case("unstructured", {unstructured})
      .Default({});
}

/// Products with sparse features read weights with their zeros.
static DenseSet<GlobalOp> findReadBySparse(const ChannelGroups &groups) {
  DenseSet<GlobalOp> result;
  for (const ChannelContraction &each : groups.getContractions())
    if (isSparse(each.link.from.value.getType()))
      result.insert(getParameter(each.link.to.value));
  return result;
}

namespace {
struct SelectSparseFormat
    : gnn::impl::SelectSparseFormatBase<SelectSparseFormat> {
  using SelectSparseFormatBase::SelectSparseFormatBase;

  void runOnOperation() override {
    if (format == "keep")
      return markAllAnalysesPreserved();
    ModuleOp module = getOperation();
    Forms forms = parseFormat(format);
    if (forms.empty()) {
      module.emitError("expects format to be auto, dense, block, unstructured "
                       "or keep but got '")
          << format.getValue() << "'";
      return signalPassFailure();
    }
    for (int64_t width : vectorWidths)
      if (width < 1) {
        module.emitError("expects every one of vector-widths to be at least 1 "
                         "but got ")
            << width;
        return signalPassFailure();
      }
    ChannelGroups groups(module);
    DenseSet<GlobalOp> readBySparse = findReadBySparse(groups);
    for (GlobalOp parameter : getParameters(module))
      if (isWeight(getParameterType(parameter)) &&
          hasParameterValues(parameter) &&
          isOnlyMultiplied(groups, parameter) &&
          !readBySparse.contains(parameter))
        if (failed(select(parameter, forms)))
          return signalPassFailure();
  }

private:
  SmallVector<int64_t> getVectorWidths() const {
    constexpr int64_t ofAVX2 = 8;
    return vectorWidths.empty() ? SmallVector<int64_t>{ofAVX2}
                                : llvm::to_vector(vectorWidths);
  }

  LogicalResult select(GlobalOp parameter, ArrayRef<WeightForm> forms) {
    FailureOr<std::vector<float>> values = getParameterValues(parameter);
    if (failed(values))
      return failure();
    RankedTensorType type = getParameterType(parameter);
    SmallVector<int64_t> widths = getVectorWidths();
    auto costs = llvm::map_to_vector(forms, [&](WeightForm form) {
      return predictCost(form, type, *values, widths);
    });
    const WeightFormCost &chosen = chooseForm(costs);
    if (llvm::is_contained(*values, 0.0f))
      remarkChoice(parameter, costs, chosen);
    numBlocked += chosen.form.kind == WeightForm::Kind::Block;
    numUnstructured += chosen.form.kind == WeightForm::Kind::Unstructured;
    Attribute encoding = chosen.form.getEncoding(&getContext());
    if (encoding != type.getEncoding())
      setParameterValues(parameter,
                         RankedTensorType::get(type.getShape(),
                                               type.getElementType(), encoding),
                         *values);
    return success();
  }

  void remarkChoice(GlobalOp parameter, ArrayRef<WeightFormCost> costs,
                    const WeightFormCost &chosen) {
    std::string text;
    for (const WeightFormCost &each : costs)
      text +=
          llvm::formatv("{0}{1} {2:F0} ({3} weights)", text.empty() ? "" : ", ",
                        each.form.getName(), each.cycles, each.multiplied);
    remark::analysis(
        parameter.getLoc(),
        remark::RemarkOpts::name("SelectSparseFormat").category(getArgument()))
        << remark::add("{0} is multiplied as {1}; cycles a row: {2}",
                       parameter.getSymName(), chosen.form.getName(), text);
  }
};
} // namespace
