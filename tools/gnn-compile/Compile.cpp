//===- Compile.cpp - From a model to native code --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"

#include "gnn-opt/Conversion/CInterface/CHeader.h"
#include "gnn-opt/Conversion/CInterface/Passes.h"
#include "gnn-opt/Pipelines/GPUHostPipeline.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/Progress.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Passes.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace mlir::gnn;

LogicalResult gnn::report(llvm::Error error) {
  if (!error)
    return success();
  llvm::WithColor::error(llvm::errs(), "gnn-compile")
      << llvm::toString(std::move(error)) << "\n";
  return failure();
}

static LogicalResult prepare(const CompileOptions &options, ModuleOp module) {
  PassManager pm(module.getContext());
  if (!options.params.empty())
    pm.addPass(createLoadParams({options.params}));
  if (options.sparseFeatures)
    pm.addPass(createSparseFeatures());
  return pm.run(module);
}

/// GPUs are named by their architecture, as ptxas does.
static bool isGPU(const CompileOptions &options) {
  return StringRef(options.target).starts_with("sm_");
}

/// Code that calls kernels has little to do, and runs wherever a GPU is.
static llvm::Expected<CPUTarget> getHostTarget(const CompileOptions &options) {
  return getCPUTarget(isGPU(options) ? "x86-64" : options.target);
}

static LogicalResult lowerForCPU(const CompileOptions &options,
                                 const CPUTarget &target, ModuleOp module) {
  PassManager pm(module.getContext());
  CPUPipelineOptions pipeline;
  pipeline.vectorWidth = target.vectorWidth;
  pipeline.features = options.features;
  for (const std::string &version : target.versions)
    pipeline.cpuVersions.push_back(version);
  buildCoreToObjectPipeline(pm, pipeline);
  return pm.run(module);
}

static LogicalResult lowerForGPU(const CompileOptions &options,
                                 ModuleOp module) {
  PassManager pm(module.getContext());
  GPUPipelineOptions pipeline;
  pipeline.chip = options.target;
  pipeline.matmul = options.matmul;
  pipeline.format = options.kernels;
  buildModelToGPUObjectPipeline(pm, pipeline);
  return pm.run(module);
}

/// The C functions that the module will have, as soon as it says so: for a CPU
/// they depend on what is prepared apart.
static FailureOr<SmallVector<CSignature>>
recordSignatures(const CompileOptions &options, ModuleOp module) {
  PassManager pm(module.getContext());
  if (isGPU(options))
    pm.addPass(createRecordSignature());
  else
    buildModelToCorePipeline(pm, options.reorder);
  if (failed(pm.run(module)))
    return failure();
  SmallVector<CSignature> signatures;
  for (func::FuncOp function : getCFunctions(module)) {
    FailureOr<CSignature> signature = getCSignature(function);
    if (failed(signature))
      return failure();
    signatures.push_back(std::move(*signature));
  }
  if (signatures.empty())
    return module.emitError(
        "expects a public function to compile but has none");
  return signatures;
}

/// The object and its header, or neither: the header replaces what was there
/// once the object is written.
static llvm::Error writeOutputs(const CompileOptions &options,
                                const CPUTarget &target, ModuleOp module,
                                ArrayRef<CSignature> signatures) {
  CVersions versions{getUseCPUSymbol(module), {}};
  for (const std::string &version : target.versions)
    versions.levels.push_back(*findCPULevel(version));
  auto writeModule = [&] {
    return emitModule(module, target, std::get<EmitKind>(options.emit),
                      options.output);
  };
  if (options.header.empty())
    return writeModule();
  return writeFileAtomically(options.header, [&](raw_ostream &os) {
    printCHeader(os, llvm::sys::path::filename(options.header), signatures,
                 isGPU(options) ? CDevice::GPU : CDevice::CPU, versions);
    return writeModule();
  });
}

void gnn::printSummary(const CompileOptions &options, StringRef target,
                       llvm::json::Array functions) {
  llvm::json::Object summary{{"output", options.output},
                             {"target", target},
                             {"functions", std::move(functions)}};
  uint64_t bytes = 0;
  if (!llvm::sys::fs::file_size(options.output, bytes))
    summary["bytes"] = static_cast<int64_t>(bytes);
  llvm::outs() << llvm::json::Value(std::move(summary)) << "\n";
}

/// Outputs that would run into each other, or that nobody could use.
static llvm::Error checkOutputs(const CompileOptions &options) {
  auto *emit = std::get_if<EmitKind>(&options.emit);
  if (isGPU(options) && emit && *emit == EmitKind::Shared)
    return llvm::createStringError(
        "expected --emit=obj for a GPU, to be linked "
        "with the GPU runtime, but got shared");
  if (isGPU(options) && options.reorder != "none")
    return llvm::createStringError("expected a CPU as --target with --reorder "
                                   "but got " +
                                   quote(options.target));
  if ((isGPU(options) || !emit) && options.features != FeatureType::F32)
    return llvm::createStringError(
        "expected a CPU as --target with --features but got " +
        quote(options.target));
  if (!isGPU(options) && emit && options.matmul != MatmulPrecision::F32)
    return llvm::createStringError(
        "expected a GPU as --target with --matmul but got '" + options.target +
        "'");
  if (options.header == options.output)
    return llvm::createStringError(
        "expected -o and --header to name different files but got " +
        quote(options.output) + " twice");
  if (options.json && (options.output == "-" || options.header == "-"))
    return llvm::createStringError("expected files to write to with --json, "
                                   "which takes stdout, but got -");
  return llvm::Error::success();
}

static OwningOpRef<ModuleOp> parse(const CompileOptions &options,
                                   llvm::SourceMgr &sources,
                                   MLIRContext &context) {
  std::string message;
  auto file = openInputFile(options.input, &message);
  if (!file) {
    (void)report(llvm::createStringError(message));
    return {};
  }
  sources.AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  return parseSourceFile<ModuleOp>(sources, &context);
}

/// Native code, and its header.
static LogicalResult compileNative(const CompileOptions &options,
                                   const CPUTarget &target, ModuleOp module,
                                   Progress &progress) {
  FailureOr<SmallVector<CSignature>> signatures =
      recordSignatures(options, module);
  if (failed(signatures) ||
      failed(isGPU(options) ? lowerForGPU(options, module)
                            : lowerForCPU(options, target, module)))
    return failure();
  progress.begin("generating code");
  if (failed(report(writeOutputs(options, target, module, *signatures))))
    return failure();
  llvm::json::Array functions;
  for (const CSignature &signature : *signatures)
    functions.push_back(signature.symbol);
  if (options.json)
    printSummary(options, isGPU(options) ? options.target : target.getName(),
                 std::move(functions));
  return success();
}

LogicalResult gnn::compile(const CompileOptions &options,
                           MLIRContext &context) {
  Progress progress("gnn-compile");
  auto *format = std::get_if<KernelFormat>(&options.emit);
  llvm::Expected<CPUTarget> target =
      format ? CPUTarget() : getHostTarget(options);
  if (!target)
    return report(target.takeError());
  if (failed(report(checkOutputs(options))))
    return failure();
  progress.begin("reading the model");
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  OwningOpRef<ModuleOp> module = parse(options, sources, context);
  if (!module || failed(prepare(options, *module)))
    return failure();
  progress.begin("lowering the model");
  return format ? compileKernels(options, *format, *module)
                : compileNative(options, *target, *module, progress);
}
