//===- Device.cpp - The device and what stays on it -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Device.h"

#include <memory>

using namespace gnn::gpu;

bool Status::check(const Driver &driver, const char *function, CUresult result,
                   int32_t failure) {
  if (result == CUDA_SUCCESS)
    return true;
  if (result == CUDA_ERROR_OUT_OF_MEMORY)
    failure = GNN_GPU_ERROR_MEMORY;
  fail(failure, driver.describe(function, result));
  return false;
}

/// Calls the driver, unless something has failed; true where all is good.
#define GNN_CALL(function, ...)                                                \
  (status.isGood() &&                                                          \
   status.check(driver, #function, driver.function(__VA_ARGS__)))

Device &Device::get() {
  static Device device;
  return device;
}

//===----------------------------------------------------------------------===//
// Coming and going
//===----------------------------------------------------------------------===//

bool Device::open(Status &status) {
  std::string message;
  if (!driver.open(lookup, message)) {
    status.fail(GNN_GPU_ERROR_DRIVER, message);
    return false;
  }
  int count = 0, major = 0, minor = 0;
  auto check = [&](const char *function, CUresult result) {
    return status.check(driver, function, result, GNN_GPU_ERROR_DRIVER);
  };
  if (!check("cuInit", driver.cuInit(0)) ||
      !check("cuDeviceGetCount", driver.cuDeviceGetCount(&count)))
    return false;
  if (count == 0) {
    status.fail(GNN_GPU_ERROR_DRIVER, "the CUDA driver finds no device");
    return false;
  }
  if (!GNN_CALL(cuDeviceGet, &device, 0) ||
      !GNN_CALL(cuDeviceGetAttribute, &major,
                CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device) ||
      !GNN_CALL(cuDeviceGetAttribute, &minor,
                CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device) ||
      !GNN_CALL(cuDevicePrimaryCtxRetain, &context, device))
    return false;
  capability = 10 * major + minor;
  keepFreedMemory(status);
  if (status.isGood())
    return true;
  driver.cuDevicePrimaryCtxRelease_v2(device);
  return false;
}

/// The driver's pool keeps what sessions free for those that come, and gives
/// it back when the context ends.
void Device::keepFreedMemory(Status &status) {
  CUmemoryPool pool = nullptr;
  uint64_t everything = UINT64_MAX;
  (void)(GNN_CALL(cuDeviceGetDefaultMemPool, &pool, device) &&
         GNN_CALL(cuMemPoolSetAttribute, pool,
                  CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &everything));
}

void Device::enter(Status &status) {
  std::lock_guard lock(mutex);
  isOpen = isOpen || open(status);
  (void)GNN_CALL(cuCtxSetCurrent, context);
}

/// Nobody is left to tell of what fails here.
void Device::leave() {
  std::lock_guard lock(mutex);
  if (!isOpen)
    return;
  driver.cuCtxSetCurrent(context);
  for (CUstream stream : idleStreams)
    driver.cuStreamDestroy_v2(stream);
  idleStreams.clear();
  for (gnn_gpu_module *module : modules) {
    std::unique_ptr<Module> loaded(static_cast<Module *>(module->loaded));
    driver.cuModuleUnload(loaded->handle);
    module->loaded = nullptr;
  }
  modules.clear();
  driver.cuDevicePrimaryCtxRelease_v2(device);
  isOpen = false;
}

void Device::setLookup(gnn_gpu_lookup newLookup) {
  std::lock_guard lock(mutex);
  lookup = newLookup;
}

//===----------------------------------------------------------------------===//
// Streams
//===----------------------------------------------------------------------===//

CUstream Device::takeStream(Status &status) {
  std::lock_guard lock(mutex);
  CUstream stream = nullptr;
  if (!idleStreams.empty() && status.isGood()) {
    stream = idleStreams.back();
    idleStreams.pop_back();
    return stream;
  }
  (void)GNN_CALL(cuStreamCreate, &stream, CU_STREAM_NON_BLOCKING);
  return stream;
}

void Device::giveBackStream(CUstream stream) {
  std::lock_guard lock(mutex);
  idleStreams.push_back(stream);
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

Module *Device::load(gnn_gpu_module &module, Status &status) {
  if (module.loaded)
    return static_cast<Module *>(module.loaded);
  char log[1024] = "";
  int options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {log, reinterpret_cast<void *>(sizeof(log))};
  CUmodule handle = nullptr;
  CUresult result =
      driver.cuModuleLoadDataEx(&handle, module.image, 2, options, values);
  if (result != CUDA_SUCCESS) {
    std::string text = driver.describe("cuModuleLoadDataEx", result);
    status.fail(result == CUDA_ERROR_OUT_OF_MEMORY ? GNN_GPU_ERROR_MEMORY
                                                   : GNN_GPU_ERROR_KERNELS,
                std::string("kernels ") + module.name + ": " + text +
                    (log[0] ? std::string(": ") + log : ""));
    return nullptr;
  }
  auto loaded = std::make_unique<Module>();
  loaded->handle = handle;
  modules.push_back(&module);
  module.loaded = loaded.get();
  return loaded.release();
}

CUfunction Device::getFunction(gnn_gpu_module &module, const char *kernel,
                               Status &status) {
  std::lock_guard lock(mutex);
  Module *loaded = load(module, status);
  if (!loaded)
    return nullptr;
  CUfunction &function = loaded->functions[kernel];
  if (!function)
    (void)status.check(
        driver, "cuModuleGetFunction",
        driver.cuModuleGetFunction(&function, loaded->handle, kernel),
        GNN_GPU_ERROR_KERNELS);
  return function;
}
