//===- ObjectEmitter.cpp - From the LLVM dialect to a file ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/ObjectEmitter.h"

#include "SharedLibrary.h"
#include "gnn-opt/Support/AtomicFile.h"

#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/OpenMP/OpenMPToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr unsigned optimizationLevel = 3;

static llvm::Expected<std::unique_ptr<llvm::Module>>
translate(ModuleOp module, llvm::LLVMContext &context,
          llvm::TargetMachine &machine) {
  DialectRegistry registry;
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerOpenMPDialectTranslation(registry);
  module.getContext()->appendDialectRegistry(registry);

  std::unique_ptr<llvm::Module> llvmModule =
      translateModuleToLLVMIR(module, context);
  if (!llvmModule)
    return llvm::createStringError("the module does not translate to LLVM IR");
  llvmModule->setTargetTriple(machine.getTargetTriple());
  llvmModule->setDataLayout(machine.createDataLayout());
  auto optimize = makeOptimizingTransformer(optimizationLevel, 0, &machine);
  if (llvm::Error error = optimize(llvmModule.get()))
    return std::move(error);
  return llvmModule;
}

/// Machine code, as an object or as assembly text.
static llvm::Error generateCode(llvm::Module &module,
                                llvm::TargetMachine &machine,
                                llvm::CodeGenFileType kind,
                                SmallVectorImpl<char> &code) {
  llvm::raw_svector_ostream os(code);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, os, nullptr, kind))
    return llvm::createStringError("the target cannot emit this kind of file");
  passes.run(module);
  return llvm::Error::success();
}

static llvm::Error generate(llvm::Module &module, llvm::TargetMachine &machine,
                            EmitKind kind, SmallVectorImpl<char> &bytes) {
  llvm::raw_svector_ostream os(bytes);
  switch (kind) {
  case EmitKind::LLVM:
    os << module;
    return llvm::Error::success();
  case EmitKind::Bitcode:
    llvm::WriteBitcodeToFile(module, os);
    return llvm::Error::success();
  case EmitKind::Assembly:
    return generateCode(module, machine, llvm::CodeGenFileType::AssemblyFile,
                        bytes);
  case EmitKind::Object:
  case EmitKind::Shared:
    return generateCode(module, machine, llvm::CodeGenFileType::ObjectFile,
                        bytes);
  }
  llvm_unreachable("all kinds are generated");
}

llvm::Error gnn::emitModule(ModuleOp module, const CPUTarget &target,
                            EmitKind kind, StringRef path) {
  auto machine = createTargetMachine(target);
  if (!machine)
    return machine.takeError();
  llvm::LLVMContext context;
  auto llvmModule = translate(module, context, **machine);
  if (!llvmModule)
    return llvmModule.takeError();
  SmallVector<char, 0> bytes;
  if (llvm::Error error = generate(**llvmModule, **machine, kind, bytes))
    return error;
  if (kind == EmitKind::Shared)
    return linkSharedLibrary(bytes, path);
  return writeFileAtomically(path, [&](raw_ostream &os) {
    os << StringRef(bytes.data(), bytes.size());
    return llvm::Error::success();
  });
}
