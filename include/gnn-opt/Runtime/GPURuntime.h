//===- GPURuntime.h - What compiled GPU models call -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A C interface over the CUDA driver, which is opened when it is first needed:
// nothing links against it. Depends on the C++ library only.
//
// Calls belong to a session, one run of a model. Once one of them has failed,
// those that follow do nothing; gnn_gpu_end() says what happened and gives
// everything back. So generated code needs no branches, and no status is lost.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_RUNTIME_GPURUNTIME_H
#define GNN_OPT_RUNTIME_GPURUNTIME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers go on from those of a compiled model's argument checks. */
enum gnn_gpu_status {
  GNN_GPU_OK = 0,
  GNN_GPU_ERROR_DRIVER = 8,   /* no CUDA driver, or no device */
  GNN_GPU_ERROR_MEMORY = 9,   /* not enough memory on the device */
  GNN_GPU_ERROR_KERNELS = 10, /* the driver refuses the kernels */
  GNN_GPU_ERROR_DEVICE = 11,  /* any other call of the driver failed */
};

/* Kernels in the object file of a model: static data that the compiler writes
 * and the runtime completes. */
typedef struct {
  /* PTX, ended by a zero byte, or a cubin or fatbin. */
  const void *image;
  /* For messages. */
  const char *name;
  /* The runtime's; null in the object file. */
  void *loaded;
} gnn_gpu_module;

typedef struct gnn_gpu_session gnn_gpu_session;

/* Begins a session. Never null; where there is no driver, it has failed. */
gnn_gpu_session *gnn_gpu_begin(void);

/* Memory on the device; null once the session has failed. */
void *gnn_gpu_alloc(gnn_gpu_session *session, int64_t bytes);
void gnn_gpu_free(gnn_gpu_session *session, void *memory);

/* Copies `rows` rows of `row_bytes`, a stride apart, between memory of this
 * session and of the host, in whichever direction. */
void gnn_gpu_copy(gnn_gpu_session *session, void *to, int64_t to_stride,
                  const void *from, int64_t from_stride, int64_t row_bytes,
                  int64_t rows);

/* Writes `count` times the 32-bit `value`. */
void gnn_gpu_fill(gnn_gpu_session *session, void *to, uint32_t value,
                  int64_t count);

/* Starts a kernel; nothing where the grid is empty. `parameters` point to the
 * kernel's parameters, in order. The module stays on the device, with the
 * constants in it, until gnn_gpu_release(). */
void gnn_gpu_launch(gnn_gpu_session *session, gnn_gpu_module *module,
                    const char *kernel, int64_t grid_x, int64_t grid_y,
                    int64_t grid_z, int64_t block_x, int64_t block_y,
                    int64_t block_z, int64_t shared_bytes, void **parameters);

/* Waits for the device, gives back all memory of the session and the session
 * itself. Returns the first failure, or GNN_GPU_OK. */
int32_t gnn_gpu_end(gnn_gpu_session *session);

/* In words, the last failure that gnn_gpu_end() returned to this thread; empty
 * where there was none. Valid until this thread's next session ends. */
const char *gnn_gpu_error(void);

/* Unloads all modules and leaves the device. No session may be open. The next
 * session begins anew. */
void gnn_gpu_release(void);

/* Finds the driver's functions through `lookup` instead of in libcuda.so.1 (or
 * the library that the environment variable GNN_CUDA_DRIVER names); null goes
 * back to that. Call it before the first session or after a release. */
typedef void *(*gnn_gpu_lookup)(const char *symbol);
void gnn_gpu_use_driver(gnn_gpu_lookup lookup);

/* The compute capability of the device, such as 90; or, negated, the status
 * that says why there is none. */
int32_t gnn_gpu_capability(void);

#ifdef __cplusplus
}
#endif

#endif /* GNN_OPT_RUNTIME_GPURUNTIME_H */
