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

/// Eight lanes, and the register that the compiler gives them.
typedef float Vector __attribute__((vector_size(32)));

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

/// The widest that this processor multiplies.
#ifdef __AVX512F__
typedef float WidestVector __attribute__((vector_size(64)));
#else
typedef Vector WidestVector;
#endif
static constexpr int64_t widestLanes = sizeof(WidestVector) / sizeof(float);
/// So many hide the latency of two units.
static constexpr int64_t chains = 12;

static void multiplyAdd(int64_t rounds) {
  WidestVector sums[chains] = {};
  // Nothing that can be computed beforehand.
  volatile float factor = 0.999f, term = 1e-3f;
  WidestVector a = WidestVector{} + factor, b = WidestVector{} + term;
  for (int64_t i = 0; i < rounds; ++i)
#pragma clang loop unroll(full)
    for (WidestVector &sum : sums)
      sum = sum * a + b;
  for (const WidestVector &sum : sums)
    asm volatile("" : : "m"(sum));
}

void bench::doMultiplyAdds(int64_t count, unsigned threads) {
  int64_t perRound = chains * widestLanes * threads;
#pragma omp parallel num_threads(threads)
  multiplyAdd((count + perRound - 1) / perRound);
}

double bench::measureMultiplyAdds(unsigned threads) {
  int64_t count = int64_t(20'000'000) * threads;
  return double(count) / timeBest([&] { doMultiplyAdds(count, threads); });
}

static void sum(const float *values, size_t count) {
  Vector sums[8] = {};
  for (size_t i = 0; i + 64 <= count; i += 64)
    for (int k = 0; k < 8; ++k) {
      Vector part;
      __builtin_memcpy(&part, values + i + 8 * k, sizeof part);
      sums[k] += part;
    }
  for (Vector part : sums)
    keep(part);
}

double bench::measureRead(size_t bytes, unsigned threads) {
  size_t each = bytes / threads / 256 * 64;
  std::vector<float> values(each * threads, 1);
  // Small buffers many times within a region, whose start is not bandwidth.
  size_t passes = std::max<size_t>((4 << 20) / bytes, 1);
  double seconds = timeBest([&] {
#pragma omp parallel num_threads(threads)
    for (size_t pass = 0; pass < passes; ++pass)
      sum(values.data() + each * omp_get_thread_num(), each);
  });
  return double(each * threads * passes * sizeof(float)) / seconds;
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

static constexpr size_t rowElements = 64;

static void gather(const float *table, const int32_t *rows, size_t count) {
  constexpr size_t ahead = 12;
  Vector sums[8] = {};
  for (size_t i = 0; i < count; ++i) {
    const float *later =
        table + rows[std::min(i + ahead, count - 1)] * rowElements;
    for (size_t line = 0; line < rowElements; line += 16)
      __builtin_prefetch(later + line);
    const float *row = table + rows[i] * rowElements;
    for (int k = 0; k < 8; ++k) {
      Vector part;
      __builtin_memcpy(&part, row + 8 * k, sizeof part);
      sums[k] += part;
    }
  }
  for (Vector part : sums)
    keep(part);
}

double bench::measureGather(size_t bytes, unsigned threads) {
  size_t rows = std::max<size_t>(bytes / sizeof(float) / rowElements, 1);
  std::vector<float> table(rows * rowElements, 1);
  size_t each = std::max<size_t>(2 * rows, 1 << 16) / threads;
  std::vector<int32_t> order(each * threads);
  RandomBits random(1);
  for (int32_t &row : order)
    row = int32_t(random.below(rows));
  double seconds = timeBest([&] {
#pragma omp parallel num_threads(threads)
    gather(table.data(), order.data() + each * omp_get_thread_num(), each);
  });
  return double(order.size() * rowElements * sizeof(float)) / seconds;
}
