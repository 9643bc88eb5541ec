//===- Scene.h - What a model is to run on ----------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_SCENE_H
#define GNN_OPT_ANALYSIS_SCENE_H

#include "gnn-opt/Analysis/TimeModel.h"

namespace mlir::gnn {

/// A graph, and the machine and threads that are to run a model on it.
struct Scene {
  Workload workload;
  unsigned threads = 1;
  GatherProfile profile = GatherProfile::uniform();
  Machine machine = Machine::getDefault();
  FeatureType features = FeatureType::F32;

  /// The sizes and the threads that are given, in the words of options, or what
  /// is wrong with them ("expected nodes to be ..."). An empty path names no
  /// file; a data file replaces the sizes.
  static llvm::Expected<Scene> read(Workload workload, unsigned threads,
                                    StringRef dataPath, StringRef machinePath);

  /// Refers to the machine of this scene.
  TimeContext getTimeContext() const {
    return {machine, threads, profile, features};
  }

private:
  llvm::Error check() const;
  llvm::Error readData(StringRef path);
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_SCENE_H
