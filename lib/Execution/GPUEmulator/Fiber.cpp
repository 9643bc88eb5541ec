//===- Fiber.cpp - Switching stacks ---------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fiber.h"

#include <sys/mman.h>
#include <unistd.h>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

using namespace mlir::gnn::emulator;

#if defined(__x86_64__)

// What the System V calling convention makes the callee keep. ucontext would do
// the same and a system call for the signal mask, which costs fifteen times as
// much.
asm(R"(
  .text
  .p2align 4
  .globl gnn_emulator_switch_stack
  .hidden gnn_emulator_switch_stack
  .type gnn_emulator_switch_stack, @function
gnn_emulator_switch_stack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .size gnn_emulator_switch_stack, . - gnn_emulator_switch_stack
)");

extern "C" void gnn_emulator_switch_stack(void **saved, void *next);

struct Fiber::State {
  void *stackPointer = nullptr;
};

void Fiber::reset(char *begin, size_t size, Entry entry) {
  // Six registers and the address to return to, placed so that the entry finds
  // the stack aligned as after a call.
  auto top = reinterpret_cast<uintptr_t>(begin + size) & ~uintptr_t(15);
  auto *frame = reinterpret_cast<void **>(top) - 8;
  for (int i = 0; i < 6; ++i)
    frame[i] = nullptr;
  frame[6] = reinterpret_cast<void *>(entry);
  frame[7] = nullptr;
  state->stackPointer = frame;
}

void Fiber::switchTo(Fiber &from, Fiber &to) {
  gnn_emulator_switch_stack(&from.state->stackPointer, to.state->stackPointer);
}

#else

struct Fiber::State {
  ucontext_t context;
};

void Fiber::reset(char *begin, size_t size, Entry entry) {
  getcontext(&state->context);
  state->context.uc_stack.ss_sp = begin;
  state->context.uc_stack.ss_size = size;
  state->context.uc_link = nullptr;
  makecontext(&state->context, entry, 0);
}

void Fiber::switchTo(Fiber &from, Fiber &to) {
  swapcontext(&from.state->context, &to.state->context);
}

#endif

Fiber::Fiber() : state(std::make_unique<State>()) {}
Fiber::~Fiber() = default;

//===----------------------------------------------------------------------===//
// Stacks
//===----------------------------------------------------------------------===//

static size_t getPageSize() {
  static const size_t size = sysconf(_SC_PAGESIZE);
  return size;
}

static size_t getStride() { return FiberStacks::stackSize + getPageSize(); }

FiberStacks::~FiberStacks() { release(); }

void FiberStacks::release() {
  if (memory)
    munmap(memory, capacity * getStride());
  memory = nullptr;
  capacity = 0;
}

bool FiberStacks::reserve(unsigned count) {
  if (count <= capacity)
    return true;
  release();
  void *mapped = mmap(nullptr, count * getStride(), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED)
    return false;
  memory = static_cast<char *>(mapped);
  capacity = count;
  for (unsigned i = 0; i < count; ++i)
    mprotect(memory + i * getStride(), getPageSize(), PROT_NONE);
  return true;
}

char *FiberStacks::get(unsigned index) const {
  return memory + index * getStride() + getPageSize();
}
