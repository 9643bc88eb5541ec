//===- Session.h - One run of a model on the device -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_RUNTIME_GPU_SESSION_H
#define GNN_OPT_LIB_RUNTIME_GPU_SESSION_H

#include "Device.h"

/// Everything of it is on one stream: calls happen in their order.
struct gnn_gpu_session {
public:
  gnn_gpu_session();

  void *allocate(int64_t bytes);
  void free(void *memory);
  void copy(void *to, int64_t toStride, const void *from, int64_t fromStride,
            int64_t rowBytes, int64_t rows);
  void fill(void *to, uint32_t value, int64_t count);
  void launch(gnn_gpu_module &module, const char *kernel,
              const int64_t (&grid)[3], const int64_t (&block)[3],
              int64_t sharedBytes, void **parameters);
  /// Waits and gives everything back.
  const gnn::gpu::Status &end();

private:
  bool isOnDevice(const void *memory) const;
  void copyLine(void *to, const void *from, int64_t bytes);
  void copyRows(void *to, int64_t toStride, const void *from,
                int64_t fromStride, int64_t rowBytes, int64_t rows);

  gnn::gpu::Status status;
  const gnn::gpu::Driver &driver;
  gnn::gpu::CUstream stream = nullptr;
  /// Where each buffer begins, and its bytes.
  std::map<gnn::gpu::CUdeviceptr, int64_t> buffers;
};

#endif // GNN_OPT_LIB_RUNTIME_GPU_SESSION_H
