//===- HardwareRates.cpp - What the processor does, by plain loops --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HardwareRates.h"

#include "graphs/RandomBits.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <omp.h>

using namespace mlir::gnn;
using namespace mlir::gnn::bench;

/// The widest that this processor computes with, as compiled kernels do. Arrays
/// of it lie on lines, as rows of kernels should: a vector of AVX-512 that does
/// not reads two.
#ifdef __AVX512F__
typedef float Vector __attribute__((vector_size(64)));
#else
typedef float Vector __attribute__((vector_size(32)));
#endif
static constexpr size_t lanes = sizeof(Vector) / sizeof(float);

static constexpr int tries = 3;
static constexpr double leastSeconds = 0.01;

/// Keeps a value that nobody reads.
static void keep(const Vector &value) { asm volatile("" : : "m"(value)); }

/// Seconds of one call: the best of several tries, each of many calls.
template <typename Body> static double timeBest(Body body) {
  using Clock = std::chrono::steady_clock;
  auto seconds = [&](int64_t calls) {
    auto begin = Clock::now();
    for (int64_t i = 0; i < calls; ++i)
      body();
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  int64_t calls = 1;
  while (seconds(calls) < leastSeconds)
    calls *= 2;
  double best = seconds(calls);
  for (int i = 1; i < tries; ++i)
    best = std::min(best, seconds(calls));
  return best / double(calls);
}

/// So many hide the latency of two units.
static constexpr int64_t chains = 12;

static void multiplyAdd(int64_t rounds) {
  Vector sums[chains] = {};
  // Nothing that can be computed beforehand.
  volatile float factor = 0.999f, term = 1e-3f;
  Vector a = Vector{} + factor, b = Vector{} + term;
  for (int64_t i = 0; i < rounds; ++i)
#pragma clang loop unroll(full)
    for (Vector &sum : sums)
      sum = sum * a + b;
  for (const Vector &sum : sums)
    keep(sum);
}

void bench::doMultiplyAdds(int64_t count, unsigned threads) {
  int64_t perRound = chains * int64_t(lanes) * threads;
#pragma omp parallel num_threads(threads)
  multiplyAdd((count + perRound - 1) / perRound);
}

double bench::measureMultiplyAdds(unsigned threads) {
  int64_t count = int64_t(20'000'000) * threads;
  return double(count) / timeBest([&] { doMultiplyAdds(count, threads); });
}

/// Summed up side by side.
static constexpr size_t blockVectors = 8;

static void sum(const Vector *values, size_t count) {
  Vector sums[blockVectors] = {};
  for (size_t i = 0; i + blockVectors <= count; i += blockVectors)
    for (size_t k = 0; k < blockVectors; ++k)
      sums[k] += values[i + k];
  for (const Vector &part : sums)
    keep(part);
}

double bench::measureRead(size_t bytes, unsigned threads) {
  constexpr size_t blockBytes = blockVectors * sizeof(Vector);
  size_t each = bytes / threads / blockBytes * blockVectors;
  std::vector<Vector> values(each * threads, Vector{} + 1);
  // Small buffers many times within a region, whose start is not bandwidth.
  size_t passes = std::max<size_t>((4 << 20) / bytes, 1);
  double seconds = timeBest([&] {
#pragma omp parallel num_threads(threads)
    for (size_t pass = 0; pass < passes; ++pass)
      sum(values.data() + each * omp_get_thread_num(), each);
  });
  return double(each * threads * passes * sizeof(Vector)) / seconds;
}

double bench::measureTriad(size_t bytes, unsigned threads) {
  int64_t count = bytes / 3 / sizeof(float);
  std::vector<float> a(count), b(count, 1), c(count, 2);
  double seconds = timeBest([&] {
#pragma omp parallel for num_threads(threads)
    for (int64_t i = 0; i < count; ++i)
      a[i] = b[i] + 3 * c[i];
  });
  return 3 * double(count) * sizeof(float) / seconds;
}

static constexpr size_t rowBytes = 256, lineBytes = 64;
static constexpr size_t rowVectors = rowBytes / sizeof(Vector);

static void gather(const Vector *table, const int32_t *rows, size_t count) {
  constexpr size_t ahead = 32; // as in compiled code
  Vector sums[rowVectors] = {};
  for (size_t i = 0; i < count; ++i) {
    const Vector *later =
        table + rows[std::min(i + ahead, count - 1)] * rowVectors;
    for (size_t k = 0; k < rowVectors; k += lineBytes / sizeof(Vector))
      __builtin_prefetch(later + k);
    const Vector *row = table + rows[i] * rowVectors;
    for (size_t k = 0; k < rowVectors; ++k)
      sums[k] += row[k];
  }
  for (const Vector &part : sums)
    keep(part);
}

double bench::measureGather(size_t bytes, unsigned threads) {
  size_t rows = std::max<size_t>(bytes / rowBytes, 1);
  std::vector<Vector> table(rows * rowVectors, Vector{} + 1);
  size_t each = std::max<size_t>(2 * rows, 1 << 16) / threads;
  std::vector<int32_t> order(each * threads);
  RandomBits random(1);
  for (int32_t &row : order)
    row = int32_t(random.below(rows));
  double seconds = timeBest([&] {
#pragma omp parallel num_threads(threads)
    gather(table.data(), order.data() + each * omp_get_thread_num(), each);
  });
  return double(order.size() * rowBytes) / seconds;
}
