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

using namespace llvm;
using mlir::gnn::Latency;

/// Runs once; the time in milliseconds.
static Expected<double> timeOnce(function_ref<Error()> run) {
  auto begin = std::chrono::steady_clock::now();
  if (Error error = run())
    return error;
  std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - begin;
  return elapsed.count();
}

Expected<Latency> mlir::gnn::measureLatency(function_ref<Error()> run,
                                            unsigned repeat, unsigned warmUp) {
  if (repeat == 0)
    return createStringError("expected at least one timed run but got 0");
  for (unsigned i = 0; i < warmUp; ++i)
    if (Error error = run())
      return error;
  Latency latency;
  latency.samples.reserve(repeat);
  for (unsigned i = 0; i < repeat; ++i) {
    Expected<double> elapsed = timeOnce(run);
    if (!elapsed)
      return elapsed.takeError();
    latency.samples.push_back(*elapsed);
  }
  latency.median = median(latency.samples);
  latency.min = minimum(latency.samples);
  latency.p95 = percentile(latency.samples, 95);
  return latency;
}
