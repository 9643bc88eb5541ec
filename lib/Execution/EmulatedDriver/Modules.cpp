//===- Modules.cpp - Modules and launches of the emulated driver ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DriverFunctions.h"

#include "llvm/Support/Endian.h"

#include <cstring>

using namespace mlir::gnn::emulator;

/// What a kernel gets, and what it may ask for.
static constexpr uint64_t usualSharedBytes = 48 * 1024,
                          mostSharedBytes = 163 * 1024;

/// The bytes of an image. Bitcode has a wrapper that states its size, as the
/// driver's interface does not; all else is text that ends with a zero.
static llvm::StringRef getImage(const void *image) {
  using namespace llvm::support::endian;
  constexpr uint32_t wrapperMagic = 0x0B17C0DE;
  const auto *bytes = static_cast<const char *>(image);
  if (read32le(bytes) != wrapperMagic)
    return bytes;
  uint32_t offset = read32le(bytes + 8), size = read32le(bytes + 12);
  return {bytes, size_t(offset) + size};
}

CUresult cuModuleLoadDataEx(CUmodule *module, const void *image, unsigned,
                            int *, void **) {
  if (int error = enterCall())
    return error;
  auto loaded = std::make_unique<LoadedModule>();
  auto code = EmulatedModule::load(getImage(image),
                                   DriverState::get().options.emulator);
  if (!code)
    return failWith(invalidImage, llvm::toString(code.takeError()));
  loaded->code = std::move(*code);
  std::lock_guard lock(DriverState::get().mutex);
  DriverState::get().modules.insert(loaded.get());
  *module = reinterpret_cast<CUmodule>(loaded.release());
  return CUDA_SUCCESS;
}

CUresult cuModuleUnload(CUmodule module) {
  if (int error = enterCall())
    return error;
  DriverState &state = DriverState::get();
  std::lock_guard lock(state.mutex);
  auto *loaded = reinterpret_cast<LoadedModule *>(module);
  if (!state.modules.erase(loaded))
    return invalidHandle;
  for (const std::string &name : loaded->code->getKernelNames())
    state.pastCounts[name] += loaded->code->getCounts(name);
  delete loaded;
  return CUDA_SUCCESS;
}

CUresult cuModuleGetFunction(CUfunction *function, CUmodule module,
                             const char *name) {
  if (int error = enterCall())
    return error;
  DriverState &state = DriverState::get();
  std::lock_guard lock(state.mutex);
  auto *loaded = reinterpret_cast<LoadedModule *>(module);
  if (!state.modules.count(loaded))
    return invalidHandle;
  if (!loaded->code->contains(name))
    return notFound;
  auto [it, isNew] = loaded->functions.try_emplace(
      name, LoadedFunction{loaded, name, usualSharedBytes});
  *function = reinterpret_cast<CUfunction>(&it->second);
  return CUDA_SUCCESS;
}

CUresult cuFuncSetAttribute(CUfunction function, int attribute, int value) {
  if (int error = enterCall())
    return error;
  auto *kernel = reinterpret_cast<LoadedFunction *>(function);
  uint64_t taken = kernel->module->code->getSharedBytes(kernel->name);
  bool isKnown = attribute == CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
  if (!isKnown || value < 0 || value + taken > mostSharedBytes)
    return invalidValue;
  kernel->sharedLimit = value;
  return CUDA_SUCCESS;
}

CUresult cuLaunchKernel(CUfunction function, unsigned gridX, unsigned gridY,
                        unsigned gridZ, unsigned blockX, unsigned blockY,
                        unsigned blockZ, unsigned sharedBytes, CUstream stream,
                        void **parameters, void **) {
  if (int error = enterCall(stream))
    return error;
  auto *kernel = reinterpret_cast<LoadedFunction *>(function);
  EmulatedModule &code = *kernel->module->code;
  if (sharedBytes > kernel->sharedLimit ||
      code.getSharedBytes(kernel->name) > usualSharedBytes)
    return invalidValue;
  LaunchSize size{{gridX, gridY, gridZ}, {blockX, blockY, blockZ}, sharedBytes};
  if (llvm::Error error = code.launch(kernel->name, size, parameters,
                                      DriverState::get().memory))
    return failWith(launchFailed, llvm::toString(std::move(error)));
  return CUDA_SUCCESS;
}
