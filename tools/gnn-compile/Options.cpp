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
  gnn-compile gcn.mlirbc --emit=shared --target=x86-64-v3 -o libgcn.so
  gnn-compile gcn.mlir --params=gcn.safetensors --emit=asm -o -
)";

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
      "target", cl::init("host"),
      cl::desc("host, x86-64, x86-64-v3 (AVX2) or x86-64-v4 (AVX-512)"),
      cl::cat(category));
  static cl::opt<EmitKind> emit(
      "emit", cl::init(EmitKind::Object), cl::desc("What to write"),
      cl::values(clEnumValN(EmitKind::Object, "obj", "an object file"),
                 clEnumValN(EmitKind::Shared, "shared", "a shared library"),
                 clEnumValN(EmitKind::LLVM, "llvm", "LLVM IR as text"),
                 clEnumValN(EmitKind::Bitcode, "bitcode", "LLVM bitcode"),
                 clEnumValN(EmitKind::Assembly, "asm", "assembly")),
      cl::cat(category));
  static cl::opt<bool> sparseFeatures(
      "sparse-features",
      cl::desc("Take the input features as compressed sparse rows"),
      cl::cat(category));
  static cl::opt<bool> json(
      "json", cl::desc("Say on stdout what was written, as one JSON object"),
      cl::cat(category));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  return {input, output, header, params, target, emit, sparseFeatures, json};
}
