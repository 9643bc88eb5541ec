//===- RowWeights.cpp - How much each row counts --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/RowWeights.h"

#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

using Items = std::vector<int64_t>;

namespace {
/// Computes the weights of a split's items, [I].
using Weighting = llvm::Expected<Vector> (*)(const Dataset &, const Items &);
} // namespace

static llvm::Expected<Vector> weighUniformly(const Dataset &dataset,
                                             const Items &items) {
  Vector weights = Vector::Zero(dataset.getNumItems());
  for (int64_t item : items)
    weights[item] = 1;
  return weights;
}

static llvm::Expected<Vector> weighTrainItems(const Dataset &dataset,
                                              const Items &items) {
  llvm::Expected<Items> train = resolveSplit(dataset, "train");
  if (!train)
    return train.takeError();
  Items both;
  llvm::copy_if(items, std::back_inserter(both), [&](int64_t item) {
    return llvm::binary_search(*train, item);
  });
  return weighUniformly(dataset, both);
}

static llvm::Expected<Vector> weighByClass(const Dataset &dataset,
                                           const Items &items) {
  if (dataset.labels.empty())
    return llvm::createStringError("expected labels \"y\" for node weights by "
                                   "class but the data set has none");
  std::map<int64_t, int64_t> itemsOfClass;
  int64_t labelled = 0;
  for (int64_t item : items)
    if (int64_t label = dataset.labels[item]; label >= 0) {
      ++itemsOfClass[label];
      ++labelled;
    }
  Vector weights = Vector::Zero(dataset.getNumItems());
  for (int64_t item : items)
    if (int64_t label = dataset.labels[item]; label >= 0)
      weights[item] = double(labelled) /
                      (double(itemsOfClass.size()) * itemsOfClass[label]);
  return weights;
}

/// What items count, for each of their nodes.
static Vector spreadToNodes(const Dataset &dataset, const Vector &items) {
  if (!dataset.isGraphSet())
    return items;
  Vector nodes(dataset.getNumNodes());
  for (int64_t graph = 0; graph < items.size(); ++graph)
    for (int64_t node = dataset.graphPtr[graph];
         node < dataset.graphPtr[graph + 1]; ++node)
      nodes[node] = items[graph];
  return nodes;
}

static void multiplyByDegree(const Graph &graph, Vector &nodes) {
  for (int64_t node = 0; node < nodes.size(); ++node)
    nodes[node] *= graph.rowPtr[node + 1] - graph.rowPtr[node];
}

llvm::Expected<RowWeights> gnn::computeRowWeights(const Dataset &dataset,
                                                  llvm::StringRef split,
                                                  llvm::StringRef weighting) {
  Weighting weigh = llvm::StringSwitch<Weighting>(weighting)
                        .Cases({"uniform", "degree"}, &weighUniformly)
                        .Case("train", &weighTrainItems)
                        .Case("class", &weighByClass)
                        .Default(nullptr);
  if (!weigh)
    return llvm::createStringError(
        "expected node weights uniform, train, degree or class but got " +
        quote(weighting));
  llvm::Expected<Items> items = resolveSplit(dataset, split);
  if (!items)
    return items.takeError();
  if (items->empty())
    return llvm::createStringError("expected items in split " + quote(split) +
                                   " but it is empty");
  llvm::Expected<Vector> ofItems = weigh(dataset, *items);
  if (!ofItems)
    return ofItems.takeError();
  RowWeights weights{spreadToNodes(dataset, *ofItems),
                     dataset.isGraphSet() ? *ofItems : Vector::Ones(1)};
  if (weighting == "degree")
    multiplyByDegree(dataset.graph, weights.nodes);
  if (weights.nodes.isZero(0))
    return llvm::createStringError("expected a node of split " + quote(split) +
                                   " that counts, but all weights by " +
                                   weighting + " are 0");
  return weights;
}
