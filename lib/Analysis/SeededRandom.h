//===- SeededRandom.h - The same numbers everywhere -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_SEEDEDRANDOM_H
#define GNN_OPT_ANALYSIS_SEEDEDRANDOM_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/xxhash.h"

#include <random>

namespace mlir::gnn {

/// Uniform numbers in [0, 1) that depend on the seed and a name only, on every
/// machine: the standard fixes the engine, but not its distributions.
class SeededRandom {
public:
  SeededRandom(uint64_t seed, llvm::StringRef name)
      : engine(seed ^ llvm::xxh3_64bits(name)) {}

  double next() { return double(engine() >> 11) * 0x1.0p-53; }

private:
  std::mt19937_64 engine;
};

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_SEEDEDRANDOM_H
