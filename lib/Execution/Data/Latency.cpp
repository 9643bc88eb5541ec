//===- Latency.cpp - How long a call takes --------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Latency.h"

#include "gnn-opt/Support/Statistics.h"

#include <chrono>
#include <limits>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace llvm;
using namespace mlir::gnn;

/// Runs once; the time in milliseconds.
static Expected<double> timeOnce(function_ref<Error()> run) {
  auto begin = std::chrono::steady_clock::now();
  if (Error error = run())
    return error;
  std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - begin;
  return elapsed.count();
}

static Error runTimes(function_ref<Error()> run, unsigned count) {
  for (unsigned i = 0; i < count; ++i)
    if (Error error = run())
      return error;
  return Error::success();
}

/// Times one more run.
static Error addSample(function_ref<Error()> run, Latency &latency) {
  Expected<double> elapsed = timeOnce(run);
  if (!elapsed)
    return elapsed.takeError();
  latency.samples.push_back(*elapsed);
  return Error::success();
}

static void summarize(Latency &latency) {
  latency.median = median(latency.samples);
  latency.min = minimum(latency.samples);
  latency.p95 = percentile(latency.samples, 95);
}

static Error checkRepeat(unsigned repeat) {
  return repeat
             ? Error::success()
             : createStringError("expected at least one timed run but got 0");
}

Expected<Latency> mlir::gnn::measureLatency(function_ref<Error()> run,
                                            unsigned repeat, unsigned warmUp) {
  Latency latency;
  if (Error error = checkRepeat(repeat))
    return error;
  if (Error error = runTimes(run, warmUp))
    return error;
  for (unsigned i = 0; i < repeat; ++i)
    if (Error error = addSample(run, latency))
      return error;
  summarize(latency);
  return latency;
}

void mlir::gnn::keepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}
