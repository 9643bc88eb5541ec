//===- HardwareRates.h - What the processor does, in loops ---- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_MACHINE_HARDWARERATES_H
#define GNN_OPT_BENCHMARKS_MACHINE_HARDWARERATES_H

#include <cstddef>
#include <cstdint>

namespace mlir::gnn::bench {

/// At least so many multiply-adds on f32 that never leave the registers, all
/// threads together.
void doMultiplyAdds(int64_t count, unsigned threads);

// Each is the best of several tries, all threads together.

/// A second, by doMultiplyAdds.
double measureMultiplyAdds(unsigned threads);

/// Bytes a second of summing up `bytes`, a part for each thread.
double measureRead(size_t bytes, unsigned threads);

/// STREAM's triad a[i] = b[i] + s * c[i] on three arrays of `bytes` in all, of
/// bytes that the program names (a line of a is read beforehand besides).
double measureTriad(size_t bytes, unsigned threads);

/// Bytes a second of summing up rows of 256 bytes in random order from a table
/// that all threads share, asked for 12 rows ahead.
double measureGather(size_t bytes, unsigned threads);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_MACHINE_HARDWARERATES_H
