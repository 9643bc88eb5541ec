//===- Options.cpp - What gnn-compile is asked to do ----------------------===//
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
    R"(compiles a model to native code

Examples:
  gnn-compile gcn.mlir --emit=obj --target=host -o gcn.o --header=gcn.h
  gnn-compile gcn.mlir --target=x86-64-v3,x86-64-v4 -o gcn.o --header=gcn.h
  gnn-compile gcn.mlirbc --emit=shared --target=x86-64-v3 -o libgcn.so
  gnn-compile gcn.mlir --params=gcn.safetensors --emit=asm -o -
  gnn-compile gcn.mlir --emit=ptx --target=sm_90 -o gcn.ptx
  gnn-compile gcn.mlir --emit=obj --target=sm_90 -o gcn.o --header=gcn.h
)";

static cl::opt<FeatureType> &getFeaturesOption(cl::OptionCategory &category) {
  static cl::opt<FeatureType> features(
      "features", cl::init(FeatureType::F32),
      cl::desc("For a CPU: what features that an aggregation gathers are "
               "rounded to"),
      getFeatureTypes(), cl::cat(category));
  return features;
}

namespace {
/// The words of --emit.
enum class Emit { Object, Shared, LLVM, Bitcode, Assembly, PTX, Cubin, Fatbin };
} // namespace

static cl::ValuesClass getEmits() {
  return cl::values(
      clEnumValN(Emit::Object, "obj", "an object file"),
      clEnumValN(Emit::Shared, "shared", "a shared library"),
      clEnumValN(Emit::LLVM, "llvm", "LLVM IR as text"),
      clEnumValN(Emit::Bitcode, "bitcode", "LLVM bitcode"),
      clEnumValN(Emit::Assembly, "asm", "assembly"),
      clEnumValN(Emit::PTX, "ptx", "GPU kernels as PTX"),
      clEnumValN(Emit::Cubin, "cubin", "GPU kernels as machine code, by ptxas"),
      clEnumValN(Emit::Fatbin, "fatbin", "GPU kernels as a fat binary"));
}

static std::variant<EmitKind, KernelFormat> getEmit(Emit emit) {
  switch (emit) {
  case Emit::Object:
    return EmitKind::Object;
  case Emit::Shared:
    return EmitKind::Shared;
  case Emit::LLVM:
    return EmitKind::LLVM;
  case Emit::Bitcode:
    return EmitKind::Bitcode;
  case Emit::Assembly:
    return EmitKind::Assembly;
  case Emit::PTX:
    return KernelFormat::PTX;
  case Emit::Cubin:
    return KernelFormat::Cubin;
  case Emit::Fatbin:
    return KernelFormat::Fatbin;
  }
  return EmitKind::Object;
}

CompileOptions mlir::gnn::parseCompileOptions(int argc, char **argv) {
  static cl::OptionCategory category("gnn-compile options");
  static cl::opt<std::string> input(cl::Positional, cl::Required,
                                    cl::desc("<model.mlir|.mlirbc>"),
                                    cl::cat(category));
  static cl::opt<std::string> output("o", cl::Required, cl::value_desc("file"),
                                     cl::desc("Where to write; - is stdout"),
                                     cl::cat(category));
  static cl::opt<std::string> header("header", cl::value_desc("file.h"),
                                     cl::desc("Write a C header too"),
                                     cl::cat(category));
  static cl::opt<std::string> params(
      "params", cl::value_desc("file.safetensors"),
      cl::desc("Load parameters that the model names but does not hold"),
      cl::cat(category));
  static cl::opt<std::string> target(
      "target", cl::init("portable"),
      cl::desc(
          "portable (default): a version each for x86-64, x86-64-v3 (AVX2) "
          "and x86-64-v4 (AVX-512), of which the first call chooses; some "
          "of these, with commas between them; or host alone; for GPUs "
          "sm_75, sm_80, sm_90 or sm_100"),
      cl::cat(category));
  static cl::opt<Emit> emit("emit", cl::init(Emit::Object),
                            cl::desc("What to write"), getEmits(),
                            cl::cat(category));
  static cl::opt<std::string> kernels(
      "kernels", cl::init("isa"), cl::value_desc("isa|bin|fatbin|llvm"),
      cl::desc(
          "For a GPU: what kernels are in the object: PTX (default), which "
          "runs on later GPUs too, machine code or both by ptxas, or LLVM "
          "IR for the emulated driver"),
      cl::cat(category));
  static cl::opt<MatmulPrecision> matmul(
      "matmul", cl::init(MatmulPrecision::F32),
      cl::desc("For a GPU: what the factors of dense products are rounded to"),
      getMatmulPrecisions(), cl::cat(category));
  cl::opt<FeatureType> &features = getFeaturesOption(category);
  static cl::opt<bool> sparseFeatures(
      "sparse-features",
      cl::desc("Take the input features as compressed sparse rows"),
      cl::cat(category));
  static cl::opt<std::string> reorder(
      "reorder", cl::init("none"), cl::value_desc("none|degree|rcm"),
      cl::desc("Renumber the nodes of a graph when it is prepared"),
      cl::cat(category));
  static cl::opt<bool> json(
      "json", cl::desc("Say on stdout what was written, as one JSON object"),
      cl::cat(category));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  return {input,  output,   header,        params,         target,  kernels,
          matmul, features, getEmit(emit), sparseFeatures, reorder, json};
}
