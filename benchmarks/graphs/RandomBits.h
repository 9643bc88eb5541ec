//===- RandomBits.h - The same numbers on every machine ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_GRAPHS_RANDOMBITS_H
#define GNN_OPT_BENCHMARKS_GRAPHS_RANDOMBITS_H

#include <cstdint>

namespace mlir::gnn::bench {

/// SplitMix64 (Steele, Lea and Flood, 2014). The distributions of <random>
/// differ between libraries, and a seed in a results page must mean one graph.
class RandomBits {
public:
  explicit RandomBits(uint64_t seed) : state(seed) {}

  uint64_t next() {
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  /// In [0, bound), for a bound of at least 1 and below 2^32.
  uint64_t below(uint64_t bound) { return ((next() >> 32) * bound) >> 32; }

  /// In [0, 1).
  double unit() { return double(next() >> 11) * 0x1.0p-53; }

private:
  uint64_t state;
};

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_GRAPHS_RANDOMBITS_H
