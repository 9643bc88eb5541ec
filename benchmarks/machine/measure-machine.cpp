//===- measure-machine.cpp - The numbers of the time model ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeRates.h"
#include "HardwareRates.h"
#include "gnn-opt/Analysis/Machine.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Support/AtomicFile.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/WithColor.h"
#include "llvm/TargetParser/Host.h"

#include <unistd.h>

using namespace llvm;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
constexpr StringLiteral overview =
    R"(Measure this processor, for gnn-print-cost="machine=FILE" and the roofline page

EXAMPLES
  measure-machine -o machine.json

The best of rounds that are seconds apart, each the best of several tries; run it
while nothing else does. A minute on two cores.
)";

struct Options {
  cl::OptionCategory category{"measure-machine options"};
  cl::opt<std::string> output{"o", cl::desc("Where to write, - by default"),
                              cl::value_desc("file.json"), cl::init("-"),
                              cl::cat(category)};
  cl::opt<unsigned> cores{"cores",
                          cl::desc("How many to measure, 2 by default"),
                          cl::init(2), cl::cat(category)};
  cl::opt<unsigned> rounds{"rounds", cl::desc("How often, 8 by default"),
                           cl::init(8), cl::cat(category)};
  cl::list<uint64_t> caches{
      "caches", cl::CommaSeparated,
      cl::desc(
          "Bytes of the caches of a core and of the shared one, nearest "
          "first; by default the core's own as this processor tells, and 32 "
          "MB, since what is told of shared ones counts other cores'"),
      cl::cat(category)};
  cl::opt<uint64_t> pages{
      "pages",
      cl::desc("Bytes whose pages a core finds without a walk: those of its "
               "second TLB, 2048 of 4 KB by default"),
      cl::init(uint64_t(8) << 20), cl::cat(category)};
};
} // namespace

/// Beyond every cache, and quickly filled.
static constexpr size_t memoryBytes = size_t(256) << 20;

static uint64_t getCacheBytes(int name, uint64_t ifUnknown) {
  long bytes = sysconf(name);
  return bytes > 0 ? uint64_t(bytes) : ifUnknown;
}

static std::vector<uint64_t> getOwnCaches() {
  return {getCacheBytes(_SC_LEVEL1_DCACHE_SIZE, 32 << 10),
          getCacheBytes(_SC_LEVEL2_CACHE_SIZE, 512 << 10), 32 << 20};
}

/// The caches, and what is gathered from the shared one more slowly: rows in
/// pages that have to be looked up.
static std::vector<MemoryLevel> getLevels(const Options &options) {
  std::vector<uint64_t> caches(options.caches.begin(), options.caches.end());
  if (caches.empty())
    caches = getOwnCaches();
  std::vector<MemoryLevel> levels;
  for (auto [i, bytes] : enumerate(caches)) {
    std::string name = ("L" + Twine(i + 1)).str();
    bool isShared = i + 1 == caches.size();
    if (isShared && options.pages < bytes)
      levels.push_back(
          {name + ", near pages", double(options.pages), isShared, {}, {}});
    levels.push_back({name, double(bytes), isShared, {}, {}});
  }
  levels.push_back({"memory", 1e15, true, {}, {}});
  return levels;
}

namespace {
/// All rates, the best of the rounds so far.
class Measurement {
public:
  Measurement(CodeMeasurement code, int64_t vectorElements,
              const Options &options)
      : code(std::move(code)), vectorElements(vectorElements),
        cores(options.cores), levels(getLevels(options)) {}

  Error measure() {
    keepBetter(peak, measureMultiplyAdds);
    keepBetter(triad, [](unsigned n) { return measureTriad(memoryBytes, n); });
    for (MemoryLevel &level : levels)
      measure(level);
    return code.measure();
  }

  json::Value toJSON() const;

private:
  template <typename Measure> void keepBetter(Rate &rate, Measure measure) {
    rate.core = std::max(rate.core, measure(1));
    rate.total = std::max(rate.total, measure(cores));
  }

  void measure(MemoryLevel &level) {
    size_t used = &level == &levels.back() ? memoryBytes : level.bytes / 2;
    keepBetter(level.read, [&](unsigned threads) {
      // What is read in order is spread over private caches.
      return measureRead(level.isShared ? used : used * threads, threads);
    });
    keepBetter(level.gather,
               [&](unsigned threads) { return measureGather(used, threads); });
  }

  CodeMeasurement code;
  /// Of the code that is compiled for this processor.
  int64_t vectorElements;
  unsigned cores;
  Rate peak{}, triad{};
  std::vector<MemoryLevel> levels;
};
} // namespace

static json::Object toJSON(const MemoryLevel &level) {
  return json::Object{{"name", level.name},
                      {"bytes", level.bytes},
                      {"shared", level.isShared},
                      {"read_core", level.read.core},
                      {"read_total", level.read.total},
                      {"gather_core", level.gather.core},
                      {"gather_total", level.gather.total}};
}

json::Value Measurement::toJSON() const {
  CodeRates rates = code.getRates();
  json::Array levelObjects;
  for (const MemoryLevel &level : levels)
    levelObjects.push_back(::toJSON(level));
  return json::Object{
      {"name", sys::getHostCPUName().str()},
      {"cores", cores},
      {"vector_elements", vectorElements},
      {"peak_multiply_adds_core", peak.core},
      {"peak_multiply_adds_total", peak.total},
      {"triad_core", triad.core},
      {"triad_total", triad.total},
      {"tiled_multiply_adds_per_second", rates.tiledMultiplyAdds},
      {"sparse_multiply_adds_per_second", rates.sparseMultiplyAdds},
      {"exponentials_per_second", rates.exponentials},
      {"seconds_per_loop", rates.loopSeconds},
      {"seconds_per_fork", rates.forkSeconds},
      {"seconds_per_row", rates.rowSeconds},
      {"seconds_per_index", rates.indexSeconds},
      {"levels", std::move(levelObjects)}};
}

static Expected<json::Value> measure(const Options &options) {
  auto code = CodeMeasurement::create(options.cores);
  if (!code)
    return code.takeError();
  Expected<CPUTarget> host = getCPUTarget("host");
  if (!host)
    return host.takeError();
  Measurement measurement(std::move(*code), host->vectorWidth, options);
  for (unsigned round = 0; round < std::max(1u, options.rounds.getValue());
       ++round)
    if (Error error = measurement.measure())
      return error;
  return measurement.toJSON();
}

static Error run(const Options &options) {
  Expected<json::Value> machine = measure(options);
  if (!machine)
    return machine.takeError();
  return writeFileAtomically(options.output, [&](raw_ostream &os) {
    os << formatv("{0:2}", *machine) << "\n";
    return Error::success();
  });
}

int main(int argc, char **argv) {
  InitLLVM initialize(argc, argv);
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  if (Error error = run(options)) {
    WithColor::error(errs(), "measure-machine")
        << toString(std::move(error)) << "\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
