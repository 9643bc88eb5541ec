//===- kernel-benchmarks.cpp - Compiled ops against libraries -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Measurement.h"
#include "gnn-opt/Execution/Latency.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/WithColor.h"
#include "llvm/TargetParser/Host.h"

#include <benchmark/benchmark.h>

#include <map>

using namespace llvm;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
constexpr StringLiteral overview =
    R"(Time compiled ops against the libraries that users would call instead

EXAMPLES
  kernel-benchmarks --filter=aggregate-sum --threads=1,2
  kernel-benchmarks --quick --json=kernels.json
  kernel-benchmarks --check      every variant once, against the interpreter
)";

struct Options {
  cl::OptionCategory category{"kernel-benchmarks options"};
  cl::opt<std::string> filter{"filter", cl::desc("Problems that match"),
                              cl::value_desc("regex"), cl::cat(category)};
  cl::list<unsigned> threads{"threads", cl::CommaSeparated,
                             cl::desc("Numbers of threads, 2 by default"),
                             cl::cat(category)};
  cl::opt<unsigned> repetitions{"repetitions", cl::init(20), cl::cat(category)};
  cl::opt<double> minTime{
      "min-time", cl::desc("Seconds of calls in a repetition, 0.1 by default"),
      cl::init(0.1), cl::cat(category)};
  cl::opt<bool> quick{"quick", cl::desc("Fewer and smaller problems"),
                      cl::cat(category)};
  cl::opt<bool> check{"check",
                      cl::desc("Tiny problems, for their results only"),
                      cl::cat(category)};
  cl::opt<bool> grid{"grid",
                     cl::desc("Our code only, on the grid of sizes that the "
                              "time model is judged by"),
                     cl::cat(category)};
  cl::opt<bool> compositions{
      "compositions",
      cl::desc("Both orders of products and aggregates, and what is compiled"),
      cl::cat(category)};
  cl::opt<bool> predict{"predict",
                        cl::desc("Predicted times of our code, and no others"),
                        cl::cat(category)};
  cl::opt<std::string> machine{
      "machine",
      cl::desc("zen3, zen5 or a file of measure-machine, for predicted times"),
      cl::value_desc("name or file"), cl::cat(category)};
  cl::opt<std::string> target{
      "target",
      cl::desc("Processor that our code is for: host (default), x86-64, "
               "x86-64-v3 (AVX2) or x86-64-v4 (AVX-512)"),
      cl::init("host"), cl::cat(category)};
  cl::opt<bool> list{"list", cl::desc("Names of problems"), cl::cat(category)};
  cl::opt<std::string> json{"json", cl::desc("Write the results, - for stdout"),
                            cl::value_desc("file"), cl::cat(category)};

  /// Everything matches no expression.
  std::string getFilter() const {
    return filter.empty() ? "." : filter.getValue();
  }

  Scale getScale() const {
    if (check)
      return Scale::Tiny;
    return grid ? Scale::Grid : quick ? Scale::Quick : Scale::Full;
  }

  Expected<MeasureOptions> getMeasureOptions() const {
    MeasureOptions measure;
    measure.threads.assign(threads.begin(), threads.end());
    if (measure.threads.empty())
      measure.threads = {2};
    measure.repetitions = std::max(1u, repetitions.getValue());
    measure.oursOnly = grid;
    if (!machine.empty())
      if (Error error = Machine::find(machine).moveInto(measure.machine))
        return error;
    return measure;
  }
};
} // namespace

static std::vector<ProblemPtr> getProblems(const Options &options) {
  std::vector<ProblemPtr> problems;
  Scale scale = options.getScale();
  if (!options.compositions)
    for (auto add :
         {addAggregateProblems, addAttentionProblems, addDenseProblems,
          addSparseWeightProblems, addSparseFeatureProblems})
      add(problems, scale);
  if (options.compositions || options.check)
    addCompositionProblems(problems, scale);
  Regex filter(options.getFilter());
  llvm::erase_if(problems, [&](const ProblemPtr &problem) {
    return !filter.match(problem->getName());
  });
  return problems;
}

