//===- Session.cpp - One run of a model on the device ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include <algorithm>

using namespace gnn::gpu;

/// Calls the driver, unless something has failed; true where all is good.
#define GNN_CALL(function, ...)                                                \
  (status.isGood() &&                                                          \
   status.check(driver, #function, driver.function(__VA_ARGS__)))

static CUdeviceptr toDevice(const void *memory) {
  return reinterpret_cast<uintptr_t>(memory);
}

gnn_gpu_session::gnn_gpu_session() : driver(Device::get().getDriver()) {
  Device::get().enter(status);
  if (status.isGood())
    stream = Device::get().takeStream(status);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

void *gnn_gpu_session::allocate(int64_t bytes) {
  CUdeviceptr address = 0;
  // The driver refuses to allocate nothing.
  size_t size = std::max<int64_t>(bytes, 1);
  if (!GNN_CALL(cuMemAllocAsync, &address, size, stream))
    return nullptr;
  buffers[address] = size;
  return reinterpret_cast<void *>(address);
}

void gnn_gpu_session::free(void *memory) {
  if (!buffers.count(toDevice(memory)) ||
      !GNN_CALL(cuMemFreeAsync, toDevice(memory), stream))
    return;
  buffers.erase(toDevice(memory));
}

bool gnn_gpu_session::isOnDevice(const void *memory) const {
  auto after = buffers.upper_bound(toDevice(memory));
  if (after == buffers.begin())
    return false;
  auto [begin, bytes] = *std::prev(after);
  return toDevice(memory) < begin + bytes;
}

void gnn_gpu_session::copy(void *to, int64_t toStride, const void *from,
                           int64_t fromStride, int64_t rowBytes, int64_t rows) {
  if (rowBytes <= 0 || rows <= 0)
    return;
  if (rows == 1 || (toStride == rowBytes && fromStride == rowBytes))
    return copyLine(to, from, rowBytes * rows);
  copyRows(to, toStride, from, fromStride, rowBytes, rows);
}

void gnn_gpu_session::copyLine(void *to, const void *from, int64_t bytes) {
  if (!isOnDevice(to))
    (void)GNN_CALL(cuMemcpyDtoHAsync_v2, to, toDevice(from), bytes, stream);
  else if (!isOnDevice(from))
    (void)GNN_CALL(cuMemcpyHtoDAsync_v2, toDevice(to), from, bytes, stream);
  else
    (void)GNN_CALL(cuMemcpyDtoDAsync_v2, toDevice(to), toDevice(from), bytes,
                   stream);
}

void gnn_gpu_session::copyRows(void *to, int64_t toStride, const void *from,
                               int64_t fromStride, int64_t rowBytes,
                               int64_t rows) {
  CUDA_MEMCPY2D copy = {};
  copy.srcMemoryType =
      isOnDevice(from) ? CU_MEMORYTYPE_DEVICE : CU_MEMORYTYPE_HOST;
  copy.srcHost = from;
  copy.srcDevice = toDevice(from);
  copy.srcPitch = fromStride;
  copy.dstMemoryType =
      isOnDevice(to) ? CU_MEMORYTYPE_DEVICE : CU_MEMORYTYPE_HOST;
  copy.dstHost = to;
  copy.dstDevice = toDevice(to);
  copy.dstPitch = toStride;
  copy.WidthInBytes = rowBytes;
  copy.Height = rows;
  (void)GNN_CALL(cuMemcpy2DAsync_v2, &copy, stream);
}

void gnn_gpu_session::fill(void *to, uint32_t value, int64_t count) {
  if (count > 0)
    (void)GNN_CALL(cuMemsetD32Async, toDevice(to), value, count, stream);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// What a kernel gets without asking for more.
static constexpr int64_t usualSharedBytes = 48 * 1024;

void gnn_gpu_session::launch(gnn_gpu_module &module, const char *kernel,
                             const int64_t (&grid)[3],
                             const int64_t (&block)[3], int64_t sharedBytes,
                             void **parameters) {
  auto isEmpty = [](int64_t size) { return size <= 0; };
  if (!status.isGood() ||
      std::any_of(std::begin(grid), std::end(grid), isEmpty))
    return;
  if (grid[0] > INT32_MAX || std::max(grid[1], grid[2]) > UINT16_MAX)
    return status.fail(GNN_GPU_ERROR_DEVICE,
                       std::string("kernel ") + kernel +
                           ": the grid has more blocks than a device takes");
  CUfunction function = Device::get().getFunction(module, kernel, status);
  if (sharedBytes > usualSharedBytes)
    (void)GNN_CALL(cuFuncSetAttribute, function,
                   CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
                   sharedBytes);
  (void)GNN_CALL(cuLaunchKernel, function, grid[0], grid[1], grid[2], block[0],
                 block[1], block[2], sharedBytes, stream, parameters, nullptr);
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

const Status &gnn_gpu_session::end() {
  if (!stream)
    return status;
  for (auto [address, bytes] : buffers)
    (void)status.check(driver, "cuMemFreeAsync",
                       driver.cuMemFreeAsync(address, stream));
  (void)status.check(driver, "cuStreamSynchronize",
                     driver.cuStreamSynchronize(stream));
  // A stream that something failed on is not used again.
  if (status.isGood())
    Device::get().giveBackStream(stream);
  else
    driver.cuStreamDestroy_v2(stream);
  return status;
}
