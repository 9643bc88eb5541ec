//===- Device.h - The device and what stays on it ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_RUNTIME_GPU_DEVICE_H
#define GNN_OPT_LIB_RUNTIME_GPU_DEVICE_H

#include "gnn-opt/Runtime/CUDADriver.h"

#include <map>
#include <mutex>
#include <vector>

namespace gnn::gpu {

/// What went wrong first; nothing more is tried once something has.
class Status {
public:
  bool isGood() const { return code == GNN_GPU_OK; }
  int32_t getCode() const { return code; }
  const std::string &getMessage() const { return message; }

  void fail(int32_t newCode, std::string words) {
    if (!isGood())
      return;
    code = newCode;
    message = std::move(words);
  }
  /// Notes the result of a call of the driver; true where it is good.
  bool check(const Driver &driver, const char *function, CUresult result,
             int32_t failure = GNN_GPU_ERROR_DEVICE);

private:
  int32_t code = GNN_GPU_OK;
  std::string message;
};

/// Kernels on the device, with their constants.
struct Module {
  CUmodule handle = nullptr;
  /// By the address of the name, which is static data of the object file.
  std::map<const char *, CUfunction> functions;
};

/// The first device of the machine, shared by all sessions of the process.
class Device {
public:
  static Device &get();

  /// Makes the device ready and its context that of this thread. Tries again
  /// what failed before.
  void enter(Status &status);
  /// Unloads everything.
  void leave();
  void setLookup(gnn_gpu_lookup newLookup);

  const Driver &getDriver() const { return driver; }
  int getCapability() const { return capability; }

  CUstream takeStream(Status &status);
  void giveBackStream(CUstream stream);
  CUfunction getFunction(gnn_gpu_module &module, const char *kernel,
                         Status &status);

private:
  bool open(Status &status);
  void keepFreedMemory(Status &status);
  Module *load(gnn_gpu_module &module, Status &status);

  std::mutex mutex;
  gnn_gpu_lookup lookup = nullptr;
  Driver driver;
  bool isOpen = false;
  CUdevice device = 0;
  CUcontext context = nullptr;
  int capability = 0;
  std::vector<CUstream> idleStreams;
  std::vector<gnn_gpu_module *> modules;
};

} // namespace gnn::gpu

#endif // GNN_OPT_LIB_RUNTIME_GPU_DEVICE_H
