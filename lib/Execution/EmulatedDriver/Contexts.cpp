//===- Contexts.cpp - Devices, contexts, streams and errors ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DriverFunctions.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir::gnn::emulator;

/// A device that all kernels of the project run on.
static constexpr int capabilityMajor = 8, capabilityMinor = 0;

void *mlir::gnn::emulator::lookupEmulatedDriver(const char *symbol) {
  llvm::StringSwitch<void *> found(symbol);
#define GNN_CASE(name, parameters)                                             \
  found.Case(#name, reinterpret_cast<void *>(&::name));
  GNN_CUDA_FUNCTIONS(GNN_CASE)
#undef GNN_CASE
  return found.Default(nullptr);
}

static const char *getErrorName(int error) {
  switch (error) {
  case invalidValue:
    return "CUDA_ERROR_INVALID_VALUE";
  case outOfMemory:
    return "CUDA_ERROR_OUT_OF_MEMORY";
  case notInitialized:
    return "CUDA_ERROR_NOT_INITIALIZED";
  case invalidImage:
    return "CUDA_ERROR_INVALID_IMAGE";
  case invalidContext:
    return "CUDA_ERROR_INVALID_CONTEXT";
  case invalidHandle:
    return "CUDA_ERROR_INVALID_HANDLE";
  case notFound:
    return "CUDA_ERROR_NOT_FOUND";
  case launchFailed:
    return "CUDA_ERROR_LAUNCH_FAILED";
  default:
    return nullptr;
  }
}

CUresult cuInit(unsigned) {
  DriverState::get().initialized = true;
  return enterCall(nullptr, /*needsContext=*/false);
}

CUresult cuGetErrorName(CUresult error, const char **text) {
  *text = getErrorName(error);
  return *text ? CUDA_SUCCESS : invalidValue;
}

CUresult cuGetErrorString(CUresult error, const char **text) {
  bool hasWords = error == launchFailed || error == invalidImage;
  *text = hasWords ? getFailureWords().c_str() : getErrorName(error);
  return *text ? CUDA_SUCCESS : invalidValue;
}

CUresult cuDeviceGetCount(int *count) {
  *count = 1;
  return enterCall(nullptr, /*needsContext=*/false);
}

CUresult cuDeviceGet(CUdevice *device, int ordinal) {
  if (int error = enterCall(nullptr, /*needsContext=*/false))
    return error;
  *device = ordinal;
  return ordinal == 0 ? CUDA_SUCCESS : invalidValue;
}

CUresult cuDeviceGetAttribute(int *value, int attribute, CUdevice) {
  if (int error = enterCall(nullptr, /*needsContext=*/false))
    return error;
  switch (attribute) {
  case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR:
    *value = capabilityMajor;
    return CUDA_SUCCESS;
  case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR:
    *value = capabilityMinor;
    return CUDA_SUCCESS;
  default:
    return invalidValue;
  }
}

CUresult cuDeviceGetDefaultMemPool(CUmemoryPool *pool, CUdevice) {
  *pool = nullptr;
  return enterCall(nullptr, /*needsContext=*/false);
}

/// Memory is given back at once: what is kept would not be out of bounds.
CUresult cuMemPoolSetAttribute(CUmemoryPool, int, void *) {
  return enterCall(nullptr, /*needsContext=*/false);
}

CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice) {
  if (int error = enterCall(nullptr, /*needsContext=*/false))
    return error;
  ++DriverState::get().contexts;
  *context = reinterpret_cast<CUcontext>(&DriverState::get());
  return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice) {
  if (int error = enterCall(nullptr, /*needsContext=*/false))
    return error;
  --DriverState::get().contexts;
  return CUDA_SUCCESS;
}

CUresult cuCtxSetCurrent(CUcontext context) {
  if (int error = enterCall(nullptr, /*needsContext=*/false))
    return error;
  bool isOurs = context == reinterpret_cast<CUcontext>(&DriverState::get());
  setCurrentContext(isOurs);
  return isOurs || !context ? CUDA_SUCCESS : invalidContext;
}

CUresult cuStreamCreate(CUstream *stream, unsigned) {
  if (int error = enterCall())
    return error;
  auto *handle = new char;
  std::lock_guard lock(DriverState::get().mutex);
  DriverState::get().streams.insert(handle);
  *stream = reinterpret_cast<CUstream>(handle);
  return CUDA_SUCCESS;
}

CUresult cuStreamDestroy_v2(CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  auto *handle = reinterpret_cast<char *>(stream);
  std::lock_guard lock(DriverState::get().mutex);
  DriverState::get().streams.erase(handle);
  delete handle;
  return CUDA_SUCCESS;
}

/// Everything has happened when its call returned.
CUresult cuStreamSynchronize(CUstream stream) { return enterCall(stream); }
