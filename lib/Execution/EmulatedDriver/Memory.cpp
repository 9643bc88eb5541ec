//===- Memory.cpp - Device memory of the emulated driver ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DriverFunctions.h"

#include "llvm/ADT/Twine.h"

#include <cstring>

using namespace mlir::gnn::emulator;

static DeviceMemory &getMemory() { return DriverState::get().memory; }

static void *toPointer(CUdeviceptr address) {
  return reinterpret_cast<void *>(address);
}

CUresult cuMemAllocAsync(CUdeviceptr *address, size_t bytes, CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  if (bytes == 0)
    return invalidValue;
  void *memory = getMemory().allocate(bytes);
  if (!memory)
    return outOfMemory;
  // Nobody would note what kernels write.
  if (!DriverState::get().options.emulator.check)
    getMemory().markWritten(memory, bytes);
  *address = reinterpret_cast<uintptr_t>(memory);
  return CUDA_SUCCESS;
}

CUresult cuMemFreeAsync(CUdeviceptr address, CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  return getMemory().free(toPointer(address)) ? CUDA_SUCCESS : invalidValue;
}

/// The device's side of a copy out of it: it must be there, and be written.
static CUresult checkSource(const void *from, size_t bytes) {
  if (!getMemory().contains(from, bytes))
    return invalidValue;
  uint64_t written = getMemory().findUnwritten(from, bytes);
  if (written == bytes)
    return CUDA_SUCCESS;
  return failWith(
      launchFailed,
      ("a copy reads global memory that nothing has written: byte " +
       llvm::Twine(written) + " of " + llvm::Twine(bytes))
          .str());
}

static CUresult checkTarget(const void *to, size_t bytes) {
  if (!getMemory().contains(to, bytes))
    return invalidValue;
  getMemory().markWritten(to, bytes);
  return CUDA_SUCCESS;
}

CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes,
                              CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  if (int error = checkTarget(toPointer(to), bytes))
    return error;
  std::memcpy(toPointer(to), from, bytes);
  return CUDA_SUCCESS;
}

CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t bytes,
                              CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  if (int error = checkSource(toPointer(from), bytes))
    return error;
  std::memcpy(to, toPointer(from), bytes);
  return CUDA_SUCCESS;
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes,
                              CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  if (int error = checkSource(toPointer(from), bytes))
    return error;
  if (int error = checkTarget(toPointer(to), bytes))
    return error;
  std::memmove(toPointer(to), toPointer(from), bytes);
  return CUDA_SUCCESS;
}

CUresult cuMemcpy2DAsync_v2(const CUDA_MEMCPY2D *copy, CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  bool fromDevice = copy->srcMemoryType == CU_MEMORYTYPE_DEVICE;
  bool toDevice = copy->dstMemoryType == CU_MEMORYTYPE_DEVICE;
  for (size_t row = 0; row < copy->Height; ++row) {
    const auto *from = static_cast<const char *>(
        fromDevice ? toPointer(copy->srcDevice) : copy->srcHost);
    auto *to = static_cast<char *>(toDevice ? toPointer(copy->dstDevice)
                                            : copy->dstHost);
    from += row * copy->srcPitch;
    to += row * copy->dstPitch;
    if (fromDevice)
      if (int error = checkSource(from, copy->WidthInBytes))
        return error;
    if (toDevice)
      if (int error = checkTarget(to, copy->WidthInBytes))
        return error;
    std::memcpy(to, from, copy->WidthInBytes);
  }
  return CUDA_SUCCESS;
}

CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count,
                          CUstream stream) {
  if (int error = enterCall(stream))
    return error;
  if (int error = checkTarget(toPointer(to), count * sizeof(value)))
    return error;
  std::fill_n(static_cast<unsigned *>(toPointer(to)), count, value);
  return CUDA_SUCCESS;
}
