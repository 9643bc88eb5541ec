//===- Options.cpp - What gnn-run is asked to do --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/Support/CommandLine.h"

using namespace mlir::gnn;
namespace cl = llvm::cl;

static constexpr llvm::StringLiteral overview =
    R"(runs a model on a data file and says how well it does

Examples:
  gnn-run gcn.mlir --data=cora.safetensors --split=test
  gnn-run gcn.mlir --data=cora.safetensors --split=test --repeat=20 --threads=2 --json
  gnn-run gin.mlir --data=mutag.safetensors --split=fold:0 --engine=reference
  gnn-run gcn.mlir --data=cora.safetensors --output=logits.safetensors
  gnn-run small.mlir --data=cora.safetensors --compare=logits.safetensors
  gnn-run gcn.mlir --data=cora.safetensors --engine=gpu-emulated --gpu-counts
  gnn-run gcn.mlir --data=cora.safetensors --engine=gpu-emulated --matmul=tf32
  gnn-run gcn.mlir --data=cora.safetensors --features=bf16 --repeat=20
)";

/// libLLVM brings options of its own into every program, one of them of a name
/// that is ours. Registering a name twice ends the program.
static void giveUp(llvm::StringRef name) {
  if (cl::Option *option = cl::getRegisteredOptions().lookup(name))
    option->removeArgument();
}

static cl::opt<FeatureType> &getFeaturesOption(cl::OptionCategory &category) {
  static cl::opt<FeatureType> features(
      "features", cl::init(FeatureType::F32),
      cl::desc("CPU: what features that an aggregation gathers are rounded to; "
               "the difference is reported as with --matmul"),
      getFeatureTypes(), cl::cat(category));
  return features;
}

static cl::ValuesClass getEngines() {
  return cl::values(
      clEnumValN(EngineKind::JIT, "jit", "compiled code (default)"),
      clEnumValN(EngineKind::Reference, "reference",
                 "the interpreter, in double precision"),
      clEnumValN(EngineKind::GPUEmulated, "gpu-emulated",
                 "GPU code, its kernels on the CPU, watched"),
      clEnumValN(EngineKind::CUDA, "cuda", "GPU code on this machine's GPU"));
}

static cl::opt<MatmulPrecision> &getMatmulOption(cl::OptionCategory &category) {
  static cl::opt<MatmulPrecision> matmul(
      "matmul", cl::init(MatmulPrecision::F32),
      cl::desc("GPU: what the factors of dense products are rounded to; the "
               "difference from the interpreter is reported unless --compare "
               "names something else"),
      getMatmulPrecisions(), cl::cat(category));
  return matmul;
}

RunOptions mlir::gnn::parseRunOptions(int argc, char **argv) {
  giveUp("threads");
  static cl::OptionCategory category("gnn-run options");
  static cl::opt<std::string> model(cl::Positional, cl::Required,
                                    cl::desc("<model.mlir|.mlirbc>"),
                                    cl::cat(category));
  static cl::opt<std::string> data(
      "data", cl::Required, cl::value_desc("file.safetensors"),
      cl::desc("The graph, or set of graphs, to run on"), cl::cat(category));
  static cl::opt<std::string> params(
      "params", cl::value_desc("file.safetensors"),
      cl::desc("Load parameters that the model names but does not hold"),
      cl::cat(category));
  static cl::opt<std::string> function(
      "function", cl::init("forward"), cl::value_desc("name"),
      cl::desc("The function to run (default: forward)"), cl::cat(category));
  static cl::opt<std::string> split(
      "split", cl::value_desc("train|val|test|all|fold:K"),
      cl::desc("Report accuracy, F1 and recall on this part of the data"),
      cl::cat(category));
  static cl::opt<EngineKind> engine("engine", cl::init(EngineKind::JIT),
                                    cl::desc("What runs the model"),
                                    getEngines(), cl::cat(category));
  cl::opt<FeatureType> &features = getFeaturesOption(category);
  static cl::opt<unsigned> threads(
      "threads", cl::init(0), cl::value_desc("n"),
      cl::desc("Threads of compiled code (default: all processors)"),
      cl::cat(category));
  static cl::opt<std::string> reorder(
      "reorder", cl::init("none"), cl::value_desc("none|degree|rcm"),
      cl::desc("Renumber the nodes of the graph when it is prepared; with "
               "--repeat report how many runs pay it back"),
      cl::cat(category));
  static cl::opt<bool> gpuChecks(
      "gpu-checks", cl::init(true),
      cl::desc("Emulated GPU: watch every access (default: on)"),
      cl::cat(category));
  static cl::opt<bool> gpuCounts(
      "gpu-counts",
      cl::desc("Emulated GPU: report what each kernel did to memory"),
      cl::cat(category));
  cl::opt<MatmulPrecision> &matmul = getMatmulOption(category);
  static cl::opt<unsigned> repeat("repeat", cl::init(0), cl::value_desc("n"),
                                  cl::desc("Report latency over n runs"),
                                  cl::cat(category));
  static cl::opt<std::string> output(
      "output", cl::value_desc("file.safetensors"),
      cl::desc("Write the result as the tensor logits"), cl::cat(category));
  static cl::opt<std::string> compare(
      "compare", cl::value_desc("file.safetensors[:tensor]"),
      cl::desc("Report the difference from the tensor ref.logits or logits"),
      cl::cat(category));
  static cl::opt<bool> json("json", cl::desc("Report as one JSON object"),
                            cl::cat(category));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  return {model,   data,    params,    function,  split,  engine,
          threads, reorder, gpuChecks, gpuCounts, matmul, features,
          repeat,  output,  compare,   json};
}
