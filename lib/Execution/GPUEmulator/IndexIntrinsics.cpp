//===- IndexIntrinsics.cpp - Who and where a thread is --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"
#include "Multiprocessor.h"

using namespace mlir::gnn::emulator;

using Index = uint32_t();

template <uint32_t Dim3::*axis> static uint32_t getThread() {
  return Multiprocessor::current().getThread().index.*axis;
}
template <uint32_t Dim3::*axis> static uint32_t getBlock() {
  return Multiprocessor::current().getBlock().*axis;
}
template <uint32_t Dim3::*axis> static uint32_t getBlockSize() {
  return Multiprocessor::current().getSize().block.*axis;
}
template <uint32_t Dim3::*axis> static uint32_t getGridSize() {
  return Multiprocessor::current().getSize().grid.*axis;
}
static uint32_t getLane() {
  return Multiprocessor::current().getThread().lane();
}
static uint32_t getWarpSize() { return warpSize; }

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getIndexIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      plain<Index>("llvm.nvvm.read.ptx.sreg.tid.x", getThread<&Dim3::x>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.tid.y", getThread<&Dim3::y>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.tid.z", getThread<&Dim3::z>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ctaid.x", getBlock<&Dim3::x>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ctaid.y", getBlock<&Dim3::y>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ctaid.z", getBlock<&Dim3::z>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ntid.x", getBlockSize<&Dim3::x>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ntid.y", getBlockSize<&Dim3::y>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.ntid.z", getBlockSize<&Dim3::z>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.nctaid.x", getGridSize<&Dim3::x>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.nctaid.y", getGridSize<&Dim3::y>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.nctaid.z", getGridSize<&Dim3::z>),
      plain<Index>("llvm.nvvm.read.ptx.sreg.laneid", getLane),
      plain<Index>("llvm.nvvm.read.ptx.sreg.warpsize", getWarpSize),
  };
  return intrinsics;
}
