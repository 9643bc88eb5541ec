//===- Instrument.cpp - Calls of the emulator at accesses and branches ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostModule.h"
#include "Intrinsics.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace mlir::gnn::emulator;

//===----------------------------------------------------------------------===//
// The order of blocks
//===----------------------------------------------------------------------===//

/// Reverse postorder in which all blocks of a loop come before what follows it.
/// Lanes of a warp meet again where the one that is behind is run first, and
/// "behind" is a smaller number.
static std::vector<BasicBlock *> orderBlocks(Function &function) {
  DominatorTree dominators(function);
  LoopInfo loops(dominators);
  std::vector<BasicBlock *> order;
  SmallPtrSet<BasicBlock *, 32> seen;
  // A successor that is visited first is numbered last: leave loops first.
  auto getSuccessors = [&](BasicBlock *block) {
    SmallVector<BasicBlock *> next(successors(block));
    llvm::sort(next, [&](BasicBlock *a, BasicBlock *b) {
      return loops.getLoopDepth(a) < loops.getLoopDepth(b);
    });
    return next;
  };
  struct Frame {
    BasicBlock *block;
    SmallVector<BasicBlock *> successors;
    unsigned next = 0;
  };
  std::vector<Frame> stack;
  auto enter = [&](BasicBlock *block) {
    if (seen.insert(block).second)
      stack.push_back({block, getSuccessors(block)});
  };
  enter(&function.getEntryBlock());
  while (!stack.empty()) {
    Frame &top = stack.back();
    if (top.next < top.successors.size()) {
      enter(top.successors[top.next++]);
      continue;
    }
    order.push_back(top.block);
    stack.pop_back();
  }
  std::reverse(order.begin(), order.end());
  return order;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

namespace {
class Instrumenter {
public:
  Instrumenter(HostModule &host, const EmulatorOptions &options)
      : host(host), options(options), module(*host.module),
        builder(module.getContext()), layout(module.getDataLayout()) {
    Type *none = builder.getVoidTy();
    Type *i32 = builder.getInt32Ty(), *i64 = builder.getInt64Ty();
    access = module.getOrInsertFunction("gnn_emulator_access", none,
                                        builder.getPtrTy(), i64, i32);
    branch = module.getOrInsertFunction("gnn_emulator_branch", none, i32, i32);
  }

  void run(Function &function) {
    for (BasicBlock *block : orderBlocks(function)) {
      for (Instruction &instruction : make_early_inc_range(*block)) {
        if (options.check || options.count)
          addAccesses(instruction);
        if (auto *call = dyn_cast<CallBase>(&instruction))
          addCall(*call);
      }
      if (options.count)
        addBranch(*block->getTerminator());
    }
  }

private:
  void addAccesses(Instruction &at) {
    if (auto *load = dyn_cast<LoadInst>(&at))
      return addAccess(at, Site::Kind::Load, load->getPointerOperand(),
                       sizeOf(load->getType()), load->getAlign());
    if (auto *store = dyn_cast<StoreInst>(&at))
      return addAccess(at, Site::Kind::Store, store->getPointerOperand(),
                       sizeOf(store->getValueOperand()->getType()),
                       store->getAlign());
    if (auto *rmw = dyn_cast<AtomicRMWInst>(&at))
      return addAccess(at, Site::Kind::Atomic, rmw->getPointerOperand(),
                       sizeOf(rmw->getType()), rmw->getAlign());
    if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&at))
      return addAccess(at, Site::Kind::Atomic, exchange->getPointerOperand(),
                       sizeOf(exchange->getNewValOperand()->getType()),
                       exchange->getAlign());
    if (auto *set = dyn_cast<MemIntrinsic>(&at))
      addMemoryIntrinsic(*set);
  }

  void addMemoryIntrinsic(MemIntrinsic &at) {
    addAccess(at, Site::Kind::Store, at.getRawDest(), at.getLength(), Align(1));
    if (auto *copy = dyn_cast<MemTransferInst>(&at))
      addAccess(at, Site::Kind::Load, copy->getRawSource(), copy->getLength(),
                Align(1));
  }

  Value *sizeOf(Type *type) {
    return builder.getInt64(layout.getTypeStoreSize(type));
  }

  void addAccess(Instruction &at, Site::Kind kind, Value *address, Value *bytes,
                 Align alignment) {
    // A thread's own variables are its stack.
    if (isa<AllocaInst>(getUnderlyingObject(address)))
      return;
    uint32_t site = addSite(host, kind, at, alignment.value());
    builder.SetInsertPoint(&at);
    Value *flat = builder.CreateAddrSpaceCast(address, builder.getPtrTy());
    builder.CreateCall(
        access, {flat, builder.CreateZExtOrTrunc(bytes, builder.getInt64Ty()),
                 builder.getInt32(site)});
  }

  /// Intrinsics are replaced later; their sites are numbered here, in order.
  void addCall(CallBase &call) {
    const Function *callee = call.getCalledFunction();
    const EmulatedIntrinsic *intrinsic =
        callee ? findIntrinsic(callee->getName()) : nullptr;
    if (!intrinsic || intrinsic->kind == EmulatedIntrinsic::Kind::Plain)
      return;
    if (intrinsic->kind == EmulatedIntrinsic::Kind::Copy) {
      host.callSites[&call] = addSite(host, Site::Kind::Load, call);
      addSite(host, Site::Kind::Store, call);
      return;
    }
    host.callSites[&call] = addSite(host, Site::Kind::Wait, call);
  }

  /// Tells which successor is taken. Blocks that end without a choice say so
  /// too: it is how far a thread has come.
  void addBranch(Instruction &terminator) {
    uint32_t site = addSite(host, Site::Kind::Branch, terminator);
    builder.SetInsertPoint(&terminator);
    Value *taken = builder.getInt32(0);
    if (auto *branchInst = dyn_cast<BranchInst>(&terminator);
        branchInst && branchInst->isConditional())
      taken = builder.CreateSelect(branchInst->getCondition(),
                                   builder.getInt32(1), builder.getInt32(2));
    else if (auto *switchInst = dyn_cast<SwitchInst>(&terminator))
      taken =
          builder.CreateOr(builder.CreateZExtOrTrunc(switchInst->getCondition(),
                                                     builder.getInt32Ty()),
                           builder.getInt32(1u << 31));
    builder.CreateCall(branch, {builder.getInt32(site), taken});
  }

  HostModule &host;
  const EmulatorOptions &options;
  Module &module;
  IRBuilder<> builder;
  const DataLayout &layout;
  FunctionCallee access;
  FunctionCallee branch;
};
} // namespace

void mlir::gnn::emulator::instrument(HostModule &host,
                                     const EmulatorOptions &options) {
  Instrumenter instrumenter(host, options);
  for (Function &function : *host.module)
    if (!function.isDeclaration())
      instrumenter.run(function);
}
