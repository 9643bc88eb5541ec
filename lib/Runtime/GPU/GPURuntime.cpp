//===- GPURuntime.cpp - What compiled GPU models call ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Runtime/GPURuntime.h"

#include "Session.h"

using namespace gnn::gpu;

static std::string &getMessage() {
  static thread_local std::string message;
  return message;
}

extern "C" {

gnn_gpu_session *gnn_gpu_begin() { return new gnn_gpu_session; }

void *gnn_gpu_alloc(gnn_gpu_session *session, int64_t bytes) {
  return session->allocate(bytes);
}

void gnn_gpu_free(gnn_gpu_session *session, void *memory) {
  session->free(memory);
}

void gnn_gpu_copy(gnn_gpu_session *session, void *to, int64_t to_stride,
                  const void *from, int64_t from_stride, int64_t row_bytes,
                  int64_t rows) {
  session->copy(to, to_stride, from, from_stride, row_bytes, rows);
}

void gnn_gpu_fill(gnn_gpu_session *session, void *to, uint32_t value,
                  int64_t count) {
  session->fill(to, value, count);
}

void gnn_gpu_launch(gnn_gpu_session *session, gnn_gpu_module *module,
                    const char *kernel, int64_t grid_x, int64_t grid_y,
                    int64_t grid_z, int64_t block_x, int64_t block_y,
                    int64_t block_z, int64_t shared_bytes, void **parameters) {
  session->launch(*module, kernel, {grid_x, grid_y, grid_z},
                  {block_x, block_y, block_z}, shared_bytes, parameters);
}

int32_t gnn_gpu_end(gnn_gpu_session *session) {
  const Status &status = session->end();
  int32_t code = status.getCode();
  getMessage() = status.getMessage();
  delete session;
  return code;
}

const char *gnn_gpu_error() { return getMessage().c_str(); }

void gnn_gpu_release() { Device::get().leave(); }

void gnn_gpu_use_driver(gnn_gpu_lookup lookup) {
  Device::get().setLookup(lookup);
}

int32_t gnn_gpu_capability() {
  Status status;
  Device::get().enter(status);
  getMessage() = status.getMessage();
  return status.isGood() ? Device::get().getCapability() : -status.getCode();
}

} // extern "C"
