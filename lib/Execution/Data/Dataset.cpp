//===- Dataset.cpp - Graphs with features, labels and splits --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Dataset.h"

#include "DatasetReader.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mlir::gnn;

int64_t Dataset::getNumFeatures() const {
  return std::visit([](const auto &x) { return x.columns; }, features);
}

/// Most of a large file: never in memory as a whole.
static Expected<Graph> readGraph(const SafetensorsFile &file,
                                 int64_t numNodes) {
  constexpr StringLiteral name = "edge_index";
  const SafetensorsTensor *tensor = file.find(name);
  if (!tensor)
    return datafile::tensorError(name,
                                 "expected this tensor but the file has none");
  if (tensor->shape.size() != 2 || tensor->shape[0] != 2)
    return datafile::tensorError(name, "expected shape [2, edges] but got " +
                                           formatShape(tensor->shape));
  std::vector<int64_t> storage;
  Expected<ArrayRef<int64_t>> ends =
      datafile::viewElements(*tensor, storage, toInt64);
  if (!ends)
    return ends.takeError();
  size_t numEdges = ends->size() / 2;
  Expected<Graph> graph = datafile::groupInBlocks(
      ends->take_front(numEdges), ends->drop_front(numEdges), numNodes,
      [&] { datafile::releasePages(*file.getBuffer()); });
  if (!graph)
    return addContext("tensor \"edge_index\"", graph.takeError());
  return graph;
}

static Error readLabels(const SafetensorsFile &file, Dataset &dataset) {
  if (!file.find("y"))
    return Error::success();
  auto labels = datafile::readIntegers(file, "y", dataset.getNumItems());
  if (!labels)
    return labels.takeError();
  for (auto [item, label] : enumerate(*labels))
    if (label < -1)
      return datafile::tensorError("y", "expected classes from 0, or -1 for "
                                        "unknown, but element " +
                                            Twine(item) + " is " +
                                            Twine(label));
  dataset.labels = std::move(*labels);
  return Error::success();
}

static Error readMask(const SafetensorsFile &file, StringRef split,
                      Dataset &dataset) {
  std::string name = (split + "_mask").str();
  const SafetensorsTensor *tensor = file.find(name);
  if (!tensor)
    return Error::success();
  if (tensor->dtype != DType::Bool)
    return tensor->wrongDType(getName(DType::Bool));
  int64_t size = dataset.getNumItems();
  if (tensor->shape != ArrayRef<int64_t>(size))
    return datafile::tensorError(name, "expected shape [" + Twine(size) +
                                           "] but got " +
                                           formatShape(tensor->shape));
  dataset.masks[split.str()] = tensor->bytes.vec();
  return Error::success();
}

static Expected<Dataset> readDataset(const SafetensorsFile &file) {
  Dataset dataset;
  Expected<Features> features = datafile::readFeatures(file);
  if (!features)
    return features.takeError();
  dataset.features = std::move(*features);
  int64_t numNodes =
      std::visit([](const auto &x) { return x.rows; }, dataset.features);
  Expected<Graph> graph = readGraph(file, numNodes);
  if (!graph)
    return graph.takeError();
  dataset.graph = std::move(*graph);
  if (Error error = datafile::readGraphSet(file, dataset))
    return error;
  if (Error error = readLabels(file, dataset))
    return error;
  for (StringRef split : {"train", "val", "test"})
    if (Error error = readMask(file, split, dataset))
      return error;
  return dataset;
}

Expected<Dataset> mlir::gnn::loadDataset(const SafetensorsFile &file) {
  Expected<Dataset> dataset = readDataset(file);
  if (!dataset)
    return addContext(file.getPath(), dataset.takeError());
  return dataset;
}

Expected<Dataset> mlir::gnn::loadDataset(StringRef path) {
  Expected<SafetensorsFile> file = SafetensorsFile::open(path);
  if (!file)
    return file.takeError();
  return loadDataset(*file);
}
