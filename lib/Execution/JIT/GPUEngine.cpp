//===- GPUEngine.cpp - A model on a GPU as an engine ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEngine.h"

#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Runtime/GPURuntime.h"

using namespace mlir;
using namespace mlir::gnn;

#define GNN_SYMBOL(name) {#name, reinterpret_cast<void *>(name)}

/// The runtime is part of this program; compiled code finds it here.
static RuntimeLibrary getRuntime() {
  static const RuntimeLibrary::Symbol symbols[] = {
      GNN_SYMBOL(gnn_gpu_begin), GNN_SYMBOL(gnn_gpu_alloc),
      GNN_SYMBOL(gnn_gpu_free),  GNN_SYMBOL(gnn_gpu_copy),
      GNN_SYMBOL(gnn_gpu_fill),  GNN_SYMBOL(gnn_gpu_launch),
      GNN_SYMBOL(gnn_gpu_end),
  };
  return {symbols, gnn_gpu_error};
}

namespace {
/// The kernels are unloaded before the code that holds them goes.
class GPUEngine : public Engine {
public:
  explicit GPUEngine(std::unique_ptr<Engine> compiled)
      : compiled(std::move(compiled)) {}
  ~GPUEngine() override { gnn_gpu_release(); }

  llvm::Error bind(const Inputs &inputs) override {
    return compiled->bind(inputs);
  }
  llvm::Error run() override { return compiled->run(); }
  Logits getLogits() const override { return compiled->getLogits(); }

private:
  std::unique_ptr<Engine> compiled;
};
} // namespace

llvm::Expected<std::string> gnn::getGPUChip(DriverLookup lookup) {
  gnn_gpu_use_driver(lookup);
  int capability = gnn_gpu_capability();
  if (capability < 0)
    return llvm::createStringError(gnn_gpu_error());
  for (int known : {100, 90, 80, 75})
    if (known <= capability)
      return "sm_" + std::to_string(known);
  return llvm::createStringError(
      "expected a GPU of compute capability 7.5 or later but got " +
      llvm::Twine(capability / 10) + "." + llvm::Twine(capability % 10));
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createGPUEngine(ModuleOp lowered, const Signature &signature,
                     DriverLookup lookup) {
  gnn_gpu_use_driver(lookup);
  auto compiled =
      createJITEngine(lowered, signature, /*threads=*/0, getRuntime());
  if (!compiled)
    return compiled.takeError();
  return std::make_unique<GPUEngine>(std::move(*compiled));
}
