//===- TimedOp.cpp - An op and its best time ------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimedOp.h"

#include "gnn-opt/Execution/Latency.h"

using namespace mlir::gnn;
using namespace mlir::gnn::bench;

TimedOp::TimedOp(std::unique_ptr<CompiledOp> op, const OpData &data,
                 unsigned threads)
    : op(std::move(op)), data(data), threads(threads),
      x(makeFeatures(data.rows, data.columns)), y(data.rows * data.outputs) {
  if (data.graph)
    addGraph(buffers, *data.graph);
  addFeatures(buffers, *x);
  buffers.push_back(
      Buffer::rows(y.data(), data.rows, data.outputs, data.outputs));
}

llvm::Expected<TimedOpPtr> TimedOp::create(const std::string &text,
                                           const OpData &data,
                                           const WeightPattern &pattern,
                                           unsigned threads) {
  auto op = CompiledOp::create(text, pattern);
  if (!op)
    return op.takeError();
  return TimedOpPtr(new TimedOp(std::move(*op), data, threads));
}

llvm::Error TimedOp::measure() {
  auto call = [&] { return op->call(buffers, threads); };
  auto quick = measureLatency(call, /*repeat=*/3);
  if (!quick)
    return quick.takeError();
  constexpr double milliseconds = 20;
  auto calls = unsigned(milliseconds / std::max(quick->median, 1e-3));
  auto latency = measureLatency(call, std::max(calls, 100u));
  if (!latency)
    return latency.takeError();
  lastSeconds = latency->median / 1e3;
  seconds = std::min(seconds, lastSeconds);
  return llvm::Error::success();
}
