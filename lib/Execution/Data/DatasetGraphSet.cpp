//===- DatasetGraphSet.cpp - Many graphs in one file ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetReader.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mlir::gnn;

/// An edge between two graphs would mean that graph_ptr cuts one in two.
static Error checkEdgesStayInside(const Dataset &dataset) {
  const Graph &graph = dataset.graph;
  for (size_t g = 0; g + 1 < dataset.graphPtr.size(); ++g) {
    int64_t begin = dataset.graphPtr[g], end = dataset.graphPtr[g + 1];
    for (int64_t node = begin; node < end; ++node)
      for (int64_t e = graph.rowPtr[node]; e < graph.rowPtr[node + 1]; ++e)
        if (graph.colIdx[e] < begin || graph.colIdx[e] >= end)
          return datafile::tensorError(
              "graph_ptr", "expected edges within one graph but graph " +
                               Twine(g) + " is nodes [" + Twine(begin) + ", " +
                               Twine(end) + ") and has the edge " +
                               Twine(graph.colIdx[e]) + " -> " + Twine(node));
  }
  return Error::success();
}

static Error readFold(const SafetensorsFile &file, Dataset &dataset) {
  if (!file.find("fold"))
    return Error::success();
  if (!dataset.isGraphSet())
    return datafile::tensorError(
        "fold", "expected \"graph_ptr\" beside it but the file has none");
  auto fold = datafile::readIntegers(file, "fold", dataset.getNumItems());
  if (!fold)
    return fold.takeError();
  dataset.fold = std::move(*fold);
  return Error::success();
}

Error datafile::readGraphSet(const SafetensorsFile &file, Dataset &dataset) {
  if (file.find("graph_ptr")) {
    auto offsets = readIntegers(file, "graph_ptr");
    if (!offsets)
      return offsets.takeError();
    if (Error error =
            checkOffsets("graph_ptr", *offsets, dataset.getNumNodes()))
      return error;
    dataset.graphPtr = std::move(*offsets);
    if (Error error = checkEdgesStayInside(dataset))
      return error;
  }
  return readFold(file, dataset);
}
