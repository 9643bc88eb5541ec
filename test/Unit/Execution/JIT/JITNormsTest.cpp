//===- JITNormsTest.cpp - Normalisations, compiled ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JITFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class JITNormsTest : public JITTest {};
} // namespace

TEST_F(JITNormsTest, normalizesRows) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%x: tensor<?x$Cxf32>) -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %0 = gnn.log_softmax %x : tensor<?x$Cxf32>
        %1 = gnn.l2_normalize %x : tensor<?x$Cxf32>
        %2 = gnn.normalize_features %x : tensor<?x$Cxf32>
        return %0, %1, %2 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (int64_t rows : {0, 1, 131})
      expectSame({random(rows, channels)});
    expectSame({Matrix(Matrix::Zero(3, channels))});
    expectSame({Matrix(100 * random(9, channels))});
  }
}

TEST_F(JITNormsTest, normalizesNodesAndGraphs) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      ml_program.global private @w(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      ml_program.global private @b(#ml_program.extern : tensor<$Cxf32>) : tensor<$Cxf32>
      func.func @f(%x: tensor<?x$Cxf32>, %p: tensor<?xi64>)
          -> (tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>) {
        %w = ml_program.global_load_const @w : tensor<$Cxf32>
        %b = ml_program.global_load_const @b : tensor<$Cxf32>
        %0 = gnn.layer_norm node %x affine %w, %b : (tensor<?x$Cxf32>, tensor<$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %1 = gnn.layer_norm graph %x affine %w, %b : (tensor<?x$Cxf32>, tensor<$Cxf32>, tensor<$Cxf32>) -> tensor<?x$Cxf32>
        %2 = gnn.layer_norm graph %x batch %p : (tensor<?x$Cxf32>, tensor<?xi64>) -> tensor<?x$Cxf32>
        %3 = gnn.normalize_features %x batch %p : tensor<?x$Cxf32>
        return %0, %1, %2, %3 : tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>, tensor<?x$Cxf32>
      })mlir",
                         channels));
    expectSame({random(200, channels), SegmentPtr{0, 1, 1, 70, 200}});
    expectSame({random(1, channels), SegmentPtr{0, 1}});
    expectSame({random(0, channels), SegmentPtr{0}});
  }
}

TEST_F(JITNormsTest, normalizesSparseFeatures) {
  for (int64_t channels : widths) {
    SCOPED_TRACE(channels);
    compile(withChannels(R"mlir(
      func.func @f(%x: tensor<?x$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32> {
        %0 = gnn.normalize_features %x : tensor<?x$Cxf32, #gnn.csr>
        %1 = gnn.to_dense %0 : (tensor<?x$Cxf32, #gnn.csr>) -> tensor<?x$Cxf32>
        return %1 : tensor<?x$Cxf32>
      })mlir",
                         channels));
    for (int64_t rows : {0, 1, 131})
      expectSame({randomSparse(rows, channels)});
  }
}
