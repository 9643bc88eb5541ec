//===- Scene.cpp - What a model is to run on ------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Scene.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Execution/Dataset.h"

using namespace mlir;
using namespace mlir::gnn;

llvm::Error Scene::check() const {
  std::pair<StringRef, int64_t> sizes[] = {{"nodes", workload.nodes},
                                           {"edges", workload.edges},
                                           {"self-loops", workload.selfLoops},
                                           {"graphs", workload.graphs}};
  for (auto [name, size] : sizes)
    if (size < 0)
      return llvm::createStringError(
          "expected " + name + " to be at least 0 but got " + Twine(size));
  if (workload.selfLoops > workload.edges)
    return llvm::createStringError("expected at most " + Twine(workload.edges) +
                                   " self-loops, as there are edges, but got " +
                                   Twine(workload.selfLoops));
  if (threads < 1)
    return llvm::createStringError(
        "expected threads to be at least 1 but got " + Twine(threads));
  return llvm::Error::success();
}

llvm::Error Scene::readData(StringRef path) {
  llvm::Expected<Dataset> dataset = loadDataset(path);
  if (!dataset)
    return dataset.takeError();
  workload = getWorkload(*dataset);
  profile = GatherProfile::measure(dataset->graph);
  return llvm::Error::success();
}

llvm::Expected<Scene> Scene::read(Workload workload, unsigned threads,
                                  StringRef dataPath, StringRef machinePath) {
  Scene scene{workload, threads};
  if (llvm::Error error = scene.check())
    return std::move(error);
  if (!machinePath.empty())
    if (llvm::Error error = Machine::find(machinePath).moveInto(scene.machine))
      return std::move(error);
  if (!dataPath.empty())
    if (llvm::Error error = scene.readData(dataPath))
      return std::move(error);
  return scene;
}
