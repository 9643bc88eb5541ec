//===- CompiledModule.cpp - Machine code of a lowered module --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/JIT.h"

#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Execution/TargetOptions.h"

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/OpenMP/OpenMPToLLVMIRTranslation.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

#include <omp.h>

using namespace mlir;
using namespace mlir::gnn;

static constexpr unsigned optimizationLevel = 3;

Buffer::Buffer(const void *data, std::initializer_list<int64_t> values)
    : allocated(data), aligned(data) {
  llvm::copy(values, extents);
}

static llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createMachine(const CPUTarget *target) {
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  if (target) {
    builder->setCPU(target->cpu);
    builder->getFeatures() = llvm::SubtargetFeatures(target->features);
  }
  builder->setOptions(getTargetOptions());
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Aggressive);
  return builder->createTargetMachine();
}

static void registerTranslations(MLIRContext *context) {
  DialectRegistry registry;
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerOpenMPDialectTranslation(registry);
  context->appendDialectRegistry(registry);
}

CompiledModule::CompiledModule(std::unique_ptr<ExecutionEngine> engine,
                               const char *(*getError)())
    : engine(std::move(engine)), getError(getError) {}

CompiledModule::~CompiledModule() = default;

static void addSymbols(ExecutionEngine &engine, const RuntimeLibrary &library) {
  engine.registerSymbols([&](llvm::orc::MangleAndInterner intern) {
    llvm::orc::SymbolMap addresses;
    for (const RuntimeLibrary::Symbol &symbol : library.symbols)
      addresses[intern(symbol.name)] = {
          llvm::orc::ExecutorAddr::fromPtr(symbol.address),
          llvm::JITSymbolFlags::Exported};
    return addresses;
  });
}

llvm::Expected<std::unique_ptr<CompiledModule>>
CompiledModule::create(ModuleOp lowered, const RuntimeLibrary &library,
                       const CPUTarget *target) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  // The code that asks for the processor is assembly.
  llvm::InitializeNativeTargetAsmParser();
  registerTranslations(lowered.getContext());
  // One machine describes the target to the optimizer, one generates code.
  auto machine = createMachine(target);
  if (!machine)
    return machine.takeError();
  auto generator = createMachine(target);
  if (!generator)
    return generator.takeError();
  auto optimize =
      makeOptimizingTransformer(optimizationLevel, 0, machine->get());
  ExecutionEngineOptions options;
  options.transformer = optimize;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine =
      ExecutionEngine::create(lowered, options, std::move(*generator));
  if (!engine)
    return engine.takeError();
  addSymbols(**engine, library);
  return std::unique_ptr<CompiledModule>(
      new CompiledModule(std::move(*engine), library.getError));
}

llvm::Error CompiledModule::call(llvm::StringRef function,
                                 llvm::MutableArrayRef<Buffer> arguments,
                                 unsigned threads) {
  // The entry point takes pointers to descriptors, and is itself called with
  // pointers to its arguments.
  auto descriptors = llvm::map_to_vector(
      arguments, [](Buffer &buffer) -> void * { return &buffer; });
  auto packed = llvm::map_to_vector(
      descriptors, [](void *&pointer) -> void * { return &pointer; });
  // The place of a status comes last; who returns none does not look at it.
  int32_t status = 0;
  packed.push_back(&status);
  if (threads)
    omp_set_num_threads(threads);
  if (llvm::Error error =
          engine->invokePacked(("_mlir_ciface_" + function).str(), packed))
    return error;
  if (status == 0)
    return llvm::Error::success();
  return llvm::createStringError(getError ? llvm::Twine(getError())
                                          : "function " + function +
                                                " returned the status " +
                                                llvm::Twine(status));
}
