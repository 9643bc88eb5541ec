//===- WeightRemarks.cpp - What users are told of weights -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightRemarks.h"
#include "OutputError.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

static remark::RemarkOpts remarkName(StringRef pass) {
  return remark::RemarkOpts::name(pass).category("prune");
}

void gnn::remarkNoParameters(StringRef pass, const ChannelGroups &groups) {
  for (const ChannelContraction &each : groups.getContractions())
    if (!groups.getAxes()[each.weight].parameter)
      remark::missed(each.op->getLoc(), remarkName(pass)) << remark::reason(
          "the weight of '{0}' is no parameter; gnn-fold-parameters "
          "may make it one",
          each.op->getName().getStringRef());
  for (Operation *op : groups.getUnknownOps())
    remark::missed(op->getLoc(), remarkName(pass)) << remark::reason(
        "'{0}' links channels that are not there, or too many",
        op->getName().getStringRef());
}

void gnn::remarkStaysDense(StringRef pass, ml_program::GlobalOp parameter) {
  remark::missed(parameter.getLoc(), remarkName(pass)) << remark::reason(
      "{0} stays dense: not all of its readers multiply with it",
      parameter.getSymName());
}

LogicalResult gnn::remarkOutputError(StringRef pass, ScoringContext &context,
                                     const WeightMatrix &matrix,
                                     ArrayRef<double> values) {
  auto statistics =
      context.getStatistics(matrix.parameter, CriterionNeeds::gram);
  if (failed(statistics))
    return failure();
  ml_program::GlobalOp parameter = matrix.parameter;
  remark::analysis(parameter.getLoc(), remarkName(pass))
      << remark::add("the weights of {0} that stay make up for those that go",
                     parameter.getSymName())
      << remark::metric("output-error",
                        getOutputError(**statistics, matrix.values, values));
  return success();
}

void gnn::remarkZeros(StringRef pass, ModuleOp module,
                      ArrayRef<WeightMatrix> matrices) {
  size_t zeros = 0, all = 0;
  for (const WeightMatrix &matrix : matrices) {
    zeros += llvm::count(matrix.values, 0.0f);
    all += matrix.values.size();
  }
  remark::passed(module.getLoc(), remarkName(pass))
      << remark::add("{0} of {1} weights are zero", zeros, all);
}
