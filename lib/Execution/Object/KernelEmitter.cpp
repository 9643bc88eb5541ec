//===- KernelEmitter.cpp - From a binary of kernels to a file -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Support/AtomicFile.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

StringRef gnn::getFormatName(KernelFormat format) {
  switch (format) {
  case KernelFormat::PTX:
    return "isa";
  case KernelFormat::Cubin:
    return "bin";
  case KernelFormat::Fatbin:
    return "fatbin";
  }
  llvm_unreachable("all formats have a name");
}

llvm::Error gnn::emitKernels(ModuleOp module, StringRef path) {
  auto binaries = module.getOps<gpu::BinaryOp>();
  if (binaries.empty())
    return llvm::createStringError("expected a model with kernels, but no op "
                                   "of it is computed on a GPU");
  auto object = cast<gpu::ObjectAttr>((*binaries.begin()).getObjects()[0]);
  return writeFileAtomically(path, [&](raw_ostream &os) {
    os << object.getObject().getValue();
    return llvm::Error::success();
  });
}
