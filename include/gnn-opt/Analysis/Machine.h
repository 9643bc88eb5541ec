//===- Machine.h - What a processor does in a second ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_MACHINE_H
#define GNN_OPT_ANALYSIS_MACHINE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <algorithm>
#include <string>
#include <vector>

namespace mlir::gnn {

/// A rate, a second, that one core reaches, and all cores together.
struct Rate {
  double core;
  double total;

  double get(unsigned threads) const {
    return std::min(core * double(threads), total);
  }
};

/// A cache, or memory.
struct MemoryLevel {
  std::string name;
  /// Of one core's cache, or of the one that all cores share.
  double bytes;
  bool isShared;
  /// Bytes that are read in order, and rows of 256 bytes that are read by index
  /// and asked for beforehand.
  Rate read;
  Rate gather;
};

/// What the time model knows of a processor. Every number is measured, by
/// `benchmarks/measure-machine`, which writes the file that `find` takes.
struct Machine {
  std::string name;
  unsigned cores;
  /// The f32 elements of the widest vector that it computes with: AVX2's unless
  /// a file says so.
  int64_t vectorElements = 8;
  /// Of one core, by code like ours: multiply-adds of register tiles, those
  /// with a weight that is stored sparsely, exponentials.
  double tiledMultiplyAdds;
  double sparseMultiplyAdds;
  double exponentials;
  /// Seconds to call a parallel loop on one thread, and what several threads
  /// add.
  double loopSeconds;
  double forkSeconds;
  /// Seconds of one core for each row that is reduced over a list of indices,
  /// and for each index, where all that is read is near.
  double rowSeconds;
  double indexSeconds;
  /// Nearest first; the last holds everything.
  std::vector<MemoryLevel> levels;

  /// The one of Machines/zen3.json.
  static const Machine &getDefault();
  /// One of Machines/ by its name, or one from a file. Errors name the file and
  /// the field.
  static llvm::Expected<Machine> find(llvm::StringRef nameOrPath);
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_MACHINE_H
