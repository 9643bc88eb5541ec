//===- CUDADriver.cpp - The CUDA driver, found at run time ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Runtime/CUDADriver.h"

#include <cstdlib>
#include <dlfcn.h>

using namespace gnn::gpu;

static const char *getLibraryName() {
  const char *chosen = std::getenv("GNN_CUDA_DRIVER");
  return chosen && *chosen ? chosen : "libcuda.so.1";
}

bool Driver::open(gnn_gpu_lookup lookup, std::string &message) {
  void *library = nullptr;
  if (!lookup) {
    // Never closed: the driver keeps threads of its own.
    library = dlopen(getLibraryName(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
      message = std::string("no CUDA driver: ") + dlerror();
      return false;
    }
  }
  auto find = [&](const char *name) {
    return lookup ? lookup(name) : dlsym(library, name);
  };
#define GNN_FIND(name, parameters)                                             \
  name = reinterpret_cast<CUresult(*) parameters>(find(#name));                \
  if (!name) {                                                                 \
    message = "the CUDA driver has no function " #name                         \
              "; CUDA 11.2 or later is needed";                                \
    return false;                                                              \
  }
  GNN_CUDA_FUNCTIONS(GNN_FIND)
#undef GNN_FIND
  return true;
}

std::string Driver::describe(const char *function, CUresult result) const {
  std::string text = std::string(function) + " failed: ";
  const char *name = nullptr, *words = nullptr;
  if (cuGetErrorName(result, &name) == CUDA_SUCCESS && name)
    text += name;
  else
    text += "error " + std::to_string(result);
  if (cuGetErrorString(result, &words) == CUDA_SUCCESS && words)
    text += std::string(" (") + words + ")";
  return text;
}
