//===- BlockInfluence.cpp - How much layers change features ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockInfluence.h"

#include "gnn-opt/Transforms/Pruning/LayerBypass.h"
#include "gnn-opt/Tuning/ModelProbe.h"
#include "gnn-opt/Tuning/RowWeights.h"

using namespace mlir;
using namespace mlir::gnn;

static double getCosine(const RowVector &x, const RowVector &y) {
  double norms = x.norm() * y.norm();
  if (norms == 0)
    return x.isZero(0) && y.isZero(0) ? 1 : 0;
  return x.dot(y) / norms;
}

double gnn::getBlockInfluence(const Matrix &x, const Matrix &y,
                              const Vector &weights) {
  double sum = 0;
  for (Eigen::Index row = 0; row < x.rows(); ++row)
    if (weights[row] != 0)
      sum += weights[row] * getCosine(x.row(row), y.row(row));
  return 1 - sum / weights.sum();
}

/// Rows are nodes or, after readout, graphs.
static const Vector &getWeights(const RowWeights &weights, int64_t rows) {
  return rows == weights.nodes.size() ? weights.nodes : weights.graphs;
}

static LogicalResult fail(ModuleOp model, llvm::Error error) {
  return emitError(model.getLoc(), "gnn-prune-layers: ")
         << llvm::toString(std::move(error));
}

static LogicalResult measure(ModelProbe &probe, StringRef function,
                             const RowWeights &weights, LayerInfluence &each) {
  auto layer = findLayer(probe.getModule(), each.layer);
  if (!layer)
    return fail(probe.getModule(), layer.takeError());
  if (!probe.has(layer->input) || !probe.has(layer->output))
    return fail(probe.getModule(),
                llvm::createStringError("layer \"" + each.layer +
                                        "\" is not in @" + function));
  auto values = probe.evaluate({layer->input, layer->output});
  if (failed(values))
    return failure();
  // Of one type, which is that of the results of ops, and those are dense.
  const Matrix &x = (*values)[0].matrix(), &y = (*values)[1].matrix();
  each.influence = getBlockInfluence(x, y, getWeights(weights, x.rows()));
  return success();
}

LogicalResult gnn::measureInfluence(ModuleOp model, const InfluenceData &data,
                                    std::vector<LayerInfluence> &layers) {
  llvm::Expected<Dataset> dataset = loadDataset(data.path);
  if (!dataset)
    return fail(model, dataset.takeError());
  auto weights = computeRowWeights(*dataset, data.split, "uniform");
  if (!weights)
    return fail(model, weights.takeError());
  auto probe = ModelProbe::create(model, data.function, *dataset);
  if (failed(probe))
    return failure();
  for (LayerInfluence &each : layers)
    if (failed(measure(**probe, data.function, *weights, each)))
      return failure();
  return success();
}
