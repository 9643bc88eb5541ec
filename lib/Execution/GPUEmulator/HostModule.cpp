//===- HostModule.cpp - GPU code made to run on this processor ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostModule.h"

#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace llvm;
using namespace mlir::gnn::emulator;

std::string mlir::gnn::emulator::getLaunchSymbol(StringRef kernel) {
  return (kernel + "$launch").str();
}

uint32_t mlir::gnn::emulator::addSite(HostModule &host, Site::Kind kind,
                                      const Instruction &at,
                                      uint64_t alignment) {
  std::string text;
  raw_string_ostream os(text);
  os << at;
  host.sites.push_back({kind, at.getFunction()->getName().str(),
                        StringRef(text).ltrim().str(), alignment});
  return host.sites.size() - 1;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static Error parse(StringRef image, HostModule &host) {
  host.context = std::make_unique<LLVMContext>();
  SMDiagnostic diagnostic;
  host.module =
      parseIR(MemoryBufferRef(image, "kernels"), diagnostic, *host.context);
  if (!host.module)
    return createStringError("cannot read the kernels: line " +
                             Twine(diagnostic.getLineNo()) + ": " +
                             diagnostic.getMessage());
  const Triple &triple = host.module->getTargetTriple();
  if (!triple.isNVPTX())
    return createStringError(
        "expected kernels for nvptx64 but got " +
        (triple.str().empty() ? "no target" : triple.str()));
  if (!host.module->getModuleInlineAsm().empty())
    return createStringError(
        "expected kernels without assembly at module level");
  return Error::success();
}

/// The number in `"name"="128"` or `"name"="16,8"`; 0 where there is none.
static uint64_t getProduct(const Function &function, StringRef name) {
  StringRef text = function.getFnAttribute(name).getValueAsString();
  uint64_t product = text.empty() ? 0 : 1, factor = 0;
  while (!text.empty()) {
    auto [first, rest] = text.split(',');
    if (first.trim().getAsInteger(10, factor))
      return 0;
    product *= factor;
    text = rest;
  }
  return product;
}

static Error findKernels(HostModule &host) {
  for (Function &function : *host.module) {
    if (function.getCallingConv() != CallingConv::PTX_Kernel ||
        function.isDeclaration())
      continue;
    for (const Argument &argument : function.args())
      if (argument.hasByValAttr())
        return createStringError("kernel " + function.getName() +
                                 ": expected parameters that are scalars or "
                                 "pointers but parameter " +
                                 Twine(argument.getArgNo()) +
                                 " is a structure");
    uint64_t exact = getProduct(function, "nvvm.reqntid");
    host.kernels[function.getName()].maxThreads =
        exact ? exact : getProduct(function, "nvvm.maxntid");
  }
  return Error::success();
}

/// Globals in device memory get symbols that can be looked up.
static void findGlobals(HostModule &host) {
  const DataLayout &layout = host.module->getDataLayout();
  for (GlobalVariable &global : host.module->globals()) {
    if (global.isDeclaration() || global.getAddressSpace() == 3 ||
        global.getName().starts_with("llvm."))
      continue;
    if (!global.hasName())
      global.setName("global");
    global.setLinkage(GlobalValue::ExternalLinkage);
    global.setVisibility(GlobalValue::DefaultVisibility);
    global.setDSOLocal(false);
    Region region;
    region.end = layout.getTypeAllocSize(global.getValueType());
    region.constant = global.isConstant();
    region.name = global.getName().str();
    host.globals.push_back(region);
  }
}

//===----------------------------------------------------------------------===//
// Changing the target
//===----------------------------------------------------------------------===//

/// What was promised to the NVPTX backend is not true of calls that switch
/// stacks, and what it was asked to do is unknown to another.
static void stripPromises(Module &module) {
  for (Function &function : module) {
    if (function.isIntrinsic())
      continue;
    function.setAttributes(AttributeList());
    function.setCallingConv(CallingConv::C);
    function.clearMetadata();
    for (Instruction &instruction :
         make_early_inc_range(instructions(function))) {
      auto *call = dyn_cast<CallBase>(&instruction);
      if (!call)
        continue;
      call->setCallingConv(CallingConv::C);
      if (!isa<IntrinsicInst>(call))
        call->setAttributes(AttributeList());
      if (isa<AssumeInst>(call))
        call->eraseFromParent();
    }
  }
  for (NamedMDNode &node : make_early_inc_range(module.named_metadata()))
    node.eraseFromParent();
  StripDebugInfo(module);
}

static Error setHostTarget(Module &module) {
  auto builder = orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  auto layout = builder->getDefaultDataLayoutForTarget();
  if (!layout)
    return layout.takeError();
  module.setTargetTriple(builder->getTargetTriple());
  module.setDataLayout(*layout);
  return Error::success();
}

/// `k$launch(parameters)` calls k with what each of its parameters points to.
static void addLaunch(Function &kernel) {
  Module &module = *kernel.getParent();
  LLVMContext &context = module.getContext();
  auto *pointer = PointerType::getUnqual(context);
  auto *launch = Function::Create(
      FunctionType::get(Type::getVoidTy(context), {pointer}, false),
      GlobalValue::ExternalLinkage, getLaunchSymbol(kernel.getName()), module);
  IRBuilder<> builder(BasicBlock::Create(context, "", launch));
  SmallVector<Value *> arguments;
  for (Argument &argument : kernel.args()) {
    Value *slot = builder.CreateConstGEP1_64(pointer, launch->getArg(0),
                                             argument.getArgNo());
    Value *place = builder.CreateLoad(pointer, slot);
    arguments.push_back(
        builder.CreateAlignedLoad(argument.getType(), place, Align(1)));
  }
  builder.CreateCall(&kernel, arguments);
  builder.CreateRetVoid();
}

Expected<HostModule>
mlir::gnn::emulator::createHostModule(StringRef image,
                                      const EmulatorOptions &options) {
  HostModule host;
  if (Error error = parse(image, host))
    return std::move(error);
  if (Error error = findKernels(host))
    return std::move(error);
  findGlobals(host);
  instrument(host, options);
  lowerSharedMemory(host);
  if (Error error = bindIntrinsics(host))
    return std::move(error);
  stripPromises(*host.module);
  if (Error error = setHostTarget(*host.module))
    return std::move(error);
  for (auto &kernel : host.kernels)
    addLaunch(*host.module->getFunction(kernel.first()));
  std::string message;
  raw_string_ostream os(message);
  if (verifyModule(*host.module, &os))
    return createStringError("the kernels do not translate: " + message);
  return host;
}
