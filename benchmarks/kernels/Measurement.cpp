//===- Measurement.cpp - Times of variants, and their table ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Measurement.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Support/Statistics.h"

#include "llvm/Support/FormatVariadic.h"

#include <benchmark/benchmark.h>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
/// A variant with its number of threads: what Google Benchmark calls a
/// benchmark.
struct Entry {
  std::string variant;
  unsigned threads;
  /// Null for a peer.
  func::FuncOp function;
  Problem::Run run;
  bool isYardstick;
  std::string failure;
  std::vector<double> seconds;
};

/// Keeps the time of every repetition, and prints nothing.
class Collector : public benchmark::BenchmarkReporter {
public:
  explicit Collector(std::vector<Entry> &entries) : entries(entries) {}

  bool ReportContext(const Context &) override { return true; }

  void ReportRuns(const std::vector<Run> &runs) override {
    for (const Run &run : runs)
      if (run.run_type == Run::RT_Iteration && !run.error_occurred)
        entries[std::stoul(run.run_name.function_name)].seconds.push_back(
            run.real_accumulated_time / double(run.iterations));
  }

private:
  std::vector<Entry> &entries;
};
} // namespace

static llvm::Expected<std::vector<Entry>>
makeEntries(const Problem &problem, const MeasureOptions &options) {
  std::vector<Entry> entries;
  ArrayRef<Problem::Variant> variants = problem.getVariants();
  for (const Problem::Variant &variant :
       options.oursOnly ? variants.take_front() : variants) {
    auto run = variant.make();
    if (!run)
      return run.takeError();
    for (unsigned threads : options.threads)
      if (*run)
        entries.push_back(
            {variant.name,
             threads,
             variant.getFunction ? variant.getFunction() : func::FuncOp(),
             *run,
             variant.isYardstick,
             "",
             {}});
  }
  return entries;
}

static void runEntry(benchmark::State &state, Entry &entry) {
  auto runOnce = [&] {
    llvm::Error error = entry.run(entry.threads);
    if (error)
      entry.failure = llvm::toString(std::move(error));
  };
  // Caches hold what a second call would find, and threads are awake.
  runOnce();
  for (auto _ : state)
    runOnce();
  if (!entry.failure.empty())
    state.SkipWithError(entry.failure.c_str());
}

static void runGoogleBenchmark(std::vector<Entry> &entries,
                               unsigned repetitions) {
  benchmark::ClearRegisteredBenchmarks();
  for (size_t i = 0; i < entries.size(); ++i)
    benchmark::RegisterBenchmark(
        std::to_string(i).c_str(),
        [&entries, i](benchmark::State &state) { runEntry(state, entries[i]); })
        ->UseRealTime()
        ->Repetitions(repetitions);
  Collector collector(entries);
  benchmark::RunSpecifiedBenchmarks(&collector);
}

/// On what a problem runs.
static TimeContext getTimeContext(const Problem &problem,
                                  const MeasureOptions &options,
                                  unsigned threads) {
  const Graph *graph = problem.getGraph();
  return {options.machine, threads,
          graph ? GatherProfile::measure(*graph) : GatherProfile::uniform()};
}

/// The sum of what is predicted for the ops of a function, bound as the slowest
/// of them.
static llvm::json::Object describeWork(func::FuncOp function,
                                       const Workload &workload,
                                       const TimeContext &context) {
  auto sizes = createValueSizes(function, workload, context.machine);
  ProductFusion fusion = ProductFusion::find(function);
  TimeEstimate sum, slowest;
  double seconds = 0;
  function.walk([&](CostOpInterface op) {
    TimeEstimate time = estimateTime(op, *sizes, context, fusion);
    seconds += time.getSeconds();
    sum.compute += time.compute;
    sum.inOrder += time.inOrder;
    sum.overlappedGathers += time.overlappedGathers;
    sum.awaitedGathers += time.awaitedGathers;
    sum.loop += time.loop;
    if (time.getSeconds() > slowest.getSeconds())
      slowest = time;
  });
  Cost cost = getFunctionCost(function, workload);
  return llvm::json::Object{
      {"multiply_adds", cost.multiplyAdds},
      {"compulsory_bytes", cost.bytesRead - cost.bytesGathered +
                               cost.bytesWritten +
                               std::min(cost.bytesGathered, cost.gatheredFrom)},
      {"gathered_bytes", cost.bytesGathered},
      {"gathered_from", cost.gatheredFrom},
      {"predicted_s", seconds},
      {"bound", slowest.getBound()},
      {"loop_s", sum.loop},
      {"compute_s", sum.compute},
      {"in_order_s", sum.inOrder},
      {"overlapped_gathers_s", sum.overlappedGathers},
      {"awaited_gathers_s", sum.awaitedGathers}};
}

