//===- BindIntrinsics.cpp - GPU instructions become calls of the emulator -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostModule.h"
#include "Intrinsics.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;
using namespace mlir::gnn::emulator;

namespace {
class IntrinsicBinder {
public:
  explicit IntrinsicBinder(HostModule &host)
      : host(host), module(*host.module), builder(module.getContext()) {
    Type *i32 = builder.getInt32Ty(), *pointer = builder.getPtrTy();
    warpCall = module.getOrInsertFunction("gnn_emulator_call_warp",
                                          builder.getVoidTy(), i32, pointer,
                                          i32, pointer, pointer);
  }

  Error run() {
    for (Function &function : module)
      if (!function.isDeclaration())
        if (Error error = bindCalls(function))
          return error;
    return Error::success();
  }

private:
  Error bindCalls(Function &function) {
    operands = results = nullptr;
    for (Instruction &instruction :
         make_early_inc_range(instructions(function)))
      if (auto *call = dyn_cast<CallBase>(&instruction))
        if (Error error = bind(*call))
          return error;
    return Error::success();
  }

  Error bind(CallBase &call) {
    std::string name;
    if (auto *assembly = dyn_cast<InlineAsm>(call.getCalledOperand()))
      name = assembly->getAsmString();
    else if (Function *callee = call.getCalledFunction())
      name = callee->getName();
    else
      return unknown(call, "an indirect call");
    if (const EmulatedIntrinsic *intrinsic = findIntrinsic(name)) {
      replace(call, *intrinsic);
      return Error::success();
    }
    // What is defined, what LLVM knows for every target, and what this emulator
    // has added.
    Function *callee = call.getCalledFunction();
    bool known = callee && (!callee->isDeclaration() ||
                            (callee->isIntrinsic() &&
                             !StringRef(name).starts_with("llvm.nvvm.")) ||
                            StringRef(name).starts_with("gnn_emulator_"));
    return known ? Error::success() : unknown(call, name);
  }

  Error unknown(CallBase &call, StringRef name) {
    return createStringError("kernel " + call.getFunction()->getName() +
                             ": the emulator does not know '" + name + "'");
  }

  void replace(CallBase &call, const EmulatedIntrinsic &intrinsic) {
    builder.SetInsertPoint(&call);
    Value *result = intrinsic.kind == EmulatedIntrinsic::Kind::Warp
                        ? callWarp(call, intrinsic)
                        : callPlain(call, intrinsic);
    if (!call.getType()->isVoidTy())
      call.replaceAllUsesWith(result);
    call.eraseFromParent();
  }

  Value *address(void *function) {
    return builder.CreateIntToPtr(
        builder.getInt64(reinterpret_cast<uintptr_t>(function)),
        builder.getPtrTy());
  }

  Value *callPlain(CallBase &call, const EmulatedIntrinsic &intrinsic) {
    SmallVector<Value *> arguments(call.args());
    SmallVector<Type *> types;
    if (intrinsic.kind != EmulatedIntrinsic::Kind::Plain)
      arguments.push_back(builder.getInt32(host.callSites.lookup(&call)));
    for (Value *argument : arguments)
      types.push_back(argument->getType());
    // Compilers differ in how they return a vector.
    Type *type = call.getType();
    if (type->isVectorTy())
      type = builder.getIntNTy(type->getPrimitiveSizeInBits());
    Value *result = builder.CreateCall(FunctionType::get(type, types, false),
                                       address(intrinsic.function), arguments);
    return type == call.getType()
               ? result
               : builder.CreateBitCast(result, call.getType());
  }

  /// The operands go through memory of the thread, and so does the result.
  Value *callWarp(CallBase &call, const EmulatedIntrinsic &intrinsic) {
    makeSlots(*call.getFunction());
    for (auto [i, argument] : enumerate(call.args()))
      builder.CreateStore(
          widen(argument),
          builder.CreateConstGEP1_64(builder.getInt64Ty(), operands, i));
    Value *mask = intrinsic.maskOperand == EmulatedIntrinsic::allLanes
                      ? builder.getInt32(~0u)
                      : call.getArgOperand(intrinsic.maskOperand);
    builder.CreateCall(warpCall,
                       {builder.getInt32(host.callSites.lookup(&call)),
                        address(intrinsic.function), mask, operands, results});
    Type *type = call.getType();
    if (type->isVoidTy())
      return nullptr;
    // A truth value is a byte in memory.
    if (type->isIntegerTy(1))
      return builder.CreateTrunc(
          builder.CreateLoad(builder.getInt8Ty(), results), type);
    return builder.CreateLoad(type, results);
  }

  Value *widen(Value *value) {
    Type *type = value->getType();
    if (type->isPointerTy())
      return builder.CreatePtrToInt(value, builder.getInt64Ty());
    if (!type->isIntegerTy())
      value = builder.CreateBitCast(
          value, builder.getIntNTy(type->getPrimitiveSizeInBits()));
    return builder.CreateZExt(value, builder.getInt64Ty());
  }

  void makeSlots(Function &function) {
    if (operands)
      return;
    constexpr unsigned slots = 32;
    IRBuilder<> entry(&function.getEntryBlock(),
                      function.getEntryBlock().begin());
    operands = entry.CreateAlloca(ArrayType::get(entry.getInt64Ty(), slots));
    results = entry.CreateAlloca(ArrayType::get(entry.getInt64Ty(), slots));
  }

  HostModule &host;
  Module &module;
  IRBuilder<> builder;
  FunctionCallee warpCall;
  /// The slots of the function at hand; null until it needs them.
  Value *operands = nullptr;
  Value *results = nullptr;
};
} // namespace

Error mlir::gnn::emulator::bindIntrinsics(HostModule &host) {
  return IntrinsicBinder(host).run();
}
