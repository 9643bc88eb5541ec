//===- LowerSharedMemory.cpp - Shared buffers become offsets --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostModule.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/ReplaceConstant.h"

using namespace llvm;
using namespace mlir::gnn::emulator;

static constexpr unsigned sharedAddressSpace = 3;
/// Between buffers, so that one step too far is no other buffer. A multiple of
/// all banks: distances between buffers stay what they are for the banks.
static constexpr uint64_t gap = 128;

namespace {
class SharedMemoryLowering {
public:
  explicit SharedMemoryLowering(HostModule &host)
      : host(host), module(*host.module), builder(module.getContext()) {
    base = module.getOrInsertFunction("gnn_emulator_shared_base",
                                      builder.getPtrTy());
  }

  void run() {
    SmallVector<GlobalVariable *> buffers;
    for (GlobalVariable &global : module.globals())
      if (global.getAddressSpace() == sharedAddressSpace)
        buffers.push_back(&global);
    SmallVector<Constant *> constants(buffers.begin(), buffers.end());
    convertUsersOfConstantsToInstructions(constants);
    for (GlobalVariable *buffer : buffers)
      place(*buffer);
    for (auto &kernel : host.kernels)
      describe(*module.getFunction(kernel.first()), kernel.second);
    for (GlobalVariable *buffer : buffers)
      replace(*buffer);
  }

private:
  /// Dynamic memory, declared without a size, lies behind all static buffers.
  bool isDynamic(GlobalVariable &buffer) { return getBytes(buffer) == 0; }

  uint64_t getBytes(GlobalVariable &buffer) {
    return module.getDataLayout().getTypeAllocSize(buffer.getValueType());
  }

  void place(GlobalVariable &buffer) {
    if (isDynamic(buffer))
      return;
    uint64_t alignment =
        std::max<uint64_t>(buffer.getAlign().valueOrOne().value(), 16);
    end = alignTo(end, alignment);
    offsets[&buffer] = end;
    end = alignTo(end + getBytes(buffer), 16) + gap;
  }

  /// The buffers of what a kernel can reach.
  void describe(Function &kernel, KernelInfo &info) {
    SetVector<Function *> reached;
    reached.insert(&kernel);
    SetVector<GlobalVariable *> used;
    for (unsigned i = 0; i < reached.size(); ++i)
      for (Instruction &instruction : instructions(*reached[i]))
        for (Value *operand : instruction.operands()) {
          if (auto *callee = dyn_cast<Function>(operand))
            reached.insert(callee);
          if (auto *buffer = dyn_cast<GlobalVariable>(operand))
            if (buffer->getAddressSpace() == sharedAddressSpace)
              used.insert(buffer);
        }
    for (GlobalVariable *buffer : used)
      if (!isDynamic(*buffer)) {
        info.shared.push_back(
            {buffer->getName().str(), offsets[buffer], getBytes(*buffer)});
        info.sharedBytes = alignTo(info.sharedBytes, 16) + getBytes(*buffer);
      }
    llvm::sort(info.shared, [](const SharedBuffer &a, const SharedBuffer &b) {
      return a.offset < b.offset;
    });
    info.dynamicOffset = end;
  }

  void replace(GlobalVariable &buffer) {
    for (Use &use : make_early_inc_range(buffer.uses())) {
      auto *user = cast<Instruction>(use.getUser());
      Instruction *before = user;
      if (auto *phi = dyn_cast<PHINode>(user))
        before = phi->getIncomingBlock(use)->getTerminator();
      builder.SetInsertPoint(before);
      Value *address = builder.CreateConstGEP1_64(
          builder.getInt8Ty(), builder.CreateCall(base),
          isDynamic(buffer) ? end : offsets[&buffer]);
      use.set(builder.CreateAddrSpaceCast(address, buffer.getType()));
    }
    buffer.eraseFromParent();
  }

  HostModule &host;
  Module &module;
  IRBuilder<> builder;
  FunctionCallee base;
  DenseMap<GlobalVariable *, uint64_t> offsets;
  uint64_t end = 0;
};
} // namespace

void mlir::gnn::emulator::lowerSharedMemory(HostModule &host) {
  SharedMemoryLowering(host).run();
}
