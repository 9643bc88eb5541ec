//===- measure-machine.cpp - The numbers of the time model ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeRates.h"
#include "HardwareRates.h"
#include "gnn-opt/Support/AtomicFile.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/WithColor.h"
#include "llvm/TargetParser/Host.h"

using namespace llvm;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
constexpr StringLiteral overview =
    R"(Measure this processor, for gnn-print-cost="machine=FILE" and the roofline page

EXAMPLES
  measure-machine -o machine.json

Best of several tries; run it while nothing else does. A minute on two cores.
)";

struct Options {
  cl::OptionCategory category{"measure-machine options"};
  cl::opt<std::string> output{"o", cl::desc("Where to write, - by default"),
                              cl::value_desc("file.json"), cl::init("-"),
                              cl::cat(category)};
  cl::opt<unsigned> cores{"cores",
                          cl::desc("How many to measure, 2 by default"),
                          cl::init(2), cl::cat(category)};
  cl::list<uint64_t> caches{
      "caches", cl::CommaSeparated,
      cl::desc("Bytes of the caches of a core and of the shared one, nearest "
               "first; 32768,524288,33554432 by default"),
      cl::cat(category)};
};
} // namespace

static json::Object measureLevel(StringRef name, double bytes, bool isShared,
                                 size_t used, unsigned cores) {
  // What is read in order is spread over private caches.
  size_t usedByAll = isShared ? used : used * cores;
  return json::Object{{"name", name.str()},
                      {"bytes", bytes},
                      {"shared", isShared},
                      {"read_core", measureRead(used, 1)},
                      {"read_total", measureRead(usedByAll, cores)},
                      {"gather_core", measureGather(used, 1)},
                      {"gather_total", measureGather(used, cores)}};
}

/// Beyond every cache, and quickly filled.
static constexpr size_t memoryBytes = size_t(512) << 20;

static json::Array measureLevels(ArrayRef<uint64_t> caches, unsigned cores) {
  json::Array levels;
  for (auto [i, bytes] : enumerate(caches)) {
    bool isShared = i + 1 == caches.size();
    levels.push_back(measureLevel(("L" + Twine(i + 1)).str(), double(bytes),
                                  isShared, bytes / 2, cores));
  }
  levels.push_back(measureLevel("memory", 1e15, true, memoryBytes, cores));
  return levels;
}

static Expected<json::Value> measure(const Options &options) {
  Expected<CodeRates> rates = measureCodeRates(options.cores);
  if (!rates)
    return rates.takeError();
  std::vector<uint64_t> caches(options.caches.begin(), options.caches.end());
  if (caches.empty())
    caches = {32 << 10, 512 << 10, 32 << 20};
  unsigned cores = options.cores;
  return json::Object{
      {"name", sys::getHostCPUName().str()},
      {"cores", cores},
      {"peak_multiply_adds_core", measureMultiplyAdds(1)},
      {"peak_multiply_adds_total", measureMultiplyAdds(cores)},
      {"triad_core", measureTriad(memoryBytes, 1)},
      {"triad_total", measureTriad(memoryBytes, cores)},
      {"tiled_multiply_adds_per_second", rates->tiledMultiplyAdds},
      {"sparse_multiply_adds_per_second", rates->sparseMultiplyAdds},
      {"exponentials_per_second", rates->exponentials},
      {"seconds_per_loop", rates->loopSeconds},
      {"seconds_per_fork", rates->forkSeconds},
      {"seconds_per_row", rates->rowSeconds},
      {"seconds_per_index", rates->indexSeconds},
      {"levels", measureLevels(caches, cores)}};
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
