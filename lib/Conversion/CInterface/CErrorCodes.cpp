//===- CErrorCodes.cpp - What a C function returns ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/CErrorCodes.h"

#include "gnn-opt/Runtime/GPURuntime.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr CErrorCode refusal(CError error, StringLiteral name,
                                    StringLiteral meaning) {
  return {static_cast<int>(error), name, meaning};
}

ArrayRef<CErrorCode> gnn::getCErrorCodes() {
  static constexpr CErrorCode codes[] = {
      {0, "GNN_OK", "the result was written"},
      refusal(CError::Size, "GNN_ERROR_SIZE",
              "a size is negative, or above INT32_MAX nodes"),
      refusal(CError::Null, "GNN_ERROR_NULL",
              "a pointer that must be read or written is NULL"),
      refusal(CError::Stride, "GNN_ERROR_STRIDE",
              "a row stride is less than the row's channels"),
      refusal(CError::RowPtr, "GNN_ERROR_ROW_PTR",
              "row_ptr does not rise from 0 to the number of edges"),
      refusal(CError::ColIdx, "GNN_ERROR_COL_IDX",
              "a source node is outside 0 .. num_nodes - 1"),
      refusal(CError::Features, "GNN_ERROR_FEATURES",
              "sparse features: indptr does not rise from 0, or an index is no "
              "channel"),
      refusal(CError::GraphPtr, "GNN_ERROR_GRAPH_PTR",
              "graph_ptr does not rise from 0 to the number of nodes"),
      // Those of a model for a GPU go on where these end.
      {GNN_GPU_ERROR_DRIVER, "GNN_ERROR_DRIVER",
       "GPU models: no CUDA driver, or no device"},
      {GNN_GPU_ERROR_MEMORY, "GNN_ERROR_DEVICE_MEMORY",
       "GPU models: not enough memory on the device"},
      {GNN_GPU_ERROR_KERNELS, "GNN_ERROR_KERNELS",
       "GPU models: the driver refuses the kernels"},
      {GNN_GPU_ERROR_DEVICE, "GNN_ERROR_DEVICE",
       "GPU models: a call of the driver failed; gnn_gpu_error() says which"},
  };
  return codes;
}