/// Times, and what they are of the first variant's.
static void printRows(const json::Array &results) {
  std::map<int64_t, double> first;
  for (const json::Value &value : results) {
    const json::Object &row = *value.getAsObject();
    double seconds = *row.getNumber("median_s");
    int64_t threads = *row.getInteger("threads");
    double base = first.try_emplace(threads, seconds).first->second;
    outs() << format("%-38s %-14s %2d %10.3f ms  %5.2f\n",
                     row.getString("problem")->str().c_str(),
                     row.getString("variant")->str().c_str(), int(threads),
                     seconds * 1e3, seconds / base);
  }
}

static json::Object getVersions() {
  json::Object versions{{"llvm", LLVM_VERSION_STRING}};
  for (const auto &[name, version] : peers::getVersions())
    versions[name] = version;
  return versions;
}

static Error setTarget(StringRef name) {
  Expected<CPUTarget> target = getCPUTarget(name);
  if (!target)
    return target.takeError();
  if (!target->versions.empty())
    return createStringError("expected one processor for --target but got '" +
                             name + "'");
  CompiledOp::setTarget(std::move(*target));
  return Error::success();
}

static Error writeJSON(StringRef path, json::Array results) {
  json::Value report = json::Object{{"processor", sys::getHostCPUName()},
                                    {"versions", getVersions()},
                                    {"results", std::move(results)}};
  return writeFileAtomically(path, [&](raw_ostream &os) {
    os << formatv("{0:2}", report) << "\n";
    return Error::success();
  });
}

static Error runAll(const Options &options) {
  Expected<MeasureOptions> how = options.getMeasureOptions();
  if (!how)
    return how.takeError();
  json::Array all;
  for (ProblemPtr &problem : getProblems(options)) {
    if (Error error = problem->prepare())
      return error;
    if (options.check) {
      if (Error error = check(*problem, *how))
        return error;
      outs() << "ok " << problem->getName() << "\n";
    } else if (options.predict) {
      auto results = predict(*problem, *how);
      if (!results)
        return results.takeError();
      llvm::append_range(all, *results);
    } else {
      auto results = measure(*problem, *how);
      if (!results)
        return results.takeError();
      printRows(*results);
      outs().flush();
      llvm::append_range(all, *results);
    }
    problem.reset();
  }
  return options.json.empty() ? Error::success()
                              : writeJSON(options.json, std::move(all));
}

static int fail(Error error) {
  WithColor::error(errs(), "kernel-benchmarks")
      << toString(std::move(error)) << "\n";
  return EXIT_FAILURE;
}

/// libLLVM brings options of its own, one of them of a name that is ours.
static void giveUp(StringRef name) {
  if (cl::Option *option = cl::getRegisteredOptions().lookup(name))
    option->removeArgument();
}

int main(int argc, char **argv) {
  InitLLVM initialize(argc, argv);
  giveUp("threads");
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  if (std::string message; !Regex(options.getFilter()).isValid(message))
    return fail(createStringError("expected --filter to be a regular "
                                  "expression but got " +
                                  quote(options.filter) + ": " + message));
  if (options.list) {
    for (const ProblemPtr &problem : getProblems(options))
      outs() << problem->getName() << "\n";
    return EXIT_SUCCESS;
  }
  if (Error error = setTarget(options.target))
    return fail(std::move(error));
  keepFreedMemory();
  std::string minTime = formatv("--benchmark_min_time={0}", options.minTime);
  const char *arguments[] = {
      argv[0], "--benchmark_enable_random_interleaving=true", minTime.c_str()};
  int count = std::size(arguments);
  benchmark::Initialize(&count, const_cast<char **>(arguments));
  if (Error error = runAll(options))
    return fail(std::move(error));
  return EXIT_SUCCESS;
}
