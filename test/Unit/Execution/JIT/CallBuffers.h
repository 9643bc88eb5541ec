//===- CallBuffers.h - Arguments and results of a compiled call ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_JIT_CALLBUFFERS_H
#define GNN_OPT_TEST_UNIT_EXECUTION_JIT_CALLBUFFERS_H

#include "gnn-opt/Execution/InterpreterValue.h"
#include "gnn-opt/Execution/JIT.h"

#include <deque>

namespace mlir::gnn::test {

/// Memory for one call: arguments as f32, and room for results like `results`.
/// Every row is followed by a few floats that nobody may touch.
class CallBuffers {
public:
  CallBuffers(ArrayRef<InterpreterValue> arguments,
              ArrayRef<InterpreterValue> results);

  MutableArrayRef<Buffer> get() { return buffers; }

  /// The results are `expected`, and the floats between rows untouched. Each
  /// may be as far off as `bounds` says, beside what sums of f32 are off.
  void expectNear(ArrayRef<InterpreterValue> expected,
                  ArrayRef<InterpreterValue> bounds = {}) const;

  bool hasSameBits(const CallBuffers &other) const;

private:
  /// A matrix, or a vector as one with a column.
  struct Rows {
    int64_t rows, columns, stride;
    std::vector<float> values;
  };

  void add(const InterpreterValue &value);
  const Rows &addRows(const Matrix &matrix, int64_t padding);
  void addSparse(const SparseMatrix &matrix);
  void expectRows(const Rows &got, const Matrix &expected,
                  const Matrix &bounds) const;

  std::vector<Buffer> buffers;
  /// Deques: buffers point into their elements.
  std::deque<Rows> rows;
  std::deque<std::vector<int64_t>> pointers;
  std::deque<std::vector<int32_t>> indices;
  size_t firstResult = 0;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_JIT_CALLBUFFERS_H
