//===- LatencyMeter.cpp - Time of compiled models -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LatencyMeter.h"

#include "ModelCopy.h"
#include "gnn-opt/Execution/Latency.h"
#include "gnn-opt/Execution/LatencyComparison.h"
#include "gnn-opt/Tuning/CompiledEngine.h"

using namespace mlir;
using namespace mlir::gnn;

/// Timed calls in sequence: few, so that a slow spell of the machine has both
/// programs in it.
static constexpr unsigned callsOfTurn = 5;

/// How often a comparison that cannot tell goes on for as long again.
static constexpr unsigned maxRounds = 4;

llvm::Expected<std::unique_ptr<LatencyMeter::Runner>>
LatencyMeter::compile(func::FuncOp function) const {
  auto copy = copyForData(function, data);
  if (!copy)
    return copy.takeError();
  auto runner = std::make_unique<Runner>();
  runner->data = std::move(copy->data);
  auto engine = createCompiledEngine(copy->function, options.threads);
  if (!engine)
    return engine.takeError();
  runner->engine = std::move(*engine);
  if (llvm::Error error = runner->engine->bind(getInputs(runner->data)))
    return error;
  return runner;
}

llvm::Expected<double> LatencyMeter::measureOriginal() {
  if (baseline)
    return originalTime;
  keepFreedMemory();
  auto runner = compile(original);
  if (!runner)
    return runner.takeError();
  auto latency =
      measureLatency([&] { return (*runner)->engine->run(); }, options.repeat);
  if (!latency)
    return latency.takeError();
  baseline = std::move(*runner);
  return originalTime = latency->median;
}

llvm::Expected<double> LatencyMeter::compare(Engine &candidate,
                                             double target) const {
  LatencyComparison comparison([&] { return baseline->engine->run(); },
                               [&] { return candidate.run(); });
  unsigned calls = std::min(callsOfTurn, options.repeat);
  unsigned turns = llvm::divideCeil(options.repeat, calls);
  for (unsigned round = 0; round < maxRounds; ++round) {
    for (unsigned turn = 0; turn < turns; ++turn)
      if (llvm::Error error = comparison.addTurn(calls))
        return error;
    if (!comparison.getInterval().contains(target))
      break;
  }
  return comparison.getRatio();
}

llvm::Expected<double> LatencyMeter::measure(func::FuncOp candidate,
                                             double target) {
  auto time = measureOriginal();
  if (!time)
    return time.takeError();
  auto runner = compile(candidate);
  if (!runner)
    return runner.takeError();
  auto ratio = compare(*(*runner)->engine, target / *time);
  if (!ratio)
    return ratio.takeError();
  return *ratio * *time;
}