static llvm::json::Object toJSON(const Problem &problem, const Entry &entry) {
  return llvm::json::Object{{"problem", problem.getName()},
                            {"variant", entry.variant},
                            {"threads", entry.threads},
                            {"median_s", median(entry.seconds)},
                            {"min_s", minimum(entry.seconds)},
                            {"p5_s", percentile(entry.seconds, 5)},
                            {"p95_s", percentile(entry.seconds, 95)},
                            {"samples_s", llvm::json::Array(entry.seconds)}};
}

/// Sums of up to a thousand terms of size 1 in another order than ours.
static constexpr double tolerance = 1e-4;

static llvm::Error compare(ArrayRef<float> got,
                           const std::vector<double> &expected) {
  double largest = 1e-30;
  for (double wanted : expected)
    largest = std::max(largest, std::abs(wanted));
  for (auto [i, wanted] : llvm::enumerate(expected))
    if (!(std::abs(got[i] - wanted) <= tolerance * largest))
      return llvm::createStringError(
          llvm::formatv("element {0}: expected {1} but got {2}", i, wanted,
                        got[i])
              .str());
  return llvm::Error::success();
}

/// Runs each entry once. Where nothing is expected, it is the result of the
/// first, our own.
static llvm::Error compareResults(Problem &problem, ArrayRef<Entry> entries,
                                  std::vector<double> expected = {}) {
  for (const Entry &entry : entries) {
    if (entry.isYardstick)
      continue;
    problem.clearResult();
    if (llvm::Error error = entry.run(entry.threads))
      return error;
    if (expected.empty())
      expected.assign(problem.getResult().begin(), problem.getResult().end());
    if (llvm::Error error = compare(problem.getResult(), expected))
      return llvm::createStringError(problem.getName() + ": " + entry.variant +
                                     ": " + llvm::toString(std::move(error)));
  }
  return llvm::Error::success();
}

llvm::Expected<llvm::json::Array>
bench::measure(Problem &problem, const MeasureOptions &options) {
  auto entries = makeEntries(problem, options);
  if (!entries)
    return entries.takeError();
  if (llvm::Error error = compareResults(problem, *entries))
    return error;
  runGoogleBenchmark(*entries, options.repetitions);
  llvm::json::Array results;
  for (const Entry &entry : *entries) {
    if (entry.seconds.empty())
      return llvm::createStringError(problem.getName() + ": " + entry.variant +
                                     ": " + entry.failure);
    llvm::json::Object result = toJSON(problem, entry);
    if (entry.function)
      for (auto &[key, value] :
           describeWork(entry.function, problem.getWorkload(),
                        getTimeContext(problem, options, entry.threads)))
        result[key] = value;
    results.push_back(std::move(result));
  }
  return results;
}

llvm::Expected<llvm::json::Array>
bench::predict(Problem &problem, const MeasureOptions &options) {
  auto entries = makeEntries(problem, options);
  if (!entries)
    return entries.takeError();
  llvm::json::Array results;
  for (const Entry &entry : *entries) {
    if (!entry.function)
      continue;
    llvm::json::Object result =
        describeWork(entry.function, problem.getWorkload(),
                     getTimeContext(problem, options, entry.threads));
    result["problem"] = problem.getName();
    result["variant"] = entry.variant;
    result["threads"] = entry.threads;
    results.push_back(std::move(result));
  }
  return results;
}

llvm::Error bench::check(Problem &problem, const MeasureOptions &options) {
  auto entries = makeEntries(problem, options);
  if (!entries)
    return entries.takeError();
  auto expected = problem.getOp().interpret(problem.getArguments());
  if (!expected)
    return expected.takeError();
  auto values = expected->reshaped<Eigen::RowMajor>();
  return compareResults(problem, *entries, {values.begin(), values.end()});
}
